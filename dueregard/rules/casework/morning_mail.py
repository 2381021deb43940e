"""What the morning mail says: how much waits, never about whom, because other people may read somebody's mail.

Who gets it and what is counted is the caller's.
"""

from collections.abc import Sequence
from dataclasses import dataclass

NOBODY_NAMED = (
    "This mail names no public body and nobody else, because other people may read your mail. Sign in to see more."
)


@dataclass(frozen=True, slots=True)
class Waits:
    """A kind of work that waits: how much, in which words for one and for several, and where it is seen."""

    number: int
    one: str
    several: str
    url: str


@dataclass(frozen=True, slots=True)
class MorningMail:
    """A mail's subject and text."""

    subject: str
    text: str


def morning_mail(*, site: str, waits: Sequence[Waits], leave_url: str) -> MorningMail | None:
    """Return the mail, or None on a morning when nothing waits."""
    some = [each for each in waits if each.number]
    if not some:
        return None
    total = sum(each.number for each in some)
    lines = [f"{each.number} {each.one if each.number == 1 else each.several}\n{each.url}" for each in some]
    text = "\n\n".join(
        [
            "Good morning. This waits in your groups' requests:",
            *lines,
            NOBODY_NAMED,
            f"You get this on working mornings when something waits. To stop it, without signing in:\n{leave_url}",
        ]
    )
    return MorningMail(f"{site}: {total} {'thing waits' if total == 1 else 'things wait'}", text + "\n")
