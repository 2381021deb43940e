"""How an area or a body stands on the map of one question: the answer, or that it was asked, or that it never was.

Colours, patterns and words are those of a state; which answer a body gave, `records/findings` reads.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

NOT_STATED = "not stated"


class Known(StrEnum):
    """The states of one question, in the order of the legend."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    OTHER = "other"
    NOT_STATED = "not_stated"
    OLD = "old"
    ASKED = "asked"
    NEVER = "never"
    NOT_MEANT = "not_meant"

    @property
    def sign(self) -> str:
        """The name of its sign in a drawing, one letter."""
        return _SIGNS[self]

    @property
    def pattern(self) -> str:
        """The name of the pattern that fills its shape; empty where a colour does."""
        return _PATTERNS.get(self, "")

    @property
    def paint(self) -> str:
        """The class that colours it where no pattern does."""
        return _PAINTS.get(self, "")

    @property
    def tone(self) -> str:
        """The tone of its word in a table."""
        return _TONES[self]

    @property
    def is_answer(self) -> bool:
        """Whether it is an answer for today."""
        return self in ANSWERS


ANSWERS = (Known.FIRST, Known.SECOND, Known.THIRD, Known.OTHER, Known.NOT_STATED)
_SIGNS = {
    Known.FIRST: "g",
    Known.SECOND: "r",
    Known.THIRD: "p",
    Known.OTHER: "l",
    Known.NOT_STATED: "c",
    Known.OLD: "d",
    Known.ASKED: "w",
    Known.NEVER: "n",
    Known.NOT_MEANT: "o",
}
_PATTERNS = {
    Known.SECOND: "no",
    Known.THIRD: "part",
    Known.OTHER: "late",
    Known.ASKED: "wait",
    Known.OLD: "old",
}
_PAINTS = {
    Known.FIRST: "is-good",
    Known.NOT_STATED: "is-none",
    Known.NEVER: "is-never",
    Known.NOT_MEANT: "is-out",
}
_TONES = {
    Known.FIRST: "good",
    Known.SECOND: "no",
    Known.THIRD: "part",
    Known.OTHER: "soon",
    Known.NOT_STATED: "quiet",
    Known.OLD: "quiet",
    Known.ASKED: "wait",
    Known.NEVER: "quiet",
    Known.NOT_MEANT: "quiet",
}
_BY_PLACE = (Known.FIRST, Known.SECOND, Known.THIRD)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the map needs it. `offered` are its answers in order; empty for a number or a few words."""

    key: str
    text: str
    kinds: tuple[str, ...]
    nations: tuple[str, ...]
    offered: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()  # what a published request says of itself when it puts this question
    path: str = ""  # the page with all its answers
    ids: tuple[str, ...] = ()  # the questions of groups that have this key
    allowed_months: int | None = None

    def is_for(self, kind: str, nation: str = "") -> bool:
        """Tell whether it makes sense for a kind of body in a nation; without a nation, in any."""
        return (not self.kinds or kind in self.kinds) and (not nation or not self.nations or nation in self.nations)

    def words(self, state: Known) -> str:
        """Return what a state is called for this question."""
        if state in _BY_PLACE and self.offered:
            place = _BY_PLACE.index(state)
            return f"answer: {self.offered[place]}" if place < len(self.offered) else "answered"
        return _WORDS[state]


_WORDS = {
    Known.FIRST: "answered",
    Known.SECOND: "answered",
    Known.THIRD: "answered",
    Known.OTHER: "another answer",
    Known.NOT_STATED: "read, does not say",
    Known.OLD: "answer out of date",
    Known.ASKED: "asked, no answer yet",
    Known.NEVER: "never asked",
    Known.NOT_MEANT: "nothing to ask here",
}


def state_of_value(value: str, offered: Sequence[str], *, is_old: bool) -> Known:
    """Return the state of one answer that stands."""
    if is_old:
        return Known.OLD
    if value == NOT_STATED:
        return Known.NOT_STATED
    if not offered:
        return Known.FIRST
    place = offered.index(value) if value in offered else len(_BY_PLACE)
    return _BY_PLACE[place] if place < len(_BY_PLACE) else Known.OTHER


def area_known(counts: Mapping[Known, int], *, is_meant: bool) -> Known:
    """Return the one state for the bodies of an area: the answer most of them gave; equally many, the later named.

    An old answer and a question that waits say less than any answer, however few.
    """
    for some in (ANSWERS, (Known.OLD,), (Known.ASKED,)):
        found = {state: counts.get(state, 0) for state in some if counts.get(state, 0)}
        if found:
            return max(found, key=lambda state: (found[state], some.index(state)))
    return Known.NEVER if is_meant else Known.NOT_MEANT
