"""What the morning e-mail says: how much is waiting, and no names, because other people may read someone's e-mail.

The caller decides who gets it and what is counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass

NOBODY_NAMED = "This e-mail names no public body and no person: other people may read your e-mail. Sign in to see more."


@dataclass(frozen=True, slots=True)
class Waits:
    """A kind of work that is waiting: how much, the words for one and for several, and where to see it."""

    number: int
    one: str
    several: str
    url: str


@dataclass(frozen=True, slots=True)
class MorningMail:
    """An e-mail's subject and text."""

    subject: str
    text: str


def morning_mail(*, site: str, waits: Sequence[Waits], leave_url: str) -> MorningMail | None:
    """Return the e-mail, or None on a morning when nothing is waiting."""
    some = [each for each in waits if each.number]
    if not some:
        return None
    total = sum(each.number for each in some)
    lines = [f"{each.number} {each.one if each.number == 1 else each.several}\n{each.url}" for each in some]
    text = "\n\n".join(
        [
            "Good morning. Waiting for you and your groups:",
            *lines,
            NOBODY_NAMED,
            f"You get this on working days when something is waiting. To stop it, without signing in:\n{leave_url}",
        ]
    )
    return MorningMail(f"{site}: {total} {'thing' if total == 1 else 'things'} waiting", text + "\n")
