"""A passage is kept by those who may, seen by those who see its document, found again, cited and embedded safely."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.models import Act
from dueregard.foundation.files.gateways import store
from dueregard.records.evidence.actions.cite_passage import AlreadyCited, cite_passage, uncite_passage
from dueregard.records.evidence.actions.find_passages_again import find_passages_again
from dueregard.records.evidence.actions.mark_passage import StillCited, drop_passage, mark_passage
from dueregard.records.evidence.models import Citation, Document, Page, Passage
from dueregard.records.history.queries import history_of
from dueregard.records.redaction.actions.publish_copy import publish_copy, withdraw_copy
from dueregard.rules.documents.page_words import words_to_bytes
from dueregard.rules.documents.passages import Found, NoPassage
from dueregard.rules.documents.reading import TextSource, Word
from tests.audiences import EVERYBODY, MEMBERS, WORKERS, assert_only
from tests.builders import make_body
from tests.builders_evidence import (
    PLAN,
    RISK,
    make_document,
    make_page,
    make_passage,
    make_pdf_document,
    make_public_copy,
    sound_of,
)
from tests.builders_redaction import ready
from tests.people import Cast
from tests.searching import differences, hits, index_now
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
WORDS = "Staff training was last renewed in 2022."


@pytest.fixture
def original(cast: Cast) -> Document:
    """A document of Northport, which only its group sees."""
    return make_pdf_document(cast.northport, RISK, PLAN, title="Risk assessment", body=make_body())


@pytest.fixture
def copy(original: Document) -> Document:
    """The copy of it that everybody sees."""
    return make_public_copy(original, RISK, PLAN, "For the public.")


def flat(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


def test_a_passage_remembers_its_words_its_neighbours_and_its_rectangles(cast: Cast, original: Document) -> None:
    passage = make_passage(original.pages.get(number=1), "Staff training", by=cast.ben)
    assert passage.quote == "Staff training"
    assert passage.prefix.endswith("as low. ")
    assert flat(passage.suffix).startswith("was last")
    (box,) = passage.rectangles
    assert box[0] > 25000
    assert 50_00 < box[1] < 60_00


def test_a_passage_of_a_recording_remembers_its_moments(cast: Cast) -> None:
    document = make_document(cast.northport, content=sound_of(), media_type="audio/wav")
    sentences = (Word("Sign in first.", 60_000, 0, 63_500, 0), Word("Then tick the box.", 63_500, 0, 66_000, 0))
    page = make_page(
        document, "Sign in first. Then tick the box.", source=TextSource.TRANSCRIPT, start_ms=60_000, end_ms=120_000,
        words=sentences,
    )  # fmt: skip
    passage = make_passage(page, "tick the box", by=cast.ben)
    assert (passage.start_ms, passage.end_ms, passage.rectangles) == (63_500, 66_000, [])


def test_the_same_words_kept_twice_by_a_person_are_one_passage(cast: Cast, original: Document) -> None:
    page = original.pages.get(number=1)
    assert make_passage(page, WORDS, by=cast.ben) == make_passage(page, WORDS, by=cast.ben)
    assert Act.objects.filter(did="mark_passage").count() == 1
    assert make_passage(page, WORDS, by=cast.asha) != make_passage(page, WORDS, by=cast.ben)


def test_nothing_is_no_passage(cast: Cast, original: Document) -> None:
    with pytest.raises(NoPassage):
        mark_passage(page=original.pages.get(number=1), start=5, end=5, by=cast.ben, now=NOW)
    assert not Passage.objects.exists()


def test_a_passage_is_seen_by_those_who_see_its_document(cast: Cast, original: Document, copy: Document) -> None:
    private = make_passage(original.pages.get(number=1), WORDS, by=cast.ben)
    public = make_passage(copy.pages.get(number=1), WORDS, by=cast.asha)
    assert_only(f"/passages/{private.pk}/", MEMBERS, cast)
    assert_only(f"/passages/{private.pk}/embed/", set(), cast)
    assert_only(f"/passages/{public.pk}/", EVERYBODY, cast)
    assert_only(f"/passages/{public.pk}/embed/", EVERYBODY, cast)


def test_members_keep_private_passages_and_caseworkers_public_ones(
    cast: Cast, original: Document, copy: Document
) -> None:
    places = {"start": 0, "end": 20}
    assert_only(f"/documents/{original.pk}/pages/1/keep/", MEMBERS, cast, "post", places)
    assert_only(f"/documents/{copy.pk}/pages/1/keep/", WORKERS, cast, "post", places)
    private = make_passage(original.pages.get(number=1), WORDS, by=cast.ben)
    public = make_passage(copy.pages.get(number=1), WORDS, by=cast.asha)
    assert_only(f"/passages/{private.pk}/drop/", MEMBERS, cast, "post")
    assert_only(f"/passages/{public.pk}/drop/", WORKERS, cast, "post")
    assert_only(f"/passages/{private.pk}/history/", WORKERS, cast, "post", {"says": "Old training."})
    citation = cite(private, cast)
    assert_only(f"/passages/history/{citation.pk}/withdraw/", WORKERS, cast, "post")


@pytest.mark.parametrize("places", [{"start": 5, "end": 5}, {"start": "x"}, {}, {"start": 10**12, "end": 10**13}])
def test_a_form_without_words_keeps_nothing_and_says_so(places: dict[str, Any], cast: Cast, original: Document) -> None:
    answer = sign_in(cast.ben).post(f"/documents/{original.pk}/pages/1/keep/", places, follow=True)
    assert "errors" in answer.content.decode()
    assert not Passage.objects.exists()


def cite(passage: Passage, cast: Cast, **fields: Any) -> Citation:
    """Put a passage into the history of its body."""
    body = passage.document.body
    assert body
    known = {"part": "history", "subject": str(body.pk), "says": "Training is four years old.", "body": body}
    return cite_passage(passage=passage, by=cast.asha, now=NOW, **{**known, **fields})


def test_the_history_of_a_body_shows_the_words_to_whom_the_document_is_shown(
    cast: Cast, original: Document, copy: Document
) -> None:
    body = original.body
    assert body
    cite(make_passage(original.pages.get(number=1), WORDS, by=cast.ben), cast)
    assert [line.says for line in history_of(body, None)] == []
    assert [flat(line.quote) for line in history_of(body, cast.ben)] == [WORDS]
    public = cite(make_passage(copy.pages.get(number=1), WORDS, by=cast.asha), cast)
    (line,) = history_of(body, None)
    assert (line.says, flat(line.quote)) == ("Training is four years old.", WORDS)
    assert line.path == f"/passages/{public.passage_id}/"
    assert "Training is four years old." in Client().get(body.get_absolute_url()).content.decode()
    uncite_passage(citation=public, by=cast.asha, now=NOW)
    assert history_of(body, None) == []
    assert len(history_of(body, cast.ben)) == 1


def test_what_a_part_claims_of_a_public_passage_stays_with_the_group(cast: Cast, original: Document) -> None:
    body = original.body
    assert body
    asked = ready(original, by=cast.ben)
    assert asked.copy
    passage = make_passage(asked.copy.pages.get(), "What is left", by=cast.asha)
    citation = cite(passage, cast, part="tracker", subject="7", says="Who signed it? nobody")
    publish_copy(asked=asked, sha256=asked.copy.sha256, seen=0, to_be_seen=0, by=cast.asha, now=NOW)
    assert "Who signed it? nobody" not in [line.says for line in history_of(body, None)]
    cite(passage, cast, part="tracker", subject="8", says="Who read it? nobody")
    assert "Who read it? nobody" not in [line.says for line in history_of(body, None)]
    assert {"Who signed it? nobody", "Who read it? nobody"} <= {line.says for line in history_of(body, cast.ben)}
    uncite_passage(citation=citation, by=cast.asha, now=NOW)
    assert "Who signed it? nobody" not in [line.says for line in history_of(body, cast.ben)]


def test_what_a_history_says_of_a_copy_goes_private_and_public_with_it(cast: Cast, original: Document) -> None:
    body = original.body
    assert body
    asked = ready(original, by=cast.ben)
    assert asked.copy
    cite(make_passage(asked.copy.pages.get(), "What is left", by=cast.asha), cast)
    assert history_of(body, None) == []
    publish_copy(asked=asked, sha256=asked.copy.sha256, seen=0, to_be_seen=0, by=cast.asha, now=NOW)
    assert "What is left" in [line.quote for line in history_of(body, None)]
    withdraw_copy(asked=asked, why="A name was left in.", by=cast.asha, now=NOW)
    assert history_of(body, None) == []


@pytest.mark.usefixtures("own_index")
def test_a_passage_in_a_history_is_found_by_what_it_shows_and_one_that_nobody_uses_is_not(
    cast: Cast, original: Document, copy: Document
) -> None:
    def found(typed: str, person: Person | None) -> list[str]:
        return [hit.url for hit in hits(typed, person) if hit.kind == "passage"]

    unused = make_passage(original.pages.get(number=2), "names no owner", by=cast.ben)
    private = make_passage(original.pages.get(number=1), WORDS, by=cast.ben)
    public = make_passage(copy.pages.get(number=1), WORDS, by=cast.asha)
    cite(private, cast, says="Refreshers are overdue.")
    citation = cite(public, cast)
    cite(unused, cast, part="tracker", subject="7", body=None)
    index_now()
    assert found("renewed four years", None) == found("four years", cast.carys) == [f"/passages/{public.pk}/"]
    assert found("refreshers", None) == []
    assert found("refreshers", cast.ben) == [f"/passages/{private.pk}/"]
    assert found("owner", cast.ben) == []
    uncite_passage(citation=citation, by=cast.asha, now=NOW)
    index_now()
    assert found("renewed", None) == []
    assert differences() == []


def test_a_claim_of_any_part_rests_on_a_passage_once_and_holds_it(cast: Cast, original: Document) -> None:
    passage = make_passage(original.pages.get(number=1), WORDS, by=cast.ben)
    citation = cite(passage, cast, part="tracker", subject="7", body=None)
    with pytest.raises(AlreadyCited):
        cite(passage, cast, part="tracker", subject="7")
    with pytest.raises(StillCited):
        drop_passage(passage=passage, by=cast.asha, now=NOW)
    uncite_passage(citation=citation, by=cast.asha, now=NOW)
    drop_passage(passage=passage, by=cast.asha, now=NOW)
    assert not Passage.objects.exists()


def read_anew(page: Page, text: str, *words: Word) -> None:
    """Put another text in the place of a page's."""
    page.text, page.words = text, store.put(words_to_bytes(words)) if words else ""
    page.save(update_fields=["text", "words"])


