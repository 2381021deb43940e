"""What a public body may say about a claim through its link: it agrees, corrects or objects, once for each claim.

Which claims a link shows, and whether it still works, its row knows. Nobody is asked for a name.
"""

from __future__ import annotations

from enum import StrEnum

LONGEST = 2000
DAYS_A_LINK_WORKS = 60


class Stance(StrEnum):
    """What the body says."""

    AGREES = "agrees"
    CHANGED = "changed"
    DISPUTES = "disputes"

    @property
    def words(self) -> str:
        """What the form offers."""
        return _OFFERED[self]

    @property
    def told(self) -> str:
        """What stands beside the claim."""
        return _TOLD[self]


_OFFERED = {
    Stance.AGREES: "This is right",
    Stance.CHANGED: "This was right, and has changed since",
    Stance.DISPUTES: "This is wrong",
}
_TOLD = {
    Stance.AGREES: "that this is right",
    Stance.CHANGED: "that this was right and has changed since",
    Stance.DISPUTES: "that this is wrong",
}


class NotAStatement(ValueError):
    """What was typed cannot stand beside a claim; the words say why."""


def clean_statement(stance: Stance, typed: str) -> str:
    """Return the words as they are kept. Raises: NotAStatement"""
    words = "\n".join(" ".join(line.split()) for line in typed.strip().splitlines())
    if len(words) > LONGEST:
        raise NotAStatement(f"Use at most {LONGEST:,} characters. Yours has {len(words):,}.")
    if not words and stance is not Stance.AGREES:
        raise NotAStatement("Say what is right, and where it can be read.")
    return words
