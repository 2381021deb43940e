"""How an area stands on the map: what its bodies did with what they were asked, as a word, a sign and a pattern.

What was never asked is a state of its own, and so is a place to which the duty does not apply.
"""

from collections.abc import Mapping
from enum import StrEnum

from dueregard.rules.casework.states import State


class Standing(StrEnum):
    """The states, in the order of the legend."""

    ANSWERED = "answered"
    IN_PART = "in_part"
    WAITING = "waiting"
    OVERDUE = "overdue"
    REFUSED = "refused"
    CLOSED = "closed"
    NEVER = "never"
    NOT_BOUND = "not_bound"

    @property
    def words(self) -> str:
        """What it is called."""
        return _WORDS[self]

    @property
    def sign(self) -> str:
        """The name of its sign in a drawing, one letter."""
        return _SIGNS[self]

    @property
    def pattern(self) -> str:
        """The name of the pattern that fills its shape or its piece of a bar; empty where a colour does."""
        return _PATTERNS.get(self, "")

    @property
    def paint(self) -> str:
        """The class that colours it where no pattern does."""
        return _PAINTS.get(self, "")

    @property
    def tone(self) -> str:
        """The tone of its word in a table."""
        return _TONES[self]


_WORDS = {
    Standing.ANSWERED: "answered",
    Standing.IN_PART: "answered in part",
    Standing.WAITING: "asked, waiting",
    Standing.OVERDUE: "overdue",
    Standing.REFUSED: "refused",
    Standing.CLOSED: "closed unanswered",
    Standing.NEVER: "never asked",
    Standing.NOT_BOUND: "duty does not apply",
}
_SIGNS = {
    Standing.ANSWERED: "g",
    Standing.IN_PART: "p",
    Standing.WAITING: "w",
    Standing.OVERDUE: "l",
    Standing.REFUSED: "r",
    Standing.CLOSED: "c",
    Standing.NEVER: "n",
    Standing.NOT_BOUND: "o",
}
_PATTERNS = {
    Standing.IN_PART: "part",
    Standing.WAITING: "wait",
    Standing.OVERDUE: "late",
    Standing.REFUSED: "no",
}
_PAINTS = {
    Standing.ANSWERED: "is-good",
    Standing.CLOSED: "is-none",
    Standing.NEVER: "is-never",
    Standing.NOT_BOUND: "is-out",
}
_TONES = {
    Standing.ANSWERED: "good",
    Standing.IN_PART: "soon",
    Standing.WAITING: "wait",
    Standing.OVERDUE: "late",
    Standing.REFUSED: "late",
    Standing.CLOSED: "quiet",
    Standing.NEVER: "quiet",
    Standing.NOT_BOUND: "quiet",
}
# The less an area has done, the earlier: of equally many, this one is said.
_LEAST_FIRST = (
    *(Standing.REFUSED, Standing.OVERDUE, Standing.CLOSED),
    *(Standing.WAITING, Standing.IN_PART, Standing.ANSWERED),
)


def standing_of(state: State) -> Standing:
    """Return how one request stands on the map. To hold nothing is an answer."""
    return Standing.ANSWERED if state is State.NOT_HELD else Standing(state.value)


def area_standing(counts: Mapping[Standing, int], *, is_bound: bool) -> Standing:
    """Return the one word for several bodies: what most of those did that were asked."""
    asked = {state: number for state, number in counts.items() if state in _LEAST_FIRST and number}
    if not asked:
        return Standing.NEVER if is_bound else Standing.NOT_BOUND
    return min(asked, key=lambda state: (-asked[state], _LEAST_FIRST.index(state)))
