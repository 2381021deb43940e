"""What an app says of whether it works, for the public page: in plain words, without a host, a name or a count."""

from dataclasses import dataclass
from enum import StrEnum


class How(StrEnum):
    """How something works, with the words and the tone in which the page shows it."""

    WELL = "well"
    PARTLY = "partly"
    NOT = "not"

    @property
    def words(self) -> str:
        """Say it."""
        return {How.WELL: "Works", How.PARTLY: "Works in part", How.NOT: "Does not work"}[self]

    @property
    def tone(self) -> str:
        """Say how to show it."""
        return {How.WELL: "good", How.PARTLY: "wait", How.NOT: "late"}[self]


@dataclass(frozen=True, slots=True)
class Works:
    """One thing that people rely on. `order` is its place on the page, `says` a sentence for whoever reads it."""

    order: int
    what: str
    how: How
    says: str