def test_a_passage_finds_itself_when_its_page_was_read_anew(cast: Cast, original: Document) -> None:
    page = original.pages.get(number=1)
    passage = make_passage(page, WORDS, by=cast.ben)
    told = passage.quote
    read_anew(page, f"Heading\n{WORDS.replace('training', 'trainlng')}", Word("trainlng", 10, 20, 30, 40))
    for _ in range(2):
        assert find_passages_again(document=original, now=NOW) == 0
        passage.refresh_from_db()
        assert (passage.found, passage.start, passage.quote) == (Found.CHANGED, 8, told)
        assert passage.rectangles == [[900, 1900, 2200, 2200]]
    shown = sign_in(cast.ben).get(f"/passages/{passage.pk}/").content.decode()
    assert "slightly different there now" in shown


def test_a_lost_passage_keeps_its_words_and_says_so(cast: Cast, original: Document) -> None:
    page = original.pages.get(number=1)
    passage = make_passage(page, WORDS, by=cast.ben)
    page.delete()
    assert find_passages_again(document=original, now=NOW) == 1
    shown = sign_in(cast.ben).get(f"/passages/{passage.pk}/").content.decode()
    assert "no longer found on it" in shown
    assert "Staff training was" in shown


def ask(url: str, **more: str) -> Any:
    """Ask how an address is embedded, as another site does."""
    return Client().get("/oembed/", {"url": url, "format": "json", **more})


