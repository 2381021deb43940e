"""The searches that a person keeps."""

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.search.models import KeptSearch


def searches_of(person: Person) -> list[KeptSearch]:
    """Return them by name. One query."""
    found = list(KeptSearch.objects.filter(person=person))
    for kept in found:
        kept.person = person
    return found
