"""An administrator finds the other entry, checks all that will move, chooses where the two differ, and merges."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dueregard.foundation.accounts.models import Person
from dueregard.records.bodies.actions.merge_bodies import merge_bodies
from dueregard.records.bodies.models import Body, Identifier, Succession
from dueregard.records.bodies.queries.moving import pointing
from dueregard.records.bodies.views import merge as merge_view
from dueregard.records.history.actions import write_entry
from tests.builders import make_body, make_contact
from tests.editing import opened
from tests.people import Cast
from tests.records.bodies.merging import NOW, merged

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
FIND = "/desk/register/university-of-northport/merge/"
CHECK = "/desk/register/university-of-northport/merge/northport-university/"


@pytest.fixture
def kept() -> Body:
    """The entry that stays."""
    return make_body("University of Northport")


@pytest.fixture
def other(kept: Body) -> Body:
    """The same university once more."""
    return make_body("Northport University", town="Northport")


def read(client: Client, path: str) -> str:
    """Return the words of a page."""
    return client.get(path).content.decode()


def test_the_page_of_a_body_offers_it_to_administrators_alone(
    kept: Body, cast: Cast, signed_in: SignIn, client: Client
) -> None:
    words = "Merge with another entry"
    pages = [read(one, kept.get_absolute_url()) for one in (signed_in(cast.dana), signed_in(cast.asha), client)]
    assert [words in page for page in pages] == [True, False, False]
    assert signed_in(cast.asha).get(FIND).status_code == 404
    assert signed_in(cast.asha).post(CHECK).status_code == 404


@pytest.mark.parametrize("typed", ["northport univ", "Northport University", "10000001"])
def test_the_other_entry_is_found_by_name_or_code_and_never_the_entry_itself(
    kept: Body, other: Body, cast: Cast, signed_in: SignIn, typed: str
) -> None:
    Identifier.objects.create(body=other, scheme="ukprn", value="10000001")
    page = read(signed_in(cast.dana), f"{FIND}?q={typed}")
    assert f'href="{CHECK}"' in page
    assert 'merge/university-of-northport/"' not in page


def test_nothing_found_says_what_to_try(kept: Body, cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.dana)
    assert "No other entry found" in read(client, f"{FIND}?q=xyzzy")
    assert "No other entry found" not in read(client, FIND)


def test_the_check_lists_what_moves_with_its_number_and_says_that_there_is_no_way_back(
    kept: Body, other: Body, cast: Cast, signed_in: SignIn
) -> None:
    make_contact(other)
    Identifier.objects.create(body=other, scheme="gss", value="E06000002")
    Identifier.objects.create(body=kept, scheme="gss", value="E06000001")
    page = " ".join(read(signed_in(cast.dana), CHECK).split())
    assert "<dt>Addresses to write to</dt><dd>1</dd>" in page
    assert "<dt>Codes</dt><dd>1</dd>" in page
    assert "GSS code (Office for National Statistics): E06000001 and E06000002" in page
    assert "Both codes stay" in page
    assert "There is no button to undo this" in page
    assert 'href="/desk/register/northport-university/merge/university-of-northport/"' in page


def test_a_day_of_closing_comes_with_what_it_does_to_letters(
    kept: Body, other: Body, cast: Cast, signed_in: SignIn
) -> None:
    words = "letters to it that have not been sent yet are stopped"
    assert words not in read(signed_in(cast.dana), CHECK)
    Body.objects.filter(pk=other.pk).update(closed_on=date(2020, 7, 31))
    page = read(signed_in(cast.dana), CHECK)
    assert words in page
    assert "closed 31 July 2020 (the entry that goes)" in page
    assert "still open, no dates known (the entry that stays)" in page


def test_merging_leads_to_the_entry_that_stays_and_says_so(
    kept: Body, other: Body, cast: Cast, signed_in: SignIn
) -> None:
    client = signed_in(cast.dana)
    answer = client.post(CHECK, opened(client, CHECK) | {"name": "other"}, follow=True)
    assert answer.redirect_chain == [(kept.get_absolute_url(), 302)]
    page = answer.content.decode()
    assert "Everything that belonged to “Northport University” is on this page now." in page
    body = Body.objects.get()
    assert (body.pk, body.name, body.town) == (kept.pk, "Northport University", "Northport")


def test_what_nobody_chose_is_asked_beside_it_and_the_other_choices_stay(
    kept: Body, other: Body, cast: Cast, signed_in: SignIn
) -> None:
    client = signed_in(cast.dana)
    answer = client.post(CHECK, opened(client, CHECK) | {"town": "kept"})
    assert answer.status_code == 422
    assert "Choose one of the two." in answer.content.decode()
    assert answer.context["form"]["town"].value() == "kept"
    assert Body.objects.count() == 2


def test_a_change_while_somebody_reads_is_shown_before_anything_is_merged(
    kept: Body, other: Body, cast: Cast, signed_in: SignIn
) -> None:
    client = signed_in(cast.dana)
    values = opened(client, CHECK) | {"name": "other"}
    Body.objects.filter(pk=other.pk).update(town="Westhaven")
    answer = client.post(CHECK, values)
    page = answer.content.decode()
    assert (answer.status_code, Body.objects.count()) == (422, 2)
    assert "Someone changed one of the two entries while you were reading" in page
    assert "Westhaven (the entry that goes)" in page
    assert answer.context["form"]["name"].value() == "other"
    assert client.post(CHECK, values | {"seen": answer.context["form"]["seen"].value()}).status_code == 302


def test_what_prevents_it_is_said_with_what_to_do_and_there_is_no_button(
    kept: Body, other: Body, cast: Cast, signed_in: SignIn
) -> None:
    client = signed_in(cast.dana)
    values = opened(client, CHECK) | {"name": "kept"}
    Succession.objects.create(from_body=other, to_body=kept)
    page = read(client, CHECK)
    assert "These entries cannot be merged yet" in page
    assert "University of Northport took over from Northport University." in page
    assert "Merge the entries</button>" not in page
    answer = client.post(CHECK, values)
    assert (answer.status_code, Body.objects.count()) == (422, 2)
    assert "Nothing was merged." in answer.content.decode()


@pytest.mark.parametrize("address", [CHECK, "/desk/register/northport-university/merge/university-of-northport/"])
def test_who_comes_second_is_told_who_merged_them(
    kept: Body, other: Body, cast: Cast, signed_in: SignIn, address: str
) -> None:
    client = signed_in(cast.dana)
    values = opened(client, address)
    merged(kept, other, cast)
    for answer in (client.post(address, values, follow=True), client.get(address, follow=True)):
        assert answer.redirect_chain == [(kept.get_absolute_url(), 302)]
        assert (
            "These are already one entry: Dana merged “Northport University” into “University of Northport”."
            in answer.content.decode()
        )


def test_the_check_asks_no_more_for_many_rows_than_for_one(
    kept: Body, other: Body, cast: Cast, signed_in: SignIn
) -> None:
    client = signed_in(cast.dana)
    client.get(CHECK)  # what a process reads once and keeps
    counted = []
    for many in (1, 30):
        for number in range(many):
            make_contact(other, f"{many}-{number}@northport.example")
            own = {"part": "bodies", "subject": "1", "path": "/", "group": cast.northport, "kind": "register"}
            write_entry(body=other, at=NOW, says="Corrected.", **own)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(CHECK)
        counted.append(len(asked))
    assert counted[0] == counted[1] <= 2 * len(pointing())  # one or two for each kind of row that names a body


def test_an_entry_is_not_merged_with_itself(kept: Body, cast: Cast, signed_in: SignIn) -> None:
    address = f"{FIND}university-of-northport/"
    client = signed_in(cast.dana)
    for answer in (client.get(address, follow=True), client.post(address, follow=True)):
        assert answer.redirect_chain == [(FIND, 302)]
        assert "This is the entry you started from." in answer.content.decode()


def test_who_meant_an_entry_that_went_into_a_third_checks_that_one(
    kept: Body, other: Body, cast: Cast, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    third = make_body("Northport")
    client = signed_in(cast.dana)
    values = opened(client, CHECK) | {"name": "kept"}

    def first_somebody_else(**given: object) -> Body:
        merged(third, other, cast)
        return merge_bodies(**given)  # type: ignore[arg-type]

    monkeypatch.setattr(merge_view, "merge_bodies", first_somebody_else)
    answer = client.post(CHECK, values, follow=True)
    assert answer.redirect_chain == [(f"{FIND}northport/", 302)]
    page = answer.content.decode()
    assert "Dana merged “Northport University” into “Northport” while you were reading." in page
    assert set(Body.objects.all()) == {kept, third}
