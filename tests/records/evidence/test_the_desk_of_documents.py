"""The group's list of documents: filters, how each stands, another try, and who may see it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.records.evidence.models import Document, Fixity, Reading
from tests.audiences import SIGNED_IN, assert_only
from tests.builders import make_body
from tests.builders_evidence import make_document, make_pdf_document, make_public_copy
from tests.people import Cast
from tests.records.evidence.arriving import receive, upload

LIST = "/desk/documents/"
SignedIn = Callable[[Person], Client]


def failed(cast: Cast, **fields: Any) -> Document:
    """Let a file arrive and end with a reason."""
    document = receive(cast.northport, **fields)
    Document.objects.filter(pk=document.pk).update(reading=Reading.UNREADABLE, reason="password")
    return document


def shown(client: Client, query: str = "") -> str:
    return client.get(f"{LIST}{query}").content.decode()


def names(page: str) -> list[str]:
    """Return the documents of a list, in its order."""
    return re.findall(r'<a href="/documents/[^"]+">([^<]+)</a>', page)


def test_only_people_who_are_signed_in_have_a_list(cast: Cast) -> None:
    for url in (LIST, f"{LIST}upload/"):
        assert_only(url, SIGNED_IN, cast)
    assert_only(f"{LIST}again/", SIGNED_IN, cast, method="post")


def test_a_list_holds_the_documents_of_ones_own_groups_alone(cast: Cast, signed_in: SignedIn) -> None:
    receive(cast.northport, name="ours.txt")
    receive(cast.southmoor, name="theirs.txt")
    assert names(shown(signed_in(cast.ben))) == ["ours.txt"]
    assert names(shown(signed_in(cast.carys))) == ["theirs.txt"]


def test_a_document_that_could_not_be_read_says_why_and_is_tried_again(cast: Cast, signed_in: SignedIn) -> None:
    document = failed(cast, name="locked.pdf")
    ben = signed_in(cast.ben)
    page = shown(ben, "?state=failed")
    assert "It is locked with a password." in page
    assert "Read all 1 again" in page
    answer = ben.post(f"{LIST}again/", {"document": [str(document.pk), "nonsense"], "state": "failed"}, follow=True)
    assert "1 document is read again." in answer.content.decode()
    document.refresh_from_db()
    assert (document.reading, document.attempts) == (Reading.WAITING, 0)
    answer = ben.post(f"{LIST}again/", {"document": [str(document.pk)]}, follow=True)
    assert "None of these can be tried again" in answer.content.decode()


def test_all_that_could_not_be_read_are_tried_again_at_once_within_the_filter(cast: Cast, signed_in: SignedIn) -> None:
    chosen = [failed(cast, name=f"scan {number}.pdf", kind="scan") for number in range(3)]
    left = failed(cast, name="other.pdf")
    signed_in(cast.asha).post(f"{LIST}again/", {"all": "yes", "kind": "scan"})
    assert {one.reading for one in Document.objects.filter(pk__in=[one.pk for one in chosen])} == {Reading.WAITING}
    left.refresh_from_db()
    assert left.reading == Reading.UNREADABLE


def test_nobody_has_another_groups_documents_read_again(cast: Cast, signed_in: SignedIn) -> None:
    document = failed(cast)
    signed_in(cast.carys).post(f"{LIST}again/", {"document": [str(document.pk)]})
    signed_in(cast.carys).post(f"{LIST}again/", {"all": "yes"})
    document.refresh_from_db()
    assert document.reading == Reading.UNREADABLE


def test_the_list_is_filtered_by_state_body_kind_case_and_name(cast: Cast, signed_in: SignedIn) -> None:
    body = make_body()
    receive(cast.northport, name="a.txt", body=body)
    receive(cast.northport, name="b.txt", kind="minutes")
    receive(cast.northport, name="c.txt", giving=upload(labels={"case": ["case-7"]}))
    failed(cast, name="d.txt")
    asha = signed_in(cast.asha)
    for query, expected in FILTERS.items():
        assert sorted(names(shown(asha, query))) == [f"{letter}.txt" for letter in expected], query
    assert names(shown(asha, f"?body={body.pk}")) == ["a.txt"]
    assert "No results" in shown(asha, "?name=nowhere")


FILTERS = {
    "": "abcd",
    "?state=failed": "d",
    "?state=nonsense": "abcd",
    "?kind=minutes": "b",
    "?case=case-7": "c",
    "?name=B.TXT": "b",
}
NASTY = ["?body=nonsense", "?page=9999", "?case=%00", "?name=%00", "?kind=%F0%9F%92%A9", "?page=x"]


@pytest.mark.parametrize("query", NASTY)
def test_no_address_makes_the_list_fall_over(cast: Cast, signed_in: SignedIn, query: str) -> None:
    receive(cast.northport)
    assert signed_in(cast.asha).get(f"{LIST}{query}").status_code == 200


def test_the_list_costs_the_same_for_one_document_and_for_fifty(cast: Cast, signed_in: SignedIn) -> None:
    asha = signed_in(cast.asha)
    counted = []
    for more in (1, 49):
        for _ in range(more):
            receive(cast.northport, body=make_body(f"Body {Document.objects.count()}"))
        shown(asha)
        with CaptureQueriesContext(connection) as queries:
            shown(asha)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_progress_is_told_while_documents_wait_and_kept_current(cast: Cast, signed_in: SignedIn) -> None:
    document = receive(cast.northport)
    Document.objects.filter(pk=document.pk).update(reading=Reading.RUNNING, pages_expected=90, pages_read=3)
    page = shown(signed_in(cast.ben))
    assert "being read: 3 of 90 pages" in page
    assert "data-live" in page
    Document.objects.filter(pk=document.pk).update(reading=Reading.READ, pages_read=90)
    page = shown(signed_in(cast.ben))
    assert "read: 90 pages" in page
    assert "data-live" not in page


def test_damaged_bytes_are_said_before_anything_else(cast: Cast, signed_in: SignedIn) -> None:
    document = receive(cast.northport)
    Document.objects.filter(pk=document.pk).update(fixity=Fixity.CHANGED, reading=Reading.READ)
    copy = make_public_copy(make_document(cast.northport), "Copy.", name="copy.pdf", fixity=Fixity.MISSING)
    ben = signed_in(cast.ben)
    assert ">damaged<" in shown(ben)
    page = shown(ben)
    assert "2 stored files are damaged" in page
    assert 'href="/desk/documents/?state=damaged"' in page
    assert ben.get("/desk/").content.decode().count("Replace the stored file of") >= 2
    assert names(shown(ben, "?state=damaged")) == [document.name, copy.name], "the newest first"
    for page in (shown(signed_in(cast.carys)), signed_in(cast.carys).get("/desk/").content.decode()):
        assert "stored files are damaged" not in page
        assert "Replace the stored file" not in page


def test_no_copy_is_made_of_damaged_bytes(cast: Cast, signed_in: SignedIn) -> None:
    document = make_pdf_document(cast.northport, fixity=Fixity.CHANGED)
    page = signed_in(cast.asha).get(f"/desk/documents/{document.pk}/publication/").content.decode()
    assert "You can make a copy once the file has been restored." in page
    assert "Make the copy" not in page


def test_the_desk_leads_to_the_list(cast: Cast, signed_in: SignedIn) -> None:
    assert f'href="{reverse("evidence:documents")}"' in signed_in(cast.ben).get("/desk/").content.decode()


def test_its_group_sees_what_was_done_with_a_document(cast: Cast, signed_in: SignedIn) -> None:
    document = receive(cast.northport, by=cast.asha)
    page = signed_in(cast.ben).get(document.get_absolute_url()).content.decode()
    assert "Custody log: what has been done with it" in page
    assert re.search(r"<td>Received</td>.*?<td data-label=\"By\">Asha</td>", page, re.DOTALL)
    Document.objects.filter(pk=document.pk).update(is_public=True, copy_of=document)
    page = signed_in(cast.carys).get(document.get_absolute_url()).content.decode()
    assert "Asha" not in page


def test_an_empty_list_has_one_way_to_begin_and_nothing_to_filter(cast: Cast, signed_in: SignedIn) -> None:
    page = signed_in(cast.asha).get("/desk/documents/").content.decode()
    assert page.count("Upload files") == 1
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]
