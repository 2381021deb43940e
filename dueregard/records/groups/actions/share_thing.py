"""Puts a thing of a group into a network, where the other groups read what is told of it, and takes it back."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.records.groups.models import Network, NetworkPlace, PutIn
from dueregard.records.groups.queries.network_kinds import network_kinds
from dueregard.rules.wiring.network_kind import NetworkKind


class NotInThisNetwork(ValueError):
    """The thing's group is not in the network."""


def put_in(*, kind: NetworkKind, thing: Model, network: Network, by: Person, now: datetime) -> PutIn:
    """Show a thing to the network's groups, as it is and as it will be changed. Twice changes nothing.

    Raises: NotInThisNetwork
    """
    with transaction.atomic():
        group = type(thing)._default_manager.filter(pk=thing.pk).values(kind.group)
        place = NetworkPlace.objects.filter(network=network, group__in=group, joined_at__isnull=False)
        if place.select_for_update().first() is None:  # held: a group that leaves at this moment takes this along
            raise NotInThisNetwork
        put: PutIn
        put, is_new = kind.model.objects.get_or_create(network=network, thing=thing, defaults={"by": by, "at": now})
        if is_new:
            details = {"network": str(network.pk), "kind": kind.key}
            record_act(by=by, did="put_into_network", on=thing, at=now, details=details)
    return put


def take_out(*, kind: NetworkKind, thing: Model, network: Network, by: Person | None, now: datetime) -> None:
    """Show it to the network no longer. The thing stays with its group. Twice changes nothing."""
    with transaction.atomic():
        held = kind.model.objects.filter(network=network, thing=thing).select_for_update().first()
        if held is not None:
            details = {"network": str(network.pk), "kind": kind.key}
            record_act(by=by, did="take_back_from_network", on=thing, at=now, details=details)
            held.delete()


def take_out_everywhere(*, row: Model, by: Person | None, now: datetime) -> None:
    """Show a row to no network any more, nor the things that are told by its words, as a claim is by its question."""
    with transaction.atomic():
        for kind in network_kinds():
            for put in _told_by(kind, row):
                take_out(kind=kind, thing=put.thing, network=put.network, by=by, now=now)


def _told_by(kind: NetworkKind, row: Model) -> Iterator[Any]:
    model = kind.model._meta.get_field("thing").related_model
    paths = {"thing": model} | {f"thing__{name}": model._meta.get_field(name).related_model for name in kind.beside}
    for path, said in paths.items():
        if isinstance(row, said):
            yield from kind.model.objects.filter(**{path: row.pk}).select_related("thing", "network")
