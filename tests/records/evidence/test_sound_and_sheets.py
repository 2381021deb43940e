"""A recording plays from the sentence that was found, for whoever may open it; a sheet is a table."""

from typing import Any

import pytest
from django.test import Client

from dueregard.records.evidence.models import Document
from dueregard.rules.documents.reading import TextSource, Word
from tests.audiences import EVERYBODY, MEMBERS, assert_only
from tests.builders_evidence import make_document, make_page, make_passage, sound_of
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db
SAID = "Sign in first. Then tick the box that says concern."


@pytest.fixture
def recording(cast: Cast) -> Document:
    """A recording of Northport with one page of transcript, its second minute."""
    return make_recording(cast)


def make_recording(cast: Cast, **fields: Any) -> Document:
    """Make a recording with a transcript of two sentences."""
    content = sound_of(3) if fields else sound_of(2)
    known = {"name": "training.wav", "media_type": "audio/wav", "came_in_reply": True, **fields}
    document = make_document(cast.northport, content=content, **known)
    make_page(
        document,
        SAID,
        source=TextSource.TRANSCRIPT,
        start_ms=60_000,
        end_ms=120_000,
        words=(
            Word("Sign in first.", 60_000, 0, 63_500, 0),
            Word("Then tick the box that says concern.", 63_500, 0, 68_250, 0),
        ),
    )
    return document


def read(cast: Cast, url: str) -> str:
    """Return a page as a volunteer of Northport sees it."""
    answer = sign_in(cast.ben).get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def test_a_recording_is_played_to_those_who_may_open_its_document(cast: Cast, recording: Document) -> None:
    assert_only(f"/documents/{recording.pk}/sound/", MEMBERS, cast)
    public = make_recording(cast, copy_of=recording, is_public=True)
    assert_only(f"/documents/{public.pk}/sound/", EVERYBODY, cast)
    assert_only(f"/documents/{make_document(cast.northport).pk}/sound/", set(), cast)


@pytest.mark.parametrize(
    ("query", "moment"),
    [("", "60"), ("?q=concern", "63.5"), ("?from=15&to=24", "63.5"), ("?t=61000", "61"), ("?t=x", "60")],
)
def test_the_player_starts_where_the_words_are_said(query: str, moment: str, cast: Cast, recording: Document) -> None:
    page = read(cast, f"/documents/{recording.pk}/pages/1/{query}")
    assert f'src="/documents/{recording.pk}/sound/#t={moment}"' in page
    assert f'href="/documents/{recording.pk}/pages/1/?t=63500#sound"' in page
    assert "1:03" in page
    assert "some may be wrong" in page


def test_a_passage_of_a_recording_plays_itself_and_is_cited_by_its_moment(cast: Cast, recording: Document) -> None:
    passage = make_passage(recording.pages.get(), "tick the box", by=cast.ben)
    page = read(cast, f"/passages/{passage.pk}/")
    assert "/sound/#t=63.5,68.25" in page
    assert "training.wav (2026), at 1:03." in page


def test_a_player_gets_the_stretch_it_asks_for(cast: Cast, recording: Document) -> None:
    client, url, whole = sign_in(cast.ben), f"/documents/{recording.pk}/sound/", sound_of(2)
    answer = client.get(url)
    assert b"".join(answer.streaming_content) == whole  # type: ignore[attr-defined]
    assert (answer.status_code, answer["Accept-Ranges"], answer["Content-Type"]) == (200, "bytes", "audio/wav")
    part = client.get(url, headers={"Range": "bytes=40-149"})
    assert b"".join(part.streaming_content) == whole[40:150]  # type: ignore[attr-defined]
    assert (part.status_code, part["Content-Range"]) == (206, f"bytes 40-149/{len(whole)}")
    assert part["Content-Length"] == "110"
    assert "no-store" in part["Cache-Control"]
    assert part["X-Content-Type-Options"] == "nosniff"
    beyond = client.get(url, headers={"Range": f"bytes={len(whole)}-"})
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(whole)}")
    assert Client().get(url, headers={"Range": "bytes=0-9"}).status_code == 404


def test_a_sheet_is_a_table_with_marks_in_its_cells(cast: Cast) -> None:
    document = make_document(cast.northport, name="referrals.csv", media_type="text/csv")
    make_page(document, "School\tReferrals\nHill Primary\t<b>3</b>", label="rows 1 to 2")
    page = read(cast, f"/documents/{document.pk}/pages/1/?q=hill")
    assert page.count("<tr>") == 2
    assert '<td><mark class="hit " id="passage">Hill</mark> Primary\t</td><td>&lt;b&gt;3&lt;/b&gt;</td>' in page
    assert "<h1>Page 1: rows 1 to 2" in page
