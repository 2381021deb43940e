"""Plain functions that bring a document as far as a public copy, through the actions and the real limited processes."""

from collections.abc import Sequence
from datetime import datetime

from dueregard.foundation.accounts.models import Person
from dueregard.records.evidence.models import Document
from dueregard.records.redaction.actions.make_copy import make_copy
from dueregard.records.redaction.actions.prepare_copy import prepare_copy, stored_marks
from dueregard.records.redaction.actions.publish_copy import publish_copy
from dueregard.records.redaction.actions.set_marks import mark_words
from dueregard.records.redaction.models import PublicCopy
from dueregard.rules.redaction.forms import forms_for
from dueregard.rules.text.joining import Seen
from tests.builders_evidence import make_document, make_page
from tests.records.evidence.arriving import NOW, read


def clock() -> datetime:
    """Return the moment at which everything happens."""
    return NOW


def marks_of(document: Document) -> Seen:
    """Return what somebody has seen who looks at a document's marks now."""
    return Seen(NOW, stored_marks(document))


def copied(
    document: Document, *, by: Person, words: Sequence[str] = (), title: str = "", now: datetime = NOW
) -> PublicCopy:
    """Mark these words everywhere, if there are any, and have the copy made and read.

    Of copies that are asked for one after another each needs its own `now`: by it the newest is known.
    """
    if words:
        mark_words(document=document, phrases=list(words), reason="person", by=by, now=NOW)
    form, seen = forms_for(document.media_type)[0], marks_of(document)
    asked = prepare_copy(document=document, seen=seen, form=form, title=title, by=by, now=now)
    return made(asked)


def ready(document: Document, *, by: Person, words: Sequence[str] = ()) -> PublicCopy:
    """Have a copy wait for a second person whose file was made elsewhere; quick, and nothing is drawn."""
    if words:
        mark_words(document=document, phrases=list(words), reason="person", by=by, now=NOW)
    form, seen = forms_for(document.media_type)[0], marks_of(document)
    asked = prepare_copy(document=document, seen=seen, form=form, title="", by=by, now=NOW)
    copy = make_document(document.group, name="public-copy.pdf", copy_of=document, body=document.body)
    make_page(copy, f"What is left of {document.pages_read} pages.")
    asked.state, asked.copy, asked.made_at = PublicCopy.State.READY, copy, NOW
    asked.save()
    return asked


def made(asked: PublicCopy) -> PublicCopy:
    """Make a copy that was asked for, and read it."""
    make_copy(pk=asked.pk, worker="tests", clock=clock)
    asked.refresh_from_db()
    if asked.copy is not None:
        read(asked.copy)
    return asked


def published(document: Document, *, prepared_by: Person, by: Person, words: Sequence[str] = ()) -> PublicCopy:
    """Have a copy prepared by one person and let out by another; nothing is drawn."""
    asked = ready(document, by=prepared_by, words=words)
    assert asked.copy is not None
    publish_copy(asked=asked, sha256=asked.copy.sha256, seen=0, to_be_seen=0, by=by, now=NOW)
    asked.refresh_from_db()
    return asked
