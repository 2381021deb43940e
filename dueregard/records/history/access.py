"""The only door to the history of a body: what is public, and what your own groups did. Administrators read all."""

from collections.abc import Callable
from functools import cache
from uuid import UUID

from django.db.models import Exists, Q, QuerySet

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.work.gateways.composed import Asked
from dueregard.records.bodies.models import Body
from dueregard.records.groups.access import groups_of, places_of
from dueregard.records.groups.models import Membership
from dueregard.records.history.models import Entry


def entries_for(person: Person | None) -> QuerySet[Entry]:
    """Return the entries that this person may read."""
    if person is not None and person.is_administrator:
        return Entry.objects.all()
    return Entry.objects.filter(Q(is_public=True) | Q(group__in=groups_of(person)) | _of_the_register(person))


def _of_the_register(person: Person | None) -> Q:
    """Return what people did in the shared register: members read it; to others it would say who is asked next."""
    if person is None:
        return Q(pk__in=[])
    return Q(group=None, kind="register") & Q(Exists(Membership.objects.filter(person=person)))


def own_groups(person: Person | None) -> tuple[UUID, ...]:
    """Return the groups whose work a person may read. One query, where the page has not read them yet."""
    return tuple(sorted(places_of(person).names)) if person else ()


def newest_entries(body: Body, person: Person | None, own: tuple[UUID, ...], *, most: int) -> list[Entry]:
    """Return the newest entries about a body that this person of these groups may read, with the body. One query."""
    everybody, members, administrators = _newest(most)
    if person is not None and person.is_administrator:
        return administrators.all(body.pk)
    return members.all(own, body.pk) if own else everybody.all(body.pk)


@cache
def _newest(most: int) -> tuple[Asked[Entry], Asked[Entry], Asked[Entry]]:
    """Return the question as visitors, as members of some groups, and as administrators ask it: `entries_for`."""
    register = Q(group=None, kind="register")

    def about(body: UUID, may_be_read: Q) -> QuerySet[Entry]:
        return Entry.objects.filter(may_be_read, body=body).select_related("body")[:most]

    return (
        Asked(lambda body: about(body, Q(is_public=True))),
        Asked(lambda own, body: about(body, Q(is_public=True) | Q(group__in=own) | register)),
        Asked(lambda body: about(body, Q())),
    )


def public_entries() -> QuerySet[Entry]:
    """Return the entries that everyone may read."""
    return Entry.objects.filter(is_public=True)


def ways_on(person: Person | None, groups: tuple[UUID, ...]) -> Callable[[Entry], str]:
    """Return a function that says where an entry leads this person: to their group's work, a public page, nowhere."""
    own: set[UUID | None] = set(groups)
    if person is not None and person.is_administrator:
        own.add(None)  # what belongs to no group
    return lambda entry: entry.path if entry.group_id in own else entry.public_path
