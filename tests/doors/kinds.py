"""The kinds of people who may stand at a door, and the sessions they come with."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.test import Client

from dueregard.foundation.accounts.models import Person
from dueregard.records.groups.models import Membership, Role
from tests.people import LONG_AGO, Cast, make_cast, make_person
from tests.sessions import give_code_app, sign_in, sign_in_by_password_only

KINDS = (
    "visitor",
    "half",  # gave a caseworker's password, and has not shown the second factor
    "departed",  # was caseworker and keyholder of Northport; works in no group now
    "outsider",  # a caseworker of Southmoor
    "volunteer",
    "keyholder",  # a volunteer of Northport who may fetch what is sealed
    "caseworker",
    "administrator",
)


@dataclass(frozen=True)
class Everybody:
    """The people of both groups, and the sessions by kind."""

    cast: Cast
    kit: Person  # volunteer and keyholder, Northport
    nils: Person  # left Northport
    sessions: Mapping[str, Client]

    def client(self, kind: str) -> Client:
        """Return a new client with the session of this kind of person; what it learns, the next does not know."""
        client = Client(raise_request_exception=False)
        for name, morsel in self.sessions[kind].cookies.items():
            client.cookies[name] = morsel.value
        return client


def make_everybody() -> Everybody:
    """Make the cast, and those whom it lacks. Nils is a member until `leave`."""
    cast = make_cast()
    kit, nils = make_person("kit"), make_person("nils")
    Membership.objects.create(group=cast.northport, person=kit, role=Role.VOLUNTEER, since=LONG_AGO)
    Membership.objects.create(group=cast.northport, person=nils, role=Role.CASEWORKER, since=LONG_AGO)
    half = make_person("hana")
    Membership.objects.create(group=cast.northport, person=half, role=Role.CASEWORKER, since=LONG_AGO)
    give_code_app(half)
    sessions = {
        "visitor": Client(),
        "half": sign_in_by_password_only(half),
        "departed": sign_in(nils),
        "outsider": sign_in(cast.carys),
        "volunteer": sign_in(cast.ben),
        "keyholder": sign_in(kit),
        "caseworker": sign_in(cast.asha),
        "administrator": sign_in(cast.dana),
    }
    assert tuple(sessions) == KINDS
    return Everybody(cast, kit, nils, sessions)


def leave(everybody: Everybody) -> None:
    """Take Nils out of the group, as an administrator's database might: his session and his key stay."""
    Membership.objects.filter(person=everybody.nils).delete()
