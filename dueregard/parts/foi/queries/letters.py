"""The letters of a case, filled in for its body and law: what a preview shows is what is queued.

The texts come from the pack; rules/casework/wording fills them in.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

from dueregard.foundation.packs.models import PackText
from dueregard.foundation.packs.queries import grounds, letter_template, template_of, words_for
from dueregard.parts.foi.models import Case
from dueregard.parts.foi.models.correspondence import Step
from dueregard.rules.casework.events import RESPONSES, REVIEW_OUTCOMES, EventKind
from dueregard.rules.casework.wording import CaseFacts, FilledLetter, fill_letter
from dueregard.rules.law.laws import BodyKind, Law, Nation
from dueregard.rules.text.wrapping import unwrap

# A letter about something the pack has no words for: only a greeting and an ending.
BLANK = "Dear {body},\n\n\n\nYours faithfully,\n\n{signature}\n\nOur reference: {reference}\n"


class _Days(NamedTuple):
    """The days that a follow-up letter mentions. UK calendar dates."""

    requested: date | None
    received: date | None
    answered: date | None
    review_asked: date | None
    review_answered: date | None


def filled_letter(
    case: Case, step: Step, *, now: datetime, typed: str = "", grounds: tuple[str, ...] = ()
) -> FilledLetter:
    """Return the letter of a step for this case. `typed` is what a person adds, `grounds` the arguments chosen.

    Raises: NoSuchLetter (the pack has none for this law), MissingFact, UnknownPlaceholders
    """
    group, body = case.group, case.body
    return fill_letter(
        template=template_of(letter_template(law=case.law, step=str(step))),
        body_name=body.name,
        law=Law(case.law),
        nation=Nation(body.nation),
        kind=BodyKind(body.kind),
        signature=group.signature or group.name,
        postal_address=group.postal_address,
        reference=reference_of(case),
        facts=_facts(case, now, typed, grounds),
        words=words_for(body.nation),
    )


def begun_letter(case: Case, step: Step, *, now: datetime, grounds: tuple[str, ...] = ()) -> FilledLetter:
    """Return the letter a person starts from, a line for each paragraph: the pack's, or just a greeting and a name.

    Raises: NoSuchLetter, MissingFact, UnknownPlaceholders
    """
    if step != Step.OTHER:
        filled = filled_letter(case, step, now=now, grounds=grounds)
        return FilledLetter(filled.subject, unwrap(filled.text))
    theirs = f" (your reference {case.their_reference})" if case.their_reference else ""
    return FilledLetter(
        subject=f"Information request: {case.campaign.subject}{theirs}",
        text=BLANK.format(
            body=case.body.name, signature=case.group.signature or case.group.name, reference=reference_of(case)
        ),
    )


def grounds_for(case: Case) -> list[PackText]:
    """Return the pack's arguments against what this body relied on; all of its law's when it named no section."""
    sections = [
        section for event in case.events.all() if not event.struck_at for section in event.details.get("sections", ())
    ]
    return grounds(case.law, sections) or grounds(case.law)


def chosen_grounds(case: Case, slugs: Sequence[str]) -> tuple[str, ...]:
    """Return the words of the chosen arguments, in the pack's order."""
    return tuple(template_of(text).text for text in grounds_for(case) if text.slug in slugs)


def reference_of(case: Case) -> str:
    """Return our reference, short enough to read out over the phone; it opens nothing."""
    return f"DR-{case.pk.hex[:8].upper()}"


def _facts(case: Case, now: datetime, typed: str, grounds: tuple[str, ...]) -> CaseFacts:
    days = _days(case)
    due = (case.standing or {}).get("due") or {}
    return CaseFacts(
        subject=case.campaign.subject,
        questions=case.campaign.questions,
        today=timezone.localdate(now),
        requested_on=days.requested,
        received_on=days.received,
        due_on=case.due_on,
        due_source=due.get("source", ""),
        due_because=" ".join(due.get("steps", ())),
        due_is_law=due.get("rests_on", "statute") == "statute",
        answered_on=days.answered,
        review_asked_on=days.review_asked,
        review_answered_on=days.review_answered,
        their_reference=case.their_reference,
        regulator=settings.REGULATOR_SCOTLAND if Law(case.law).is_scottish else settings.REGULATOR,
        typed=typed,
        grounds=grounds,
    )


def _days(case: Case) -> _Days:
    newest: dict[str, date] = {}
    for event in case.events.all():
        if event.struck_at is None:
            newest[event.kind] = event.on
    answered = [newest[kind] for kind in RESPONSES if kind in newest]
    reviewed = [newest[kind] for kind in REVIEW_OUTCOMES if kind in newest]
    received = newest.get(EventKind.REQUEST_RECEIVED)
    return _Days(
        requested=received,
        received=received,
        answered=max(answered, default=None),
        review_asked=newest.get(EventKind.REVIEW_ASKED),
        review_answered=max(reviewed, default=None),
    )
