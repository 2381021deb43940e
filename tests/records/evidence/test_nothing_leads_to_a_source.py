"""What everybody sees of a copy does not lead to whoever brought its original: no day, no way, no hash of it."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from dueregard.records.evidence.models import Document, Provenance
from tests.builders import make_body
from tests.builders_evidence import make_document, make_page, make_provenance, make_public_copy
from tests.people import Cast

BROUGHT_AT = datetime(2026, 3, 17, 23, 12, tzinfo=UTC)
MADE_AT = datetime(2026, 3, 18, 7, 40, tzinfo=UTC)
PUBLIC_SINCE = datetime(2026, 9, 8, 9, 0, tzinfo=UTC)


@pytest.fixture
def brought(cast: Cast) -> Document:
    """The public copy of a file that somebody brought; the body it is about never sent it."""
    original = make_document(cast.northport, body=make_body(), received_at=BROUGHT_AT, came_in_reply=False)
    make_page(original)
    make_provenance(original, kind=Provenance.Kind.UPLOAD, at=BROUGHT_AT, says="Asha uploaded it", path="")
    copy = make_public_copy(original, received_at=MADE_AT, public_since=PUBLIC_SINCE)
    copy.provenances.update(at=MADE_AT)
    return copy


def _everything_shown(client: Client, copy: Document) -> str:
    body = copy.body
    assert body is not None
    pages = (f"/documents/{copy.pk}/", f"/documents/{copy.pk}.json", body.get_absolute_url())
    answers = [client.get(page) for page in pages]
    assert {answer.status_code for answer in answers} == {200}
    return " ".join(answer.content.decode() for answer in answers)


def test_neither_the_day_nor_the_way_nor_the_hash_is_shown(client: Client, brought: Document) -> None:
    shown = _everything_shown(client, brought)
    assert brought.copy_of is not None
    for trace in (brought.copy_of.sha256, "17 Mar", "18 Mar", "2026-03-17", "2026-03-18", "Uploaded", "uploaded"):
        assert trace not in shown, trace
    assert "8 Sep" in shown, "the day on which it was published stands there instead"


def test_of_what_the_body_sent_itself_everybody_learns_when_it_came(client: Client, cast: Cast) -> None:
    original = make_document(cast.northport, body=make_body(), received_at=BROUGHT_AT)
    make_page(original)
    make_provenance(original, at=BROUGHT_AT)
    copy = make_public_copy(original, received_at=MADE_AT, public_since=PUBLIC_SINCE)
    shown = _everything_shown(client, copy)
    assert "2026-03-17" in shown
    assert "With a message" in shown
