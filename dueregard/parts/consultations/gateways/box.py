"""What is in the sealed box: all votes, sorted, and filled up so that its length says nothing of how many there are."""

from __future__ import annotations

from uuid import UUID

from dueregard.parts.consultations.gateways.keys import seal, unseal
from dueregard.rules.votes.papers import MOST_QUESTIONS
from dueregard.rules.votes.questions import MOST_OPTIONS

# The longest line: the number of a question, a vote that ranks every option, and its end.
WIDTH = len(f"{MOST_QUESTIONS}:" + ">".join(str(number) for number in range(1, MOST_OPTIONS + 1))) + 1
END = "\n"


def fill(vote: UUID, votes: list[str], room: int) -> bytes:
    """Return a sealed box with these lines, sorted; there is room for so many. Raises: KeyIsGone"""
    content = "".join(one + END for one in sorted(votes)).encode()
    return seal(vote, content + b" " * (room * WIDTH - len(content)))


def empty(vote: UUID, sealed: bytes | memoryview) -> list[str]:
    """Return the lines in a box, sorted. Raises: KeyIsGone"""
    return unseal(vote, bytes(sealed)).decode().rstrip(" ").split(END)[:-1]
