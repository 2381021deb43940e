"""How close a date is on a given day, in words and a tone: late, soon, or still some way off.

`standing` knows whether there is a date at all, and whose it is.
"""

from dataclasses import dataclass
from datetime import date

from dueregard.rules.casework.events import Outcome, Phase, Turn
from dueregard.rules.law.working_days import Calendar

SOON = 5  # working days: a working week


@dataclass(frozen=True, slots=True)
class StatusWord:
    """A status as pages show it: tone is late, soon, wait, good, part, no or quiet; the words say what it means."""

    tone: str
    words: str


def status_word(
    *,
    phase: Phase,
    turn: Turn,
    outcome: Outcome | None,
    due_on: date | None,
    not_before: date | None,
    today: date,
    calendar: Calendar,
) -> StatusWord:
    """Return the status of a case on a day (UK calendar date). The day of a limit itself is never late."""
    if phase in (Phase.ANSWERED, Phase.REVIEWED) and outcome:
        return _answered(phase, outcome)
    if turn is Turn.THEIRS and due_on:
        return _theirs(due_on, not_before, today, calendar)
    tones = {Phase.UNDELIVERED: "late", Phase.CLARIFYING: "soon", Phase.FEE: "soon", Phase.CLOSED: "quiet"}
    return StatusWord(tones.get(phase, "wait"), phase.label)


def counted(due_on: date, today: date, calendar: Calendar) -> str:
    """Return how many working days away or past a limit is, in words."""
    if today > due_on:
        days = calendar.count_between(due_on, today)
        return f"{_days(days)} late" if days else "late since the last working day"
    if today == due_on:
        return "due today"
    return f"{_days(calendar.count_between(today, due_on))} left"


def tone_of(due_on: date, today: date, calendar: Calendar) -> str:
    """Return the tone of a limit, whoever it binds: late once it has passed, soon within a working week."""
    if today > due_on:
        return "late"
    return "soon" if calendar.count_between(today, due_on) <= SOON else "wait"


def _theirs(due_on: date, not_before: date | None, today: date, calendar: Calendar) -> StatusWord:
    words = counted(due_on, today, calendar)
    if today > due_on:
        return StatusWord("late", words[0].upper() + words[1:])
    if not_before and not_before < due_on:
        latest = f"at most {words}" if today < due_on else "due today at the latest"
        if today > not_before:
            return StatusWord("soon", f"May be late; {latest}")
        return StatusWord("wait", f"{latest[0].upper()}{latest[1:]}")
    return StatusWord(tone_of(due_on, today, calendar), words[0].upper() + words[1:])


def _answered(phase: Phase, outcome: Outcome) -> StatusWord:
    tone = {Outcome.RELEASED: "good", Outcome.RELEASED_IN_PART: "part", Outcome.REFUSED: "no"}.get(outcome, "wait")
    words = outcome.label if phase is Phase.ANSWERED else f"{outcome.label}, reviewed"
    return StatusWord(tone, words)


def _days(count: int) -> str:
    return "1 working day" if count == 1 else f"{count} working days"
