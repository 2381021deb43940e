"""What is said of an adopted text: whether it was carried and by how much, and whether everybody may read it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from dueregard.rules.privacy.masking import mask, plural


class Outcome(StrEnum):
    """What became of a motion."""

    PENDING = "pending"
    CARRIED = "carried"
    AMENDED = "amended"
    LOST = "lost"
    FELL = "fell"


OUTCOME_WORDS: Mapping[Outcome, tuple[str, str]] = {
    Outcome.PENDING: ("wait", "not voted on yet"),
    Outcome.CARRIED: ("good", "carried"),
    Outcome.AMENDED: ("good", "carried as amended"),
    Outcome.LOST: ("no", "lost"),
    Outcome.FELL: ("quiet", "not reached, remitted or withdrawn"),
}


class NotAResult(ValueError):
    """The outcome and the votes contradict each other; the message says how."""


def check_result(outcome: Outcome, votes_for: int | None, votes_against: int | None, amended: str) -> None:
    """Refuse what cannot be. Raises: NotAResult

    A motion can be lost with more votes for than against, as some need two thirds; and be carried with as many, where
    the chair has a casting vote.
    """
    if (votes_for is None) != (votes_against is None):
        raise NotAResult("Write both the votes for and the votes against, or neither.")
    is_carried = outcome in {Outcome.CARRIED, Outcome.AMENDED}
    if is_carried and votes_for is not None and votes_against is not None and votes_for < votes_against:
        raise NotAResult("It cannot have been carried with fewer votes for it than against it. Check the numbers.")
    if outcome is Outcome.AMENDED and not amended.strip():
        raise NotAResult("Write the text as it was amended, or choose “carried”.")


def result_words(outcome: Outcome, votes_for: int | None, votes_against: int | None, abstained: int | None) -> str:
    """Return the outcome with its votes: “carried by 24 to 3, 2 abstained”."""
    words = OUTCOME_WORDS[outcome][1]
    if votes_for is None or votes_against is None:
        return words
    more, fewer = (votes_against, votes_for) if outcome is Outcome.LOST else (votes_for, votes_against)
    counted = f"{words} by {more} to {fewer}"
    return f"{counted}, {abstained} abstained" if abstained else counted


def why_not_share(texts: Mapping[str, str]) -> str:
    """Return why these words, by the names of their fields, cannot be shared with everybody; nothing if they can."""
    for name, text in texts.items():
        left_out = mask(text).left_out
        if left_out:
            what = ", ".join(plural(one) if count > 1 else one for one, count in sorted(left_out.items()))
            return f"“{name}” has what looks like personal details ({what}). Remove them first."
    return ""
