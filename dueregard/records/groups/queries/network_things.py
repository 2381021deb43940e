"""What is in a network, kind by kind, as a member of one of its groups reads it; and what can be put in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import CharField, Count, Model, Value
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.records.groups.access import groups_of, own_things, put_into
from dueregard.records.groups.models import Group, Network, PutIn
from dueregard.records.groups.queries.network_kinds import network_kinds
from dueregard.rules.wiring.network_kind import NetworkKind, Told

PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class Tab:
    """One kind, with how much of it is in a network. The list of tabs is one component."""

    words: str
    href: str
    here: bool


@dataclass(frozen=True, slots=True)
class ThingLine:
    """A thing as the network reads it. Who put it in, its own group alone is told."""

    told: Told
    group: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A thing of a reader's own group: as the others would read it, and whether it is in."""

    told: Told
    group: str
    key: Any
    is_in: bool
    at: datetime | None
    by: str


@dataclass(frozen=True, slots=True)
class ThingsList:
    """A page of lines."""

    lines: list[ThingLine] | list[OwnLine]
    page: Page[Any]


def network_tabs(network: Network, notes: int, here: str) -> list[Tab]:
    """Return the kinds with their numbers; notes have a page of their own. One query."""
    counted = [
        put_into(network, kind).order_by().values(kind=Value(kind.key, CharField())).annotate(number=Count("pk"))
        for kind in network_kinds()
    ]
    numbers = {row["kind"]: row["number"] for row in counted[0].union(*counted[1:], all=True)}
    tabs = [Tab(f"Notes ({notes})", network.get_absolute_url(), here == "note")]
    for kind in network_kinds():
        href = reverse("network_things", args=[network.pk, kind.key])
        tabs.append(Tab(f"{kind.called} ({numbers.get(kind.key, 0)})", href, here == kind.key))
    return tabs


def things_in(network: Network, kind: NetworkKind, person: Person, number: str) -> ThingsList:
    """Return a page of what the groups put in, the newest first. Four queries and one for each list it reads."""
    rows = put_into(network, kind).select_related("by", f"thing__{kind.group}", *_paths(kind))
    rows = rows.prefetch_related(*(f"thing__{name}" for name in kind.listed))
    page = Paginator(rows, PER_PAGE).get_page(number)
    own = set(groups_of(person).values_list("pk", flat=True))
    return ThingsList([_line(kind, put, own) for put in page.object_list], page)


def things_to_put_in(network: Network, kind: NetworkKind, person: Person, number: str) -> ThingsList:
    """Return a page of a person's own things, with whether each is in the network. Four queries, as above."""
    rows = own_things(person, network, kind).select_related(kind.group, *kind.beside).prefetch_related(*kind.listed)
    page = Paginator(rows, PER_PAGE).get_page(number)
    things = list(page.object_list)
    put = {
        one.thing_id: one for one in kind.model.objects.filter(network=network, thing__in=things).select_related("by")
    }
    return ThingsList([_own_line(kind, thing, put.get(thing.pk)) for thing in things], page)


def told_of(kind: NetworkKind, thing: Model) -> Told:
    """Return what is told of a thing; one whose words were erased says so."""
    told = kind.told(thing)
    return told if told.title else Told("Erased")


def _paths(kind: NetworkKind) -> list[str]:
    return [f"thing__{name}" for name in kind.beside]


def _line(kind: NetworkKind, put: Any, own: set[Any]) -> ThingLine:
    thing: Model = put.thing
    group = _group_of(kind, thing)
    by = str(put.by) if put.by and group.pk in own else ""
    return ThingLine(told_of(kind, thing), group.name, put.at, by)


def _own_line(kind: NetworkKind, thing: Model, put: PutIn | None) -> OwnLine:
    told, group = told_of(kind, thing), _group_of(kind, thing)
    if put is None:
        return OwnLine(told, group.name, thing.pk, False, None, "")
    return OwnLine(told, group.name, thing.pk, True, put.at, str(put.by or ""))


def _group_of(kind: NetworkKind, thing: Model) -> Group:
    found: Any = thing
    for name in kind.group.split("__"):
        found = getattr(found, name)
    assert isinstance(found, Group)
    return found
