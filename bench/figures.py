"""The shape of one measured figure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """Ours and the peer's value in `unit`. `aim` is the ratio of ours to the peer's that we want, if one is set."""

    name: str
    ours: float
    peer: float
    unit: str
    aim: float | None

    @property
    def ratio(self) -> float:
        """How many times the peer's value ours is."""
        return self.ours / self.peer
