"""How many of a person's documents are no longer the bytes that came: said on the pages where people begin."""

from dueregard.foundation.accounts.models import Person
from dueregard.records.evidence.access import documents_kept_by
from dueregard.records.evidence.models import Fixity


def damaged_documents(person: Person) -> int:
    """Return the count, copies for the public among them. One query."""
    return documents_kept_by(person).exclude(fixity=Fixity.KEPT).count()
