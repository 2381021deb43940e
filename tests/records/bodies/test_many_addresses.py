"""Addresses of many bodies at once: each row says what would become of it, a person saves, and nothing is lost."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.models import Act
from dueregard.records.bodies.models import Body, Contact, Identifier, MergedEntry
from tests.builders import EARLIER, make_body, make_contact
from tests.people import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
HERE = "/desk/register/addresses/"
ALL = {"source": "https://northport.example/foi", "checked_on": "2026-01-05"}


def bring(client: Client, text: str, **more: Any) -> str:
    """Paste a list; return the page that answers."""
    return unescape(client.post(HERE, {"step": "list", "text": text, **ALL, **more}).content.decode())


def save(client: Client, page: str, *, ticks: tuple[int, ...] = (), **typed: str) -> Any:
    """Send a check page back as it is ticked, with more ticks and corrections."""
    kept = re.search(r'name="kept" value="(.*?)" id=', page, re.DOTALL)
    assert kept, page[:2000]
    ticked = {f"take-{line}": "on" for line in (*re.findall(r'name="take-(\d+)" checked', page), *ticks)}
    return client.post(HERE, {"step": "check", "kept": kept[1], "save": "ticked", **ticked, **typed})


def test_a_pasted_list_is_saved_only_once_a_person_says_so(cast: Cast, signed_in: SignIn) -> None:
    make_body()
    make_body("Southmoor College")
    client = signed_in(cast.asha)
    page = bring(
        client, "University of Northport;foi@northport.example\nSouthmoor College;foi@southmoor.example;a letter"
    )
    assert "Ready to save (2)" in page
    assert not Contact.objects.exists()
    assert save(client, page)["Location"] == HERE
    kept = Contact.objects.get(body__slug="southmoor-college")
    assert (kept.address, kept.source, kept.checked_on) == ("foi@southmoor.example", "a letter", date(2026, 1, 5))
    assert (kept.given_by, kept.purpose, kept.form) == (cast.asha, "information_request", "email")
    acts = Act.objects.filter(did="contact.added")
    assert [act.by for act in acts] == [cast.asha, cast.asha]
    assert "northport" not in str([act.details for act in acts])


def test_each_row_has_its_sentence(cast: Cast, signed_in: SignIn) -> None:
    make_body()
    make_contact(make_body("Has One", slug="has-one"), "foi@one.example")
    make_body("Gone Trust", slug="gone-trust", closed_on=date(2024, 4, 1))
    page = bring(
        signed_in(cast.asha),
        "\n".join(
            (
                "University of Northport,foi@northport.example",
                "university of northport,FOI@northport.example",
                "University of Northport,other@northport.example",
                "Universty of Northprt,foi@n.example",
                "Nowhere Board,foi@nowhere.example",
                "Has One,foi@one.example",
                "Has One,second@one.example",
                "Gone Trust,foi@gone.example",
                "University of Northport,foi at northport",
                "University of Northport,https://northport.example/form",
                "University of Northport,late@northport.example,its page,2999-01-01",
                "University of Northport,odd@northport.example,its page,soon",
            )
        ),
    )
    for sentence in (
        "Will be added.",
        "The same as row 1. It is saved once.",
        "Row 1 has another address for this body: foi@northport.example.",
        "“Universty of Northprt” is not in the register. Choose the body you mean",
        "“Nowhere Board” is not in the register. Correct the name",
        "already listed, checked on 2 November 2026",
        "This body already has foi@one.example, checked on 2 November 2026.",
        "This body closed on 1 April 2024.",
        "“foi at northport” is not an e-mail address",
        "This is a web form.",
        "is in the future",
        "“soon” is not a date",
    ):
        assert sentence in page, sentence
    assert re.findall(r'name="take-(\d+)" checked', page) == ["1"]
    assert sorted(map(int, re.findall(r'name="take-(\d+)">', page))) == [3, 7, 8]


def test_a_body_is_found_by_its_code_and_under_the_entry_it_was_merged_from(cast: Cast, signed_in: SignIn) -> None:
    body = make_body()
    Identifier.objects.create(body=body, scheme="ukprn", value="10001234")
    other = make_body("Southmoor College")
    MergedEntry.objects.create(was=cast.northport.pk, slug="old-college", name="Old", into=other, at=EARLIER)
    client = signed_in(cast.asha)
    save(client, bring(client, "10001234,foi@northport.example\nold-college,foi@southmoor.example"))
    assert dict(Contact.objects.values_list("body__slug", "address")) == {
        "university-of-northport": "foi@northport.example",
        "southmoor-college": "foi@southmoor.example",
    }


def test_two_bodies_of_one_name_are_for_a_person_to_choose(cast: Cast, signed_in: SignIn) -> None:
    make_body("Saint Mary School", slug="mary-a", town="Northport")
    make_body("Saint Mary School", slug="mary-b", town="Southmoor")
    client = signed_in(cast.asha)
    page = bring(client, "St Mary School,office@mary.example")
    assert "Choose the one you mean" in page or "Choose the body you mean" in page
    assert not Contact.objects.exists()
    again = save(client, page, **{"meant-1": "mary-b"}).content.decode()
    assert not Contact.objects.exists()  # a corrected row is read once more before it is saved
    assert "Ready to save (1)" in again
    save(client, unescape(again))
    assert Contact.objects.get().body.slug == "mary-b"


def test_what_is_saved_goes_and_the_rest_stays_with_what_was_typed(cast: Cast, signed_in: SignIn) -> None:
    make_body()
    make_body("Southmoor College")
    client = signed_in(cast.asha)
    page = bring(
        client, "University of Northport,foi@northport.example,page one\nSouthmore Colege,foi@southmoor,page two"
    )
    answer = save(client, page, **{"address-2": "foi@southmoor.example", "body-2": "Southmoor College"})
    rest = unescape(answer.content.decode())
    assert "1 address saved." in rest
    assert "page two" in rest
    assert "page one" not in rest
    save(client, rest)
    assert set(Contact.objects.values_list("address", "source")) == {
        ("foi@northport.example", "page one"),
        ("foi@southmoor.example", "page two"),
    }


def test_a_row_that_a_person_unticked_is_not_saved_and_stays_unticked(cast: Cast, signed_in: SignIn) -> None:
    make_body()
    make_body("Southmoor College")
    client = signed_in(cast.asha)
    page = bring(client, "University of Northport,foi@northport.example\nSouthmoor College,foi@southmoor.example")
    rest = save(client, page.replace('name="take-2" checked', 'name="take-2"')).content.decode()
    assert Contact.objects.get().address == "foi@northport.example"
    assert 'name="take-2">' in rest


def test_an_address_that_a_colleague_entered_meanwhile_holds_the_row_back(cast: Cast, signed_in: SignIn) -> None:
    body = make_body()
    client = signed_in(cast.asha)
    page = bring(client, "University of Northport,foi@northport.example")
    make_contact(body, "colleague@northport.example")
    rest = unescape(save(client, page).content.decode())
    assert "Not saved, because the body’s addresses changed meanwhile: row 1." in rest
    assert "This body already has colleague@northport.example" in rest
    assert Contact.objects.count() == 1
    save(client, rest, ticks=(1,))
    assert Contact.objects.count() == 2


def test_addresses_are_typed_beside_the_bodies_that_lack_them(cast: Cast, signed_in: SignIn) -> None:
    make_body()
    make_body("Southmoor College")
    make_contact(make_body("Has One", slug="has-one"))
    client = signed_in(cast.asha)
    page = client.get(HERE).content.decode()
    assert "2 bodies have no address" in page
    assert "has-one" not in page
    typed = {"step": "rows", "address-southmoor-college": "foi@southmoor.example", "all-checked_on": "2026-01-05"}
    check = unescape(client.post(HERE, typed | {"all-source": "their website"}).content.decode())
    assert "Ready to save (1)" in check
    save(client, check)
    assert Contact.objects.get(source="their website").body.slug == "southmoor-college"


def test_what_was_typed_for_a_body_is_kept_though_the_list_moved_on(cast: Cast, signed_in: SignIn) -> None:
    make_contact(make_body(), "colleague@northport.example")
    typed = {"step": "rows", "address-university-of-northport": "foi@northport.example", "all-source": "a page"}
    client = signed_in(cast.asha)
    wrong = client.post(HERE, typed | {"all-checked_on": ""})
    assert wrong.status_code == 422
    assert 'value="foi@northport.example"' in wrong.content.decode()
    check = client.post(HERE, typed | {"all-checked_on": "2026-01-05"}).content.decode()
    assert "This body already has colleague@northport.example" in check


def test_the_table_of_bodies_is_filled_in_and_brought_back(cast: Cast, signed_in: SignIn) -> None:
    make_body()
    make_body("=cmd|' /C calc'!A0", slug="odd-trust")
    make_body("Southmoor College")
    client = signed_in(cast.asha)
    table = b"".join(client.get(f"{HERE}?as=csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(table)))
    assert rows[0][:4] == ["Body", "Name", "Website", "Address"]
    assert [row[0] for row in rows[1:]] == ["odd-trust", "southmoor-college", "university-of-northport"]
    assert rows[1][1].startswith("'=")
    rows[1][3:5] = ["foi@odd.example", "its page"]
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    file = SimpleUploadedFile("filled.csv", b"\xef\xbb\xbf" + out.getvalue().encode())
    page = unescape(client.post(HERE, {"step": "list", "file": file, **ALL}).content.decode())
    assert "2 lines have no address yet and were left out." in page
    save(client, page)
    assert Contact.objects.get().body.slug == "odd-trust"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"text": ""}, "No line has an address"),
        ({"text": "Northport\n"}, "No line has an address"),
        ({"checked_on": ""}, "When did you look them up?"),
        ({"file": SimpleUploadedFile("a.csv", b"Northport,b@b.example")}, "Import one at a time"),
    ],
)
def test_a_list_that_cannot_be_read_says_why_and_stays(
    cast: Cast, signed_in: SignIn, change: dict[str, Any], says: str
) -> None:
    sent = {"step": "list", "text": "Northport,foi@northport.example", **ALL, **change}
    answer = signed_in(cast.asha).post(HERE, sent)
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert says in page
    assert "There is a problem" in page
    assert str(sent["text"]).strip() in page


@pytest.mark.parametrize("kept", ["", "[]x", '[["1"]]', '[[1,"a","b","c","d",[]],[1,"a","b","c","d",[]]]'])
def test_a_check_page_that_comes_back_damaged_saves_nothing(cast: Cast, signed_in: SignIn, kept: str) -> None:
    make_body()
    answer = signed_in(cast.asha).post(
        HERE, {"step": "check", "kept": kept, "save": "ticked", "take-1": "on"}, follow=True
    )
    assert "Nothing was saved" in answer.content.decode()
    assert not Contact.objects.exists()


def test_a_forged_row_is_weighed_like_any_other(cast: Cast, signed_in: SignIn) -> None:
    make_body()
    forged = json.dumps([[1, "university-of-northport", "not an address", "s", "2026-01-05", []]])
    signed_in(cast.asha).post(HERE, {"step": "check", "kept": forged, "save": "ticked", "take-1": "on"})
    assert not Contact.objects.exists()


def test_a_volunteer_and_a_visitor_enter_nothing(cast: Cast, signed_in: SignIn, client: Client) -> None:
    make_body()
    for who in (signed_in(cast.ben), client):
        assert who.get(HERE).status_code in {302, 404}
        assert who.post(HERE, {"step": "list", "text": "university-of-northport,a@b.example", **ALL}).status_code != 200
    assert HERE not in signed_in(cast.ben).get("/bodies/").content.decode()
    assert f"{HERE}?kind=university" in signed_in(cast.asha).get("/bodies/?kind=university&page=1").content.decode()


def test_many_rows_ask_the_database_no_more_than_few(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.asha)
    counts = []
    for many in (3, 60):
        for at in range(Body.objects.count(), many):
            make_body(f"Trust number {at}", slug=f"trust-{at}")
        text = "\n".join(f"Trust number {at},foi@t{at}.example" for at in range(many))
        for ask in (lambda: client.get(HERE), lambda text=text: bring(client, text)):
            ask()  # the words of the register are read again once it has grown
            with CaptureQueriesContext(connection) as queries:
                ask()
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
    assert counts[0] <= 12
    assert counts[1] <= 12
