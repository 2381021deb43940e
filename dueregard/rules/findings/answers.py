"""What counts as an answer about a public body, when two answers are the same, and who may see and say what.

Two people answer, the second without seeing the first; where they differ, a third decides. Where an answer was read,
and who belongs to the group, is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

NOT_STATED = "not stated"
LONGEST_TEXT = 500
MOST_CHOICES = 20


class AnswerKind(StrEnum):
    """Which answers a question takes. Each also takes "not stated"."""

    YES_NO = "yes_no"
    NUMBER = "number"
    CHOICE = "choice"
    TEXT = "text"


YES_NO_ANSWERS = ("yes", "no", "unclear")
KIND_WORDS = {
    AnswerKind.YES_NO: "Yes, no or unclear",
    AnswerKind.NUMBER: "A number",
    AnswerKind.CHOICE: "One of several",
    AnswerKind.TEXT: "A few words",
}


class Standing(StrEnum):
    """How far the answer about one body has come."""

    UNREAD = "unread"
    READ_ONCE = "read_once"
    AGREED = "agreed"
    DISAGREED = "disagreed"
    SETTLED = "settled"


class NotAnAnswer(ValueError):
    """What was typed is no answer to this question; the words say why."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One person's answer."""

    by: str  # id of the person
    value: str
    is_settling: bool = False


def clean_answer(kind: AnswerKind, typed: str, choices: Sequence[str] = ()) -> str:
    """Return an answer in the one form in which it is kept and compared. Raises: NotAnAnswer"""
    words = " ".join(typed.split())
    if words == NOT_STATED:
        return NOT_STATED
    if not words:
        raise NotAnAnswer("Enter what the documents say, or choose “not stated”.")
    if kind is AnswerKind.NUMBER:
        return _number(words)
    if kind is AnswerKind.TEXT:
        if len(words) > LONGEST_TEXT:
            raise NotAnAnswer(f"Use at most {LONGEST_TEXT} characters; the passage shows the rest.")
        return words
    known = YES_NO_ANSWERS if kind is AnswerKind.YES_NO else tuple(choices)
    if words not in known:
        raise NotAnAnswer("Choose one of the answers.")
    return words


def same_answer(kind: AnswerKind, one: str, other: str) -> bool:
    """Tell whether two people gave the same answer. In words, capitals and closing punctuation do not matter."""
    if kind is AnswerKind.TEXT:
        return one.casefold().rstrip(" .!?;,") == other.casefold().rstrip(" .!?;,")
    return one == other


def clean_choices(typed: str) -> list[str]:
    """Return the answers that were typed, one on each line. Raises: NotAnAnswer"""
    lines = [" ".join(line.split()) for line in typed.splitlines()]
    choices = list(dict.fromkeys(line for line in lines if line))
    if len(choices) < 2:
        raise NotAnAnswer("Give at least two answers, one on each line.")
    if len(choices) > MOST_CHOICES:
        raise NotAnAnswer(f"Give at most {MOST_CHOICES} answers.")
    if NOT_STATED in choices:
        raise NotAnAnswer(f"“{NOT_STATED}” is always offered. Remove it from the list.")
    if any(len(choice) > 100 for choice in choices):
        raise NotAnAnswer("Use at most 100 characters for each answer.")
    return choices


def standing_of(kind: AnswerKind, readings: Sequence[Reading]) -> Standing:
    """Return how far the answer about a body has come."""
    if any(one.is_settling for one in readings):
        return Standing.SETTLED
    if len(readings) < 2:
        return Standing.READ_ONCE if readings else Standing.UNREAD
    first, second = readings[:2]
    return Standing.AGREED if same_answer(kind, first.value, second.value) else Standing.DISAGREED


def answer_of(kind: AnswerKind, readings: Sequence[Reading]) -> str | None:
    """Return the answer that stands, or None while there is none."""
    settling = [one.value for one in readings if one.is_settling]
    if settling:
        return settling[-1]
    return readings[0].value if standing_of(kind, readings) is Standing.AGREED else None


def may_read(person: str, kind: AnswerKind, readings: Sequence[Reading]) -> bool:
    """Tell whether this person may answer: somebody who has not yet, while fewer than two have."""
    open_yet = standing_of(kind, readings) in {Standing.UNREAD, Standing.READ_ONCE}
    return open_yet and person not in {one.by for one in readings}


def may_settle(person: str, kind: AnswerKind, readings: Sequence[Reading]) -> bool:
    """Tell whether this person may decide between two: only a third."""
    return standing_of(kind, readings) is Standing.DISAGREED and person not in {one.by for one in readings}


def visible_to(person: str, kind: AnswerKind, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the answers this person may see: until two have answered, each sees only their own."""
    if standing_of(kind, readings) in {Standing.UNREAD, Standing.READ_ONCE}:
        return tuple(one for one in readings if one.by == person)
    return tuple(readings)


def _number(words: str) -> str:
    bare = words.replace(",", "").replace(" ", "").removeprefix("£").removesuffix("%")
    if not re.fullmatch(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?", bare):
        raise NotAnAnswer(
            "Write the number in figures, such as 12 or 1,250.50. Leave out the unit: it is in the question."
        )
    number = Decimal(bare)
    return str(int(number)) if number == int(number) else f"{number:f}".rstrip("0")