def test_a_public_passage_is_embedded_as_words_and_a_link(cast: Cast, copy: Document) -> None:
    passage = make_passage(copy.pages.get(number=1), WORDS, by=cast.asha)
    answer = ask(f"http://localhost:8000/passages/{passage.pk}/", maxwidth="320")
    told = answer.json()
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert (told["version"], told["type"], told["width"]) == ("1.0", "rich", 320)
    assert told["title"] == "University of Northport, Risk assessment, Page 1"
    assert told["html"].startswith(f'<blockquote cite="http://localhost:8000/passages/{passage.pk}/"><p>Staff training')
    page = Client().get(f"/passages/{passage.pk}/").content.decode()
    assert "&lt;blockquote cite=" in page
    assert f'href="http://localhost:8000/oembed/?url={quote(told["url"], safe="")}' in page


def test_words_of_a_public_page_are_embedded_without_being_kept(copy: Document) -> None:
    address = f"/documents/{copy.pk}/pages/1/?from=0&to=8"
    assert ask(f"http://localhost:8000{address}").json()["html"].count("<p>The risk</p>") == 1
    page = Client().get(address).content.decode()
    assert "application/json+oembed" in page


def test_no_words_of_a_page_become_part_of_another_site(cast: Cast) -> None:
    original = make_document(cast.northport, title='"><script>alert(1)</script>')
    copy = make_public_copy(original, "<script>alert(2)</script>")
    passage = make_passage(copy.pages.get(number=1), "<script>alert(2)</script>", by=cast.asha)
    told = ask(f"http://localhost:8000/passages/{passage.pk}/").json()
    assert "<script" not in told["html"]
    assert "<script>alert" not in Client().get(f"/passages/{passage.pk}/embed/").content.decode()


