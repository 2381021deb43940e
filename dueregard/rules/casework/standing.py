"""Where a case has got to: from its dated events, its phase, whose turn it is, and the last lawful day with reasons.

The dates come from `deadlines`; nothing here knows today. What you can do on a given day is in `steps`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from dueregard.rules.casework.events import RESPONSES, REVIEW_OUTCOMES, EventKind, Happened, Outcome, Phase, Turn
from dueregard.rules.law.deadlines import DateRange, Event, Facts, NoDate, due
from dueregard.rules.law.holidays import Holidays
from dueregard.rules.law.laws import BodyKind, Law, Nation

__all__ = ["EventKind", "Happened", "NamedDate", "Outcome", "Phase", "Standing", "Turn", "WhoAnswers", "stand"]

DOUBT_WORDS = (
    "The clock runs, but the request may not have arrived. Read what the machine wrote; send it again if needed."
)
# Whoever says one of these has our letter, whatever a machine said before.
HEARD_FROM_THEM = (
    RESPONSES
    | REVIEW_OUTCOMES
    | {
        EventKind.ACKNOWLEDGED,
        EventKind.CLARIFICATION_ASKED,
        EventKind.EXTENSION_CLAIMED,
        EventKind.FEES_NOTICE,
        EventKind.REVIEW_ACKNOWLEDGED,
        EventKind.REVIEW_EXTENDED,
    }
)
REVIEWED_WORDS = "They have reviewed their answer"
SILENT_REVIEW_WORDS = "If they do not answer the review, you can complain after"
ANSWERED_WORDS = "They answered after we asked for a review"


@dataclass(frozen=True, slots=True)
class WhoAnswers:
    """What the clock needs to know about a body. `closures` None: a school's terms are not known."""

    nation: Nation
    kind: BodyKind
    law: Law
    closures: tuple[DateRange, ...] | None = None


@dataclass(frozen=True, slots=True)
class NamedDate:
    """A last day (UK calendar date) and what it is the last day for, with its steps in words and its source."""

    what: str
    on: date
    steps: tuple[str, ...]
    source: str
    rests_on: str
    not_before: date | None = None

    def to_json(self) -> dict[str, Any]:
        """Return it as plain values; dates in ISO form."""
        row = asdict(self)
        row["on"] = self.on.isoformat()
        row["not_before"] = self.not_before.isoformat() if self.not_before else None
        return row


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case is. `due` is the day that matters now, `also` any further limits, `no_date` why there is none."""

    phase: Phase
    turn: Turn
    says: str
    outcome: Outcome | None = None
    due: NamedDate | None = None
    also: tuple[NamedDate, ...] = ()
    no_date: str = ""
    reminded_on: date | None = None
    doubt: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return what lists and pages show, as plain values."""
        return {
            "says": self.says,
            "due": self.due.to_json() if self.due else None,
            "also": [named.to_json() for named in self.also],
            "no_date": self.no_date,
            "reminded_on": self.reminded_on.isoformat() if self.reminded_on else None,
            "doubt": self.doubt,
        }


@dataclass(frozen=True, slots=True)
class _Course:
    """The events of a case, folded: the newest of each that still counts."""

    received_on: date | None = None
    undelivered_on: date | None = None
    doubted_on: date | None = None
    clarification: tuple[date, date | None] | None = None
    fees: tuple[date, date | None] | None = None
    extension: Happened | None = None
    response: Happened | None = None
    review_on: date | None = None
    review_extended: bool = False
    review: Happened | None = None
    complained_on: date | None = None
    decided_on: date | None = None
    closed_on: date | None = None
    reminded_on: date | None = None


