"""The people whom tests name: two of one group, a caseworker of another, an administrator, a visitor.

Asha and Ben work in Northport; Carys works in Southmoor; Dana runs the server. A visitor is nobody.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from dueregard.foundation.accounts.models import Person
from dueregard.records.groups.models import Group, Membership, Role

LONG_AGO = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Cast:
    """Everybody, and the groups they work in."""

    northport: Group
    southmoor: Group
    asha: Person  # caseworker, Northport
    ben: Person  # volunteer, Northport
    carys: Person  # caseworker, Southmoor
    dana: Person  # administrator


def make_person(username: str, *, is_administrator: bool = False) -> Person:
    """Make a person who can sign in with the password "correct horse battery"."""
    person = Person(username=username, name=username.title(), is_administrator=is_administrator, created_at=LONG_AGO)
    person.set_password("correct horse battery")
    person.save()
    return person


def make_cast() -> Cast:
    """Make the two groups and their people."""
    northport = Group.objects.create(
        name="Northport group", slug="northport", signature="Asha Example", created_at=LONG_AGO
    )
    southmoor = Group.objects.create(
        name="Southmoor group", slug="southmoor", signature="Carys Example", created_at=LONG_AGO
    )
    asha, ben, carys = make_person("asha"), make_person("ben"), make_person("carys")
    Membership.objects.create(group=northport, person=asha, role=Role.CASEWORKER, since=LONG_AGO)
    Membership.objects.create(group=northport, person=ben, role=Role.VOLUNTEER, since=LONG_AGO)
    Membership.objects.create(group=southmoor, person=carys, role=Role.CASEWORKER, since=LONG_AGO)
    return Cast(northport, southmoor, asha, ben, carys, make_person("dana", is_administrator=True))


def of_southmoor(cast: Cast) -> Cast:
    """Return the same people as Southmoor sees them: its caseworker Carys stands where Asha stands in Northport."""
    return Cast(cast.southmoor, cast.northport, cast.carys, cast.ben, cast.asha, cast.dana)
