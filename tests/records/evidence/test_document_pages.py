"""A document, its pages, pictures and data: its group sees all, everybody the public copy, nobody else the rest."""

from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dueregard.records.evidence.models import Document, Provenance, Reading
from dueregard.rules.documents.reading import Reason, TextSource
from tests.audiences import EVERYBODY, MEMBERS, assert_only
from tests.builders import make_body
from tests.builders_evidence import (
    PLAN,
    RISK,
    SALT,
    make_document,
    make_hidden,
    make_page,
    make_pdf_document,
    make_provenance,
    make_public_copy,
    picture_of,
)
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db
URLS = ["", ".json", "original/", "pages/1/", "pages/1/picture/", "pages/2/?q=plan&from=0&to=9"]


def address(document: Document, rest: str = "") -> str:
    """Return an address of a document."""
    return f"/documents/{document.pk}{rest}" if rest.startswith(".") else f"/documents/{document.pk}/{rest}"


def read(client: Client, url: str) -> str:
    """Return a page's source."""
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


@pytest.mark.parametrize("rest", URLS)
def test_a_document_is_opened_by_its_group_and_a_public_copy_by_everybody(rest: str, cast: Cast) -> None:
    original = make_pdf_document(cast.northport)
    assert_only(address(original, rest), MEMBERS, cast)
    assert_only(address(make_public_copy(original), rest), EVERYBODY, cast)


@pytest.mark.parametrize("rest", ["pages/3/", "pages/0/", "pages/99999999999999999999/", "pages/3/picture/"])
def test_a_page_that_is_not_there_is_not_there(rest: str, cast: Cast) -> None:
    copy = make_public_copy(make_pdf_document(cast.northport))
    assert Client().get(address(copy, rest)).status_code == 404


def test_only_the_group_learns_what_is_hidden_inside_and_how_it_came(cast: Cast) -> None:
    original = make_pdf_document(cast.northport, title="Risk assessment", body=make_body())
    make_provenance(original, says="With a reply sent to Robin Sample")
    copy = make_public_copy(original)
    child = make_document(cast.northport, name="inside.xlsx")
    for parent in (original, copy):
        make_hidden(parent)
        make_provenance(child, kind=Provenance.Kind.INSIDE, parent=parent, name="inside.xlsx")
    secrets = ["Referrals", "Robin Sample", "inside.xlsx", "/desk/messages/1/", "Northport group", "hidden_sheet"]
    mine = read(sign_in(cast.ben), address(original)) + read(sign_in(cast.ben), address(original, ".json"))
    for reader in (Client(), sign_in(cast.carys)):
        theirs = read(reader, address(copy)) + read(reader, address(copy, ".json"))
        assert [secret for secret in secrets if secret in theirs] == []
        assert "With a message" in theirs
        assert original.sha256 not in theirs
        assert copy.commitment in theirs
        assert SALT not in theirs
        assert str(original.pk) not in theirs
    assert "This file holds more than its pages show" in mine
    assert [secret for secret in secrets if secret not in mine] == []


def test_a_copy_is_dated_by_its_original_and_says_under_which_law_it_came_but_not_in_which_case(cast: Cast) -> None:
    labels = {"law": ["Freedom of Information Act 2000"], "reference": ["FOI 2026/318"], "exemption": ["section 24"]}
    came_at = datetime(2025, 12, 1, 10, 0, tzinfo=UTC)
    original = make_pdf_document(cast.northport, title="Plan", labels=labels, received_at=came_at, came_in_reply=True)
    copy = make_public_copy(original, labels=labels)
    for page in (read(Client(), address(copy)), read(sign_in(cast.ben), address(original))):
        assert "Received 1 Dec 2025" in page
        assert "Plan (2025)." in page
        assert "Freedom of Information Act 2000" in page
        assert "section 24" in page
    assert "FOI 2026/318" not in read(Client(), address(copy)) + read(Client(), address(copy, ".json"))
    assert "FOI 2026/318" in read(sign_in(cast.ben), address(original))


def test_what_could_not_be_read_says_why(cast: Cast) -> None:
    locked = make_document(cast.northport, name="plan.zip", reading=Reading.UNREADABLE, reason=Reason.PASSWORD)
    said = read(sign_in(cast.ben), address(locked))
    assert "It is locked with a password." in said
    assert "Could not be read" in said
    assert "We keep the file itself exactly as it arrived." in said


def test_a_page_that_could_not_be_read_says_why_and_keeps_its_place(cast: Cast) -> None:
    document = make_pdf_document(cast.northport)
    make_page(document, "", source=TextSource.NONE, reason=Reason.PAGE_TOO_BIG)
    for rest in ("", "pages/3/"):
        assert "The page is too large to draw." in read(sign_in(cast.ben), address(document, rest))


def test_words_looked_for_are_marked_in_the_text_and_boxed_on_the_picture(cast: Cast) -> None:
    document = make_pdf_document(cast.northport, RISK)
    said = read(sign_in(cast.ben), address(document, "pages/1/?q=staff+training"))
    assert '<mark class="hit "' in said
    assert ">Staff</mark>" in said
    assert ">training</mark>" in said
    assert said.count('<rect class="hit"') == 2
    assert "appears 2 times" in said


