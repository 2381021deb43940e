"""Keeps a reader's suggestion until a person answers it. Nothing is kept about the reader but what they typed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.parts.guide.models import Revision, Suggestion
from dueregard.rules.guide.suggesting import MOST_HELD, PER_HOUR
from dueregard.rules.guide.text import read_passages


class TooManySuggestions(Exception):
    """So many came within the hour, or wait for an answer, that this one is not kept yet."""


class AlreadySuggested(Exception):
    """The very same words wait for an answer already."""


class NoSuchPassage(LookupError):
    """The section has no such passage, or no longer."""


def suggest(
    *, revision: Revision, passage: str, proposed: str, reason: str, credit: str, by: Person | None, now: datetime
) -> Suggestion:
    """Keep a suggestion. `by` is None for a visitor, and is not written down for anybody else.

    Raises: NoSuchPassage, TooManySuggestions, AlreadySuggested
    """
    was = passage_of(revision, passage)
    proposed = " ".join(proposed.split())
    with transaction.atomic():
        held = Suggestion.objects.filter(state=Suggestion.State.HELD)
        lately = Suggestion.objects.filter(sent_at__gt=now - timedelta(hours=1)).count()
        if lately >= PER_HOUR or held.count() >= MOST_HELD:
            raise TooManySuggestions
        if held.filter(section=revision.section, passage=passage, proposed=proposed).exists():
            raise AlreadySuggested
        suggestion = Suggestion.objects.create(
            section=revision.section,
            passage=passage,
            seen=revision,
            was=was,
            proposed=proposed,
            reason=reason.strip(),
            credit=credit.strip(),
            sent_at=now,
        )
        record_act(by=None, did="suggest", on=suggestion, at=now)
    return suggestion


def passage_of(revision: Revision, passage: str) -> str:
    """Return a passage of a version as Markdown. Raises: NoSuchPassage"""
    for name, one in zip(revision.passages, read_passages(revision.text), strict=True):
        if name == passage:
            return one.markdown
    raise NoSuchPassage(passage)
