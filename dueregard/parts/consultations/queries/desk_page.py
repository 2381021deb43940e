"""One consultation on its group's desk: what was written down, how it stands, what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.parts.consultations.access import may_run
from dueregard.parts.consultations.actions.prepare import what_is_checked
from dueregard.parts.consultations.models import Consultation
from dueregard.parts.consultations.queries.lines import standing_words
from dueregard.rules.text.uk_times import in_words
from dueregard.rules.votes.questions import KIND_WORDS, Kind, Question


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of what was written down."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class DeskPage:
    """The page. `step` is what a caseworker can do next: check, wait, count or done."""

    consultation: Consultation
    facts: tuple[Fact, ...]
    tone: str
    words: str
    step: str
    seen: str  # a digest of what is checked before it is opened
    has_slips: bool
    may_run: bool
    address: str
    entered_by: tuple[str, ...]  # who has typed paper votes on which two do not agree yet
    further: tuple[tuple[int, str], ...]  # the questions after the first, by their number


def desk_page(one: Consultation, person: Person, now: datetime) -> DeskPage:
    """Return the page."""
    tone, words = standing_words(one, now)
    entered = one.paper_entries.select_related("by").order_by("at") if one.is_closed(now) else []
    return DeskPage(
        consultation=one,
        facts=facts_of(one),
        tone=tone,
        words=words,
        step=_step(one, now),
        seen=what_is_checked(one),
        has_slips=bool(one.key),
        may_run=may_run(person, one),
        address=voting_address(one),
        further=tuple((number, asked.title) for number, asked in enumerate(one.asked[1:], 2)),
        entered_by=tuple(str(entry.by) for entry in entered),
    )


def voting_address(one: Consultation) -> str:
    """Return where members vote, in full."""
    return f"{settings.PUBLIC_URL}{reverse('consultations:vote', args=[one.pk])}"


def facts_of(one: Consultation) -> tuple[Fact, ...]:
    """Return what was written down, in the order of the form."""
    facts = [
        Fact("Asked by", one.asked_by),
        Fact("Who may vote", f"{one.who}. {one.roll} slips" if one.roll > 1 else f"{one.who}. 1 slip"),
    ]
    for number, asked in enumerate(one.asked, 1):
        if one.further:
            facts.append(Fact(f"Question {number}", asked.title))
        facts += _answers(asked.question)
    return (
        *facts,
        Fact("Voting opens", in_words(one.opens_at)),
        Fact("Voting closes", in_words(one.closes_at)),
        Fact("Counts if", f"at least {one.quorum} people vote" if one.quorum else "anyone votes"),
    )


def _answers(question: Question) -> list[Fact]:
    """Return how one question is answered."""
    facts = [Fact("How they answer", KIND_WORDS[question.kind])]
    if question.kind is not Kind.YES_NO:
        facts.append(Fact("Options", "; ".join(f"{at}. {option}" for at, option in enumerate(question.options, 1))))
        facts.append(Fact("Elected" if question.kind is Kind.RANK else "Each person may choose", str(question.most)))
    return facts


def key_in_groups(key: str) -> str:
    """Return a key as it is printed and compared."""
    return " ".join(key[at : at + 8] for at in range(0, len(key), 8))


def _step(one: Consultation, now: datetime) -> str:
    if one.counted_at is not None:
        return "done"
    if one.confirmed_at is None:
        return "check"
    return "count" if one.is_closed(now) else "wait"
