"""A voting paper with one question or several: each answer is a line of its own, and nothing ties the lines together.

A line on the first question has no number, as on a paper with one question; every other begins with its number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dueregard.rules.votes.questions import Kind, NotAVote, Question, is_vote, question_of

MOST_QUESTIONS = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """One question on a paper, with its words."""

    title: str
    question: Question


def lines_of(asked: Sequence[Asked], votes: Sequence[str]) -> list[str]:
    """Return the lines of one paper that answers every question. Raises: NotAVote"""
    if len(votes) != len(asked) or not all(is_vote(one.question, vote) for one, vote in zip(asked, votes, strict=True)):
        raise NotAVote("This is no vote on this question. Go back and choose again.")
    return [line_of(number, vote) for number, vote in enumerate(votes, 1)]


def line_of(number: int, vote: str) -> str:
    """Return the line of a vote on the question with this number, from 1."""
    return vote if number == 1 else f"{number}:{vote}"


def by_question(lines: Iterable[str], questions: int) -> list[list[str]]:
    """Return the votes on each question, sorted: which of them were on one paper, nobody can tell."""
    votes: list[list[str]] = [[] for _ in range(questions)]
    for line in lines:
        number, _, vote = line.rpartition(":")
        votes[int(number or 1) - 1].append(vote)
    return [sorted(one) for one in votes]


def to_plain(asked: Asked) -> dict[str, object]:
    """Return a question as it is kept."""
    return {
        "title": asked.title,
        "kind": asked.question.kind.value,
        "options": list(asked.question.options),
        "most": asked.question.most,
    }


def of_plain(plain: dict[str, object]) -> Asked:
    """Return a question that was kept. Raises: KeyError, ValueError, NotAQuestion"""
    options = plain["options"]
    assert isinstance(options, list)
    return Asked(str(plain["title"]), question_of(Kind(str(plain["kind"])), options, int(str(plain["most"]))))
