"""Who may let a copy go public: a member of the group who had no hand in making it. Nobody else, whatever they may do.

An administrator who is no member is nobody here; one who prepared the copy is not its second person either.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hands:
    """Who had a hand in a copy, by the ids of their accounts, and who works in the group now."""

    prepared_by: int | str
    marked_by: Collection[int | str]
    members: Collection[int | str]


def why_not_second(person: int | str, hands: Hands) -> str:
    """Return why this person may not confirm the copy, as a sentence for them; nothing if they may."""
    if person not in hands.members:
        return "Only a member of this group can publish a copy."
    if person == hands.prepared_by:
        return "You made this copy. Someone else in your group must check it before it is published."
    if person in hands.marked_by:
        return "You set marks in this copy. Someone in your group who did not must check it before it is published."
    return ""
