"""The invented people and groups of the example county, for the apps that let them do things.

Who they are is said here once; `actions/bring_example` makes them.
"""

from dataclasses import dataclass

from dueregard.foundation.accounts.models import Person
from dueregard.records.groups.models import Group

SCHOOLS = "Exampleshire Schools Watch"
CAMPUS = "Sampleford Campus Circle"


@dataclass(frozen=True, slots=True)
class Cast:
    """Two groups: in each a caseworker who asks, a second one who looks again, and a volunteer who sorts."""

    schools: Group
    campus: Group
    ada: Person  # caseworker, schools
    bilal: Person  # caseworker, schools: the second person
    cerys: Person  # volunteer, schools
    dev: Person  # caseworker, campus
    esi: Person  # caseworker, campus: the second person
    farah: Person  # volunteer, campus

    def caseworker_of(self, group: Group) -> Person:
        """Return who asks in a group's name."""
        return self.ada if group == self.schools else self.dev

    def second_of(self, group: Group) -> Person:
        """Return who looks again at what the first has done."""
        return self.bilal if group == self.schools else self.esi


def username(who: str) -> str:
    """Return the name that one of them signs in with."""
    return f"{who}.example"


def example_cast() -> Cast:
    """Return everybody. Raises: DoesNotExist, before they are there"""
    people = {name: Person.objects.get(username=username(name)) for name in Cast.__slots__[2:]}
    return Cast(Group.objects.get(name=SCHOOLS), Group.objects.get(name=CAMPUS), **people)
