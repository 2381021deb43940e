"""Brings public copies of documents to the example county: one published by a second person, one that waits for one."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.actions.join_edit import seen_now
from dueregard.foundation.example.queries.pieces import ToTry
from dueregard.foundation.example.queries.waiting import wait_until
from dueregard.records.evidence.actions.bring_example import read_for_example
from dueregard.records.evidence.models import Document
from dueregard.records.groups.queries.example import example_cast
from dueregard.records.redaction.actions.make_copy import make_copy
from dueregard.records.redaction.actions.prepare_copy import prepare_copy, stored_marks
from dueregard.records.redaction.actions.publish_copy import publish_copy
from dueregard.records.redaction.actions.set_marks import mark_words
from dueregard.records.redaction.models import PublicCopy
from dueregard.rules.redaction.forms import forms_for


def bring(*, now: datetime) -> Iterator[None]:
    """Have two copies made of what bodies sent, and let the second person publish the first."""
    cast = example_cast()
    policy = Document.objects.filter(group=cast.schools, name__startswith="prevent-risk-assessment").first()
    minutes = Document.objects.filter(group=cast.schools, name__startswith="governors-minutes").first()
    if policy is not None:
        title = "Prevent risk assessment and action plan 2025/26"
        asked = _copied(policy, title, (), cast.ada)
        yield
        copy = asked.copy
        if asked.state == PublicCopy.State.READY and copy is not None:
            at = now - timedelta(days=90)
            publish_copy(asked=asked, sha256=copy.sha256, seen=0, to_be_seen=0, by=cast.bilal, now=at)
        yield
    if minutes is not None:
        _copied(minutes, "Minutes of the governing body", ("chair",), cast.ada)
        yield


def to_try() -> tuple[ToTry, ...]:
    """Return what a newcomer can try with public copies."""
    hint = "You see what was blacked out, and what the file would have given away."
    words = "Check a copy as the second person, and publish it"
    return (ToTry(42, words, reverse("redaction:second_look"), hint),)


def _copied(document: Document, title: str, words: tuple[str, ...], by: Person) -> PublicCopy:
    """Mark words, ask for a copy and have it made and read, as two workers do, or by them where they are quicker."""
    at = timezone.now()
    if words:
        mark_words(document=document, phrases=list(words), reason="person", by=by, now=at)
    form = forms_for(document.media_type)[0]
    seen = seen_now(stored_marks(document), at)
    asked = prepare_copy(document=document, form=form, title=title, seen=seen, by=by, now=at)
    make_copy(pk=asked.pk, worker="", clock=timezone.now)
    wait_until(lambda: not PublicCopy.objects.filter(pk=asked.pk, state=PublicCopy.State.MAKING).exists())
    asked.refresh_from_db()
    if asked.copy is not None:
        read_for_example(asked.copy.pk)
        asked.copy.refresh_from_db()
    return asked
