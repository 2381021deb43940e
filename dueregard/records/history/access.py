"""The only door to the history of a body: what is public, and what your own groups did. Administrators read all."""

from collections.abc import Callable
from uuid import UUID

from django.db.models import Q, QuerySet

from dueregard.foundation.accounts.models import Person
from dueregard.records.groups.access import groups_of, places_of
from dueregard.records.history.models import Entry


def entries_for(person: Person | None) -> QuerySet[Entry]:
    """Return the entries that this person may read."""
    if person is not None and person.is_administrator:
        return Entry.objects.all()
    return Entry.objects.filter(Q(is_public=True) | Q(group__in=groups_of(person)))


def public_entries() -> QuerySet[Entry]:
    """Return the entries that everyone may read."""
    return Entry.objects.filter(is_public=True)


def ways_on(person: Person | None) -> Callable[[Entry], str]:
    """Return a function that says where an entry leads this person: to their group's work, a public page, nowhere."""
    own: set[UUID | None] = set(places_of(person).names) if person else set()
    if person is not None and person.is_administrator:
        own.add(None)  # what belongs to no group
    return lambda entry: entry.path if entry.group_id in own else entry.public_path