def test_words_looked_for_narrow_the_list_and_are_carried_on(cast: Cast) -> None:
    document = make_pdf_document(cast.northport, RISK, PLAN)
    said = read(sign_in(cast.ben), address(document, "?q=owner"))
    assert "1 page with these words" in said
    assert '<mark class="hit">owner</mark>' in said
    assert "pages/2/?q=owner" in said
    assert "pages/1/" not in said


@pytest.mark.parametrize(
    ("typed", "pages"),
    [
        ("owner", "2"),
        ("owners", "2"),
        ("llyn", "1"),
        ("reviewed board", "2"),
        ("owner OR low", "12"),
        ('"risk in our schools"', "1"),
        ('"risk schools"', ""),
        ("training NOT board", "1"),
        ("train*", "1"),
        ("zebra", ""),
        ('"', ""),
    ],
)
def test_a_document_is_searched_as_everything_is(typed: str, pages: str, cast: Cast) -> None:
    document = make_document(cast.northport)
    for text in (f"{RISK} Llŷn.", PLAN):
        make_page(document, text)
    said = read(sign_in(cast.ben), f"{address(document)}?{urlencode({'q': typed})}")
    assert [number for number in "12" if f"pages/{number}/" in said] == list(pages)


def test_a_passage_in_the_address_is_marked_without_a_script_and_drawn_on_the_picture(cast: Cast) -> None:
    document = make_pdf_document(cast.northport, RISK)
    start = document.pages.get().text.index("Staff")
    said = read(sign_in(cast.ben), address(document, f"pages/1/?from={start}&to={start + 18}"))
    assert '<mark class=" chosen" id="passage">Staff training was</mark>' in said
    assert said.count('<rect class="chosen"') == 1


@pytest.mark.parametrize(
    "places", ["from=9&to=3", "from=90000&to=90001", "from=x&to=3", "from=-1", "from=1&to=99999999999"]
)
def test_odd_places_in_an_address_break_nothing(places: str, cast: Cast) -> None:
    document = make_pdf_document(cast.northport, RISK)
    assert sign_in(cast.ben).get(address(document, f"pages/1/?{places}")).status_code == 200


def test_pasted_words_lead_to_the_link_that_marks_them(cast: Cast) -> None:
    document = make_pdf_document(cast.northport, RISK)
    reader = sign_in(cast.ben)
    answer = reader.get(address(document, "pages/1/"), {"words": "STAFF training was last\n renewed"})
    start = document.pages.get().text.index("Staff")
    assert answer["Location"].startswith(address(document, f"pages/1/?from={start}&to="))
    assert "Staff training was  last renewed</mark>" in read(reader, answer["Location"])
    not_there = read(reader, address(document, "pages/1/?words=lizards+rule"))
    assert "We could not find those exact words on this page" in not_there
    assert ">lizards rule</textarea>" in not_there


def test_the_words_of_a_page_cannot_become_part_of_it(cast: Cast) -> None:
    document = make_document(cast.northport, title="<script>alert(1)</script>")
    make_page(document, "<script>alert(2)</script>", label="<b>bold</b>")
    for rest in ("", "?q=script", "pages/1/?q=script&from=0&to=8"):
        said = read(sign_in(cast.ben), address(document, rest))
        assert "<script>alert" not in said
        assert "<b>bold" not in said


def test_a_download_is_never_shown_or_run_and_a_private_one_kept_by_nobody(cast: Cast) -> None:
    document = make_document(cast.northport, content=b"<html><script>alert(1)</script>", name="page.html")
    answer = sign_in(cast.ben).get(address(document, "original/"))
    assert b"".join(answer.streaming_content) == b"<html><script>alert(1)</script>"  # type: ignore[attr-defined]
    assert answer["Content-Disposition"] == 'attachment; filename="page.html"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("rest", ["original/", "sound/"])
def test_bytes_that_are_gone_are_not_there(rest: str, cast: Cast) -> None:
    document = make_document(cast.northport, sha256="0" * 64, media_type="audio/wav")
    assert sign_in(cast.ben).get(address(document, rest)).status_code == 404


def test_a_public_page_asks_the_database_no_more_for_a_long_document_than_for_a_short_one(cast: Cast) -> None:
    read(Client(), "/about/")  # what is remembered from page to page
    counts: list[int] = []
    for many in (2, 60):
        copy = make_public_copy(make_document(cast.northport, body=make_body(f"University {many}")), RISK, str(many))
        for _ in range(many):
            make_page(copy)
            make_provenance(copy)
        for rest in ("", "pages/1/?q=risk", ".json"):
            with CaptureQueriesContext(connection) as queries:
                read(Client(), address(copy, rest))
            counts.append(len(queries))
    assert counts[:3] == counts[3:]
    assert max(counts) <= 10


def test_a_photograph_is_shown_anew_without_what_it_says_of_camera_and_place(cast: Cast) -> None:
    content = picture_of()
    assert b"SECRET-CAMERA" in content
    document = make_document(cast.northport, content=content, name="photo.jpg", media_type="image/jpeg")
    make_page(document, "")
    answer = sign_in(cast.ben).get(address(document, "pages/1/picture/"))
    assert answer["Content-Type"] == "image/webp"
    assert answer.content[8:12] == b"WEBP"
    assert b"SECRET-CAMERA" not in answer.content
    assert "no-store" in answer["Cache-Control"]