def stand(events: Sequence[Happened], who: WhoAnswers, holidays: Holidays) -> Standing:
    """Return where the case is after these events, in whatever order they are given.

    Events on the same day count in the order given. Source: uk-law-and-prevent, A2 to A6, through `deadlines`.
    """
    course = _Course()
    for happened in sorted(events, key=lambda each: each.on):
        course = _fold(course, happened)
    clock = _Clock(course, who, holidays)
    standing = _late_phases(course, clock) or _early_phases(course, clock)
    is_doubted = course.doubted_on is not None and standing.phase is Phase.WAITING
    return replace(standing, reminded_on=course.reminded_on, doubt=DOUBT_WORDS if is_doubted else "")


def _fold(course: _Course, happened: Happened) -> _Course:
    kind, on = happened.kind, happened.on
    if kind in HEARD_FROM_THEM:
        course = replace(course, doubted_on=None)
    match kind:
        case EventKind.ARRIVAL_DOUBTED:
            return replace(course, doubted_on=on)
        case EventKind.REQUEST_RECEIVED:
            return replace(_Course(), received_on=on)
        case EventKind.UNDELIVERED:
            return replace(course, undelivered_on=on)
        case EventKind.CLARIFICATION_ASKED:
            return replace(course, clarification=(on, None))
        case EventKind.CLARIFICATION_GIVEN if course.clarification:
            return replace(course, clarification=(course.clarification[0], on), reminded_on=None)
        case EventKind.FEES_NOTICE:
            return replace(course, fees=(on, None))
        case EventKind.FEE_PAID if course.fees:
            return replace(course, fees=(course.fees[0], on))
        case EventKind.EXTENSION_CLAIMED:
            return replace(course, extension=happened)
        case EventKind.REVIEW_ASKED:
            return replace(
                _before_the_regulator(course), review_on=on, review=None, review_extended=False, reminded_on=None
            )
        case EventKind.REMINDED:
            return replace(course, reminded_on=on)
        case EventKind.REVIEW_EXTENDED:
            return replace(course, review_extended=True)
        case EventKind.COMPLAINED:
            return replace(course, complained_on=on, decided_on=None)
        case EventKind.DECIDED:
            return replace(course, decided_on=on)
        case EventKind.CLOSED:
            return replace(course, closed_on=on)
        case EventKind.REOPENED:
            return replace(course, closed_on=None)
    if kind in RESPONSES:
        return _with_response(course, happened)
    if kind in REVIEW_OUTCOMES:
        # The regulator has so far dealt only with silence; this outcome can be challenged separately.
        return replace(course if course.review else _before_the_regulator(course), review=happened)
    return course


def _with_response(course: _Course, response: Happened) -> _Course:
    """Fold in an answer. An answer in full ends every challenge but a complaint that the regulator still has."""
    silent = course.response is None and course.review_on is None
    awaited = course.review_on is not None and course.review is None
    if silent or awaited:
        course = _before_the_regulator(course)  # a complaint about silence has done its work
    course = replace(course, response=response)
    if response.kind is EventKind.RELEASED:
        course = replace(course, review_on=None, review=None)
        return _before_the_regulator(course) if course.decided_on else course
    # An answer to our request for a review, whatever they call it, is its outcome.
    return replace(course, review=response) if awaited else course


def _before_the_regulator(course: _Course) -> _Course:
    return replace(course, complained_on=None, decided_on=None)


@dataclass(frozen=True, slots=True)
class _Clock:
    """Asks `deadlines` on behalf of one case."""

    course: _Course
    who: WhoAnswers
    holidays: Holidays

    def ask(self, event: Event, received: date, what: str, *, plain: bool = False) -> NamedDate | NoDate:
        """Return the last day of an event. `plain` leaves out clarification and fees: they stop the first clock."""
        course = self.course
        asked, given = course.clarification or (None, None)
        notice, paid = course.fees or (None, None)
        facts = Facts(
            received=received,
            nation=self.who.nation,
            body_kind=self.who.kind,
            law=self.who.law,
            clarification_asked=None if plain else asked,
            clarification_received=None if plain else given,
            fees_notice_given=None if plain else notice,
            fee_received=None if plain else paid,
            closures=self.who.closures,
        )
        found = due(event, facts, self.holidays)
        if isinstance(found, NoDate):
            return found
        # Where the body cannot be called late until later, the date is the early end of a range.
        early = found.not_before if found.late_after == found.on else found.on
        return NamedDate(what, found.late_after, tuple(found.steps), str(found.source), str(found.kind), early)

    def standing(self, phase: Phase, turn: Turn, says: str, asked: NamedDate | NoDate | None) -> Standing:
        """Return a standing with the date found, or with the sentence that says why there is none."""
        response = self.course.response
        outcome = Outcome(response.kind.value) if response else None
        if isinstance(asked, NoDate):
            return Standing(phase, turn, says, outcome, no_date=asked.because)
        return Standing(phase, turn, says, outcome, due=asked)


