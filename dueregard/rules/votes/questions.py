"""What members are asked, and what of an answer is a vote. A vote is kept as one short line of text.

Equal votes are the same line, so no line says more than its vote. Counts nothing; `tally` does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST_OPTIONS = 20
YES_NO = ("Yes", "No")
ABSTAIN = "abstain"  # a vote that takes no side; of every kind


class Kind(StrEnum):
    """How members answer."""

    YES_NO = "yes_no"
    CHOOSE = "choose"
    RANK = "rank"


KIND_WORDS = {
    Kind.YES_NO: "Yes or no",
    Kind.CHOOSE: "Choose some of several",
    Kind.RANK: "Put in order (single transferable vote)",
}


class NotAQuestion(ValueError):
    """This cannot be asked; the message says why, in a sentence for whoever asks."""


class NotAVote(ValueError):
    """This is no vote on the question; the message says why, in a sentence for the voter."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its options in the order of the voting paper. `most` is how many may be chosen, or elected."""

    kind: Kind
    options: tuple[str, ...]
    most: int = 1


def question_of(kind: Kind, options: Sequence[str], most: int) -> Question:
    """Return a question that can be asked. Raises: NotAQuestion"""
    if kind is Kind.YES_NO:
        return Question(kind, YES_NO)
    named = tuple(" ".join(option.split()) for option in options if option.strip())
    if len(named) < 2:
        raise NotAQuestion("Give at least two options, each on a line of its own.")
    if len(named) > MOST_OPTIONS:
        raise NotAQuestion(f"Give at most {MOST_OPTIONS} options. You have {len(named)}.")
    folded = [option.casefold() for option in named]
    twice = next((option for option in named if folded.count(option.casefold()) > 1), None)
    if twice:
        raise NotAQuestion(f"“{twice}” is there twice. Each option must be different.")
    if not 1 <= most < len(named):
        words = "elect" if kind is Kind.RANK else "let each person choose"
        raise NotAQuestion(f"With {len(named)} options you can {words} between 1 and {len(named) - 1}.")
    return Question(kind, named, most)


def chosen_vote(question: Question, chosen: Sequence[int]) -> str:
    """Return the vote for the options with these numbers, from 1. Raises: NotAVote"""
    if not chosen:
        return ABSTAIN
    numbers = sorted(set(chosen))
    if any(not 1 <= number <= len(question.options) for number in numbers):
        raise NotAVote("One of the options you chose is not on the voting paper.")
    if len(numbers) > question.most:
        raise NotAVote(f"You chose {len(numbers)} options. Choose {question.most} at most.")
    return ",".join(map(str, numbers))


def ranked_vote(question: Question, places: Sequence[int | None]) -> str:
    """Return the vote that gives each option this place, from 1; None where it gets none. Raises: NotAVote"""
    if len(places) != len(question.options):
        raise NotAVote("The voting paper has changed since you opened it. Open it again.")
    given = {place: at for at, place in enumerate(places, 1) if place is not None}
    filled = [place for place in places if place is not None]
    if len(given) != len(filled):
        twice = next(place for place in sorted(filled) if filled.count(place) > 1)
        raise NotAVote(f"You gave two options the number {twice}. Use each number once.")
    for expected in range(1, len(filled) + 1):
        if expected not in given:
            raise NotAVote(f"Number {expected} is missing. Use 1, 2, 3 and so on, without a gap.")
    return ">".join(str(given[place]) for place in sorted(given)) or ABSTAIN


def is_vote(question: Question, vote: str) -> bool:
    """Tell whether a line of text is a vote on this question, written as votes are kept."""
    if vote == ABSTAIN:
        return True
    mark = ">" if question.kind is Kind.RANK else ","
    numbers = vote.split(mark)
    if not all(number.isdecimal() and str(int(number)) == number for number in numbers):
        return False
    named = [int(number) for number in numbers]
    if len(set(named)) != len(named) or not all(1 <= number <= len(question.options) for number in named):
        return False
    return question.kind is Kind.RANK or (named == sorted(named) and len(named) <= question.most)


def vote_words(question: Question, vote: str) -> str:
    """Return a vote as the voter reads it back."""
    if vote == ABSTAIN:
        return "I abstain"
    mark = ">" if question.kind is Kind.RANK else ","
    named = [question.options[int(number) - 1] for number in vote.split(mark)]
    if question.kind is Kind.RANK:
        return "; ".join(f"{place}. {name}" for place, name in enumerate(named, 1))
    return ", ".join(named)