def test_nothing_private_and_nothing_elsewhere_is_embedded(cast: Cast, original: Document, copy: Document) -> None:
    private = make_passage(original.pages.get(number=1), WORDS, by=cast.ben)
    addresses = [
        f"http://localhost:8000/passages/{private.pk}/",
        f"http://localhost:8000/documents/{original.pk}/pages/1/?from=0&to=8",
        f"http://localhost:8000/documents/{copy.pk}/pages/1/",
        f"http://localhost:8000/documents/{copy.pk}/pages/1/?from=8&to=8",
        f"http://localhost:8000/documents/{copy.pk}/",
        f"http://elsewhere.example/documents/{copy.pk}/pages/1/?from=0&to=8",
        "http://localhost:8000/nowhere",
        "http://[",
        "",
    ]
    for who in (Client(), sign_in(cast.asha)):
        found = [who.get("/oembed/", {"url": address}).status_code for address in addresses]
        assert found == [404] * len(addresses)
    assert ask(addresses[2], format="xml").status_code == 501


def test_only_the_small_page_may_be_framed(cast: Cast, copy: Document) -> None:
    passage = make_passage(copy.pages.get(number=1), WORDS, by=cast.asha)
    small = Client().get(f"/passages/{passage.pk}/embed/")
    assert "X-Frame-Options" not in small
    assert "frame-ancestors *" in small["Content-Security-Policy"]
    assert "<script" not in small.content.decode()
    assert "<form" not in small.content.decode()
    whole = Client().get(f"/passages/{passage.pk}/")
    assert whole["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in whole["Content-Security-Policy"]