def _late_phases(course: _Course, clock: _Clock) -> Standing | None:
    """Return the standing from the review onwards, or None while the case is still before it."""
    if course.closed_on:
        return clock.standing(Phase.CLOSED, Turn.NOBODYS, "Closed", None)
    if course.decided_on:
        limit = clock.ask(Event.TRIBUNAL, course.decided_on, "Last day to appeal", plain=True)
        return clock.standing(Phase.DECIDED, Turn.OURS, "The regulator has decided", limit)
    if course.complained_on:
        return clock.standing(Phase.REGULATOR, Turn.REGULATORS, "The regulator has the complaint", None)
    if course.review:
        limit = clock.ask(Event.REGULATOR, course.review.on, "Last day to complain to the regulator", plain=True)
        says = REVIEWED_WORDS if course.review.kind in REVIEW_OUTCOMES else ANSWERED_WORDS
        return clock.standing(Phase.REVIEWED, Turn.OURS, says, limit)
    if course.review_on:
        return _under_review(course, course.review_on, clock)
    return None


def _under_review(course: _Course, asked_on: date, clock: _Clock) -> Standing | None:
    """Return the standing while a review is awaited; None where it was asked for before the body's own time was up.

    A review asked for after its own last day binds nobody: then there is no date, and nobody is late.
    Source: FOISA 2002 s.20(5) and (6); Scottish EIR reg 16; EIR 2004 reg 11(2); section 45 Code, paragraph 5.3.
    """
    if _is_too_early(course, asked_on, clock):
        return None
    last = _last_day_to_ask(course, clock)
    if last and asked_on > last.on:
        why = (
            f"The last day to ask for a review was {_in_words(last.on)}, so they do not have to answer it. "
            "They may still choose to."
        )
        says = "You asked for a review after the last day for it"
        return clock.standing(Phase.REVIEW, Turn.THEIRS, says, NoDate(why, None))
    event = Event.REVIEW_RESPONSE_EXCEPTIONAL if course.review_extended else Event.REVIEW_RESPONSE
    limit = clock.ask(event, asked_on, "They must answer the review by", plain=True)
    standing = clock.standing(Phase.REVIEW, Turn.THEIRS, "They are reviewing their answer", limit)
    words = "If they do not answer the review, apply by" if clock.who.law.is_scottish else SILENT_REVIEW_WORDS
    after = clock.ask(Event.REGULATOR_AFTER_SILENCE, asked_on, words, plain=True)
    return replace(standing, also=(after,)) if isinstance(after, NamedDate) else standing


def _is_too_early(course: _Course, asked_on: date, clock: _Clock) -> bool:
    """Tell whether there was nothing to review yet: no answer, and the time for one had not run out for certain.

    While we owe them a clarification or a fee, it does not run.
    """
    if course.response or course.received_on is None:
        return False
    if course.clarification and course.clarification[1] is None:
        return True
    first = clock.ask(Event.RESPONSE_EXTENDED if course.extension else Event.RESPONSE, course.received_on, "")
    if isinstance(first, NoDate) and course.extension:
        first = clock.ask(Event.RESPONSE, course.received_on, "")
    return isinstance(first, NoDate) or asked_on <= first.on


