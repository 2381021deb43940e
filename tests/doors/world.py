"""A world in which each kind of object stands private, withheld, public, and with another group; words planted in each.

Rows are made by the builders that other tests use, and by the site's own actions. Search finds all of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.models import EditNotice
from dueregard.foundation.search.actions.rebuild_index import rebuild_index
from dueregard.records.areas.models import Area, Tier
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.models import Document
from dueregard.records.groups.actions.invite_on_paper import invite_on_paper
from dueregard.records.groups.models import Group
from tests.builders import make_body, make_contact
from tests.doors.kinds import KINDS, Everybody
from tests.doors.planted import READERS, Planted
from tests.searching import nothing_to_say

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
NETWORK = "00000000-0000-4000-8000-00000000aaaa"  # the id of the network that Northport is in
EVERYBODY = frozenset(KINDS)


@dataclass(frozen=True)
class Thing:
    """One object that addresses name: what it is, who may see it, and how an address says so."""

    says: str
    readers: frozenset[str]
    members: frozenset[str]  # of the group whose it is; everybody where it is no group's
    names: Mapping[str, Any]  # the words of an address: pk, slug, number …


@dataclass
class World:
    """All that there is to ask for."""

    everybody: Everybody
    planted: Planted = field(default_factory=Planted)
    things: dict[str, list[Thing]] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)  # keys that open an address by themselves
    bodies: list[Body] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)  # a private one of each group, by its realm

    @property
    def body(self) -> Body:
        """The public body that everything is about."""
        return self.bodies[0]

    @property
    def northport(self) -> Group:
        """The group whose work nearly everything is."""
        return self.everybody.cast.northport

    @property
    def southmoor(self) -> Group:
        """The other group."""
        return self.everybody.cast.southmoor

    def add(self, kind: str, says: str, readers: str, /, *, of: str = "", **names: Any) -> None:
        """Let addresses name an object. `readers` is of READERS, or "everybody"; `of` says whose a public one is."""
        who = EVERYBODY if readers == "everybody" else READERS[readers]
        self.things.setdefault(kind, []).append(Thing(says, who, READERS[of] if of else who, names))

    def worker_of(self, group: Group) -> Person:
        """Return the caseworker of a group."""
        cast = self.everybody.cast
        return cast.asha if group == cast.northport else cast.carys


def realm_of(world: World, group: Group) -> str:
    """Return the kind of readers that the members of a group are."""
    return "northport" if group == world.northport else "southmoor"


def add_people_and_bodies(world: World) -> None:
    """Let addresses name the groups, their members and their links, a body and its address."""
    cast, kit = world.everybody.cast, world.everybody.kit
    for group, realm, member in ((cast.northport, "northport", kit), (cast.southmoor, "southmoor", cast.carys)):
        group.postal_address = world.planted.text(realm, "postal address of a group")
        group.save()
        place = group.memberships.get(person=member)
        world.add("group", group.name, realm, slug=group.slug)
        world.add("member", f"a member of {group.name}", realm, slug=group.slug, pk=place.pk)
        today = localdate()  # who opens it comes by the real clock
        last_on = today + timedelta(days=30)
        by = world.worker_of(group)
        paper, code = invite_on_paper(group=group, uses=9, last_on=last_on, today=today, by=by, now=NOW)
        world.secrets[f"paper of {realm}"] = code
        world.add("paper", f"a paper invitation of {group.name}", realm, slug=group.slug, pk=paper.pk)
        group.about = world.planted.text(realm, "what a group that is not public says of itself")
        group.save()
        world.add("import", f"letters brought in for {group.name}", realm, slug=group.slug, at=1)
    shown = Group.objects.create(
        name="Elmby group", slug="elmby-group", signature="Ellis Example", created_at=NOW, is_public=True,
        about="We ask the schools of Elmby.", reach="elmby@group.example",
    )  # fmt: skip
    world.add("public group", "the page of a public group", "everybody", slug=shown.slug)
    for group in (cast.northport, cast.southmoor):
        world.add("public group", "the page of a group that has none", "nobody", slug=group.slug)
    world.add("person", "an account", "administrators", pk=kit.pk)
    notice = EditNotice.objects.create(
        to=cast.asha,
        by=cast.dana,
        at=NOW,
        called="a body",
        path="/",
        lines=[{"field": "name", "was": world.planted.text("caseworker", "notice of an edit"), "now": ""}],
    )
    Person.objects.filter(pk=cast.asha.pk).update(has_notices=True)
    world.add("notice", "a notice of an edit", "caseworker", pk=notice.pk)
    body = make_body("University of Northport", slug="university-of-northport")
    contact = make_contact(body)
    world.add("body", "a body", "everybody", slug=body.slug)
    twin = make_body("Northport University", slug="northport-university")
    world.add("two entries", "two entries of a body", "everybody", slug=body.slug, other_slug=twin.slug)
    world.add("contact", "an address of a body", "everybody", slug=body.slug, pk=contact.pk)
    area = Area.objects.create(slug="northport", name="Northport", tier=Tier.SINGLE, nation="england")
    world.add("area", "a council area", "everybody", slug=area.slug)
    world.bodies.append(body)


def index_everything() -> None:
    """Read the whole world into the search index."""
    rebuild_index(progress=nothing_to_say)
