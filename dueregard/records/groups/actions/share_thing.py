"""Puts a thing of a group into a network, where the other groups read what is told of it, and takes it back."""

from datetime import datetime

from django.db import transaction
from django.db.models import Model

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.records.groups.models import Network, NetworkPlace, PutIn
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


def take_out(*, kind: NetworkKind, put: PutIn, by: Person, now: datetime) -> None:
    """Show it to the network no longer. The thing stays with its group. Twice changes nothing."""
    with transaction.atomic():
        held = kind.model.objects.filter(pk=put.pk).select_for_update(of=("self",)).select_related("thing").first()
        if held is not None:
            details = {"network": str(held.network_id), "kind": kind.key}
            record_act(by=by, did="take_back_from_network", on=held.thing, at=now, details=details)
            held.delete()
