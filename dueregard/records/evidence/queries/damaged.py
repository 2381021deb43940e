"""How many of a person's documents are no longer the bytes that came: said on the pages where people begin."""

from dataclasses import dataclass

from dueregard.foundation.accounts.models import Person
from dueregard.records.evidence.access import documents_kept_by
from dueregard.records.evidence.models import Fixity
from dueregard.rules.wiring.desk import DeskPiece


@dataclass(frozen=True, slots=True)
class Damage:
    """What the desk is told."""

    damaged: int


def damaged_documents(person: Person) -> int:
    """Return the count, copies for the public among them. One query."""
    return documents_kept_by(person).exclude(fixity=Fixity.KEPT).count()


def desk_piece(person: Person) -> DeskPiece:
    """Return the warning for the desk; nothing while every file is what came."""
    count = damaged_documents(person)
    return DeskPiece(template="evidence/damaged.html" if count else "", page=Damage(count), is_warning=True)
