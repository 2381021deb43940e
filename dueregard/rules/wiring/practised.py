"""A letter that practice mode kept, as the mailroom lists it, whichever app wrote it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PractisedLetter:
    """One letter: what it is, to whom, when it would have left, and the page where it is read and answered."""

    title: str
    what: str
    to: str
    sent_at: datetime
    answers: int
    href: str