def _last_day_to_ask(course: _Course, clock: _Clock) -> NamedDate | None:
    """Return the last day on which the review could be asked for, where the law or its Code sets one."""
    if course.response:
        last = clock.ask(Event.REVIEW_REQUEST, course.response.on, "", plain=True)
    elif course.received_on:
        last = clock.ask(Event.REVIEW_REQUEST_AFTER_SILENCE, course.received_on, "")
    else:
        return None
    return last if isinstance(last, NamedDate) else None


def _early_phases(course: _Course, clock: _Clock) -> Standing:
    """Return the standing up to the first answer."""
    if course.response:
        return _answered(course.response, clock)
    if course.received_on is None:
        phase = Phase.UNDELIVERED if course.undelivered_on else Phase.PREPARING
        says = "The letter did not arrive" if course.undelivered_on else "Not sent yet"
        return Standing(phase, Turn.OURS, says)
    if course.undelivered_on and course.undelivered_on >= course.received_on:
        says = "The letter did not arrive"
        return Standing(
            Phase.UNDELIVERED, Turn.OURS, says, no_date="There is no time limit for a letter that did not arrive."
        )
    if course.clarification and course.clarification[1] is None:
        why = "The clock stops until they receive our clarification; then it starts again from the beginning."
        return Standing(Phase.CLARIFYING, Turn.OURS, "They asked us to clarify", no_date=why)
    unpaid = course.fees is not None and course.fees[1] is None
    # A fees notice given after the last day stops nothing: there is still a date then.
    if unpaid and isinstance(clock.ask(Event.RESPONSE, course.received_on, ""), NoDate):
        why = "The clock is paused from their fees notice until they receive the fee."
        return Standing(Phase.FEE, Turn.OURS, "They asked for a fee", no_date=why)
    return _waiting(course.received_on, course, clock)


def _waiting(received_on: date, course: _Course, clock: _Clock) -> Standing:
    what, extension = "They must answer by", course.extension
    first = clock.ask(Event.RESPONSE, received_on, what)
    if not extension:
        standing = clock.standing(Phase.WAITING, Turn.THEIRS, "Waiting for their answer", first)
    else:
        longer = clock.ask(Event.RESPONSE_EXTENDED, received_on, what)
        says = "They said they need more time"
        # The notice is due within the first time. A later one, or a law without extension, leaves the first date.
        too_late = isinstance(first, NamedDate) and extension.on > first.on
        if too_late:
            says += ", but only after their time had run out"
        if extension.until:
            says += f"; they gave the date {_in_words(extension.until)}"
        shown = first if too_late or isinstance(longer, NoDate) else longer
        standing = clock.standing(Phase.WAITING, Turn.THEIRS, says, shown)
    if not clock.who.law.is_scottish:
        return standing  # elsewhere the regulator takes a complaint about silence without a review
    after = clock.ask(Event.REVIEW_REQUEST_AFTER_SILENCE, received_on, "If they do not answer, ask for a review by")
    return replace(standing, also=(after,)) if isinstance(after, NamedDate) else standing


def _answered(response: Happened, clock: _Clock) -> Standing:
    sections = ", ".join(response.sections)
    says = {
        EventKind.RELEASED: "They released what we asked for",
        EventKind.RELEASED_IN_PART: "They released part of it",
        EventKind.REFUSED: "They refused",
        EventKind.NOT_HELD: "They say they do not hold it",
    }[response.kind]
    if sections:
        says += f" under {sections}"
    if response.kind is EventKind.RELEASED:
        return clock.standing(Phase.ANSWERED, Turn.NOBODYS, says, None)
    limit = clock.ask(Event.REVIEW_REQUEST, response.on, "Last day to ask for an internal review", plain=True)
    return clock.standing(Phase.ANSWERED, Turn.OURS, says, limit)


def _in_words(day: date) -> str:
    return f"{day:%a} {day.day} {day:%B %Y}"
