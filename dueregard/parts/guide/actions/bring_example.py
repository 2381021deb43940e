"""Brings suggestions for the guide to the example county: two that wait, and one that was taken up."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse

from dueregard.foundation.editing.actions.join_edit import seen_now
from dueregard.foundation.example.queries.pieces import ToTry
from dueregard.parts.guide.actions.answer import accept_suggestion, stored_passage
from dueregard.parts.guide.actions.suggest import passage_of, suggest
from dueregard.parts.guide.actions.take_up import take_up_sections
from dueregard.parts.guide.models import Revision, Suggestion
from dueregard.records.groups.queries.example import example_cast

REASONS = (
    "I stumbled over the second half.",
    "My colleagues asked what this means.",
    "Shorter, and easier to read aloud.",
)


def bring(*, now: datetime) -> Iterator[None]:
    """Let readers suggest other words for the first passages of three sections; an editor takes up the third."""
    take_up_sections(by=None, now=now - timedelta(days=100))
    yield
    current = Revision.objects.current().select_related("section").order_by("section__order")[:3]
    for position, (revision, reason) in enumerate(zip(current, REASONS, strict=False)):
        at = now - timedelta(days=3 + position, hours=2 * position)
        held = _suggest(revision, reason, at)
        if position == 2:
            _accept(held, at + timedelta(days=1))
        yield


def to_try() -> tuple[ToTry, ...]:
    """Return what a newcomer can try with the guide."""
    return (ToTry(95, "Decide on a reader’s suggestion for the guide", reverse("guide:desk")),)


def _suggest(revision: Revision, reason: str, at: datetime) -> Suggestion:
    passage = revision.passages[0]
    proposed = f"{passage_of(revision, passage)} (Example: a reader’s addition.)"
    return suggest(
        revision=revision, passage=passage, proposed=proposed, reason=reason, credit="A reader of the example", by=None,
        now=at,
    )  # fmt: skip


def _accept(held: Suggestion, at: datetime) -> None:
    accept_suggestion(
        suggestion=held, wording=held.proposed, seen=seen_now(stored_passage(held), at), answer="Thank you: clearer.",
        by=example_cast().bilal, now=at,
    )  # fmt: skip
