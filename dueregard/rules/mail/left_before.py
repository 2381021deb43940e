"""Decides what the journal of sending says of a letter that the database does not know to have left.

The journal is kept beside the database (`foundation/mail/gateways/journal`). A database that was laid back is older
than it: what the journal says then holds, and where it does not know, nobody does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Step(Enum):
    """What a line of the journal says: that a letter begins to leave, or how that ended."""

    BEGUN = "begun"
    SENT = "sent"
    BACK = "back"  # the mail server said "not now": it certainly does not have it
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `begun_at` is when that attempt began, and names it; `answer` is the mail server's, or empty."""

    step: Step
    message_id: str
    begun_at: datetime
    answer: str = ""


class Fate(Enum):
    """What is known of a letter that the database takes for one that has not left."""

    SENT = "sent"
    UNSURE = "unsure"
    REFUSED = "refused"


def last_attempts(lines: Iterable[Line]) -> dict[str, Line]:
    """Return for each letter how its last attempt ended: a line of how it began, where nothing says how it ended."""
    last: dict[str, Line] = {}
    for line in lines:
        known = last.get(line.message_id)
        if line.step is Step.BEGUN or known is None or known.begun_at == line.begun_at:
            last[line.message_id] = line
    return last


def fate(line: Line) -> Fate | None:
    """Return what became of a letter whose last attempt ended so; None, if it certainly did not leave."""
    return {Step.SENT: Fate.SENT, Step.BEGUN: Fate.UNSURE, Step.REFUSED: Fate.REFUSED}.get(line.step)
