"""Founds a network and asks groups to join it; a group joins or leaves by its own caseworker."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.records.groups.models import Group, Network, NetworkPlace
from dueregard.records.groups.queries.network_kinds import network_kinds
from dueregard.records.notes.models import NetworkNote


class NetworkExists(Exception):
    """There is a network of this name already."""


def found_network(*, name: str, about: str, groups: Iterable[Group], by: Person, now: datetime) -> Network:
    """Found a network and ask these groups; each is in it once its own caseworker says yes. Raises: NetworkExists"""
    try:
        with transaction.atomic():
            if Network.objects.filter(name__iexact=name).exists():
                raise NetworkExists
            network = Network.objects.create(name=name, about=about, founded_at=now)
            record_act(by=by, did="found_network", on=network, at=now)
            ask_groups(network=network, groups=groups, by=by, now=now)
    except IntegrityError as clash:  # somebody founded it at the same moment
        raise NetworkExists from clash
    return network


def ask_groups(*, network: Network, groups: Iterable[Group], by: Person, now: datetime) -> None:
    """Ask further groups to join. One that is in it or was asked stays as it is."""
    with transaction.atomic():
        for group in groups:
            place, is_new = NetworkPlace.objects.get_or_create(
                network=network, group=group, defaults={"asked_at": now, "asked_by": by}
            )
            if is_new:
                record_act(by=by, did="ask_to_network", on=place, at=now, details={"group": str(group.pk)})


def join_network(*, place: NetworkPlace, by: Person, now: datetime) -> NetworkPlace:
    """Join, for the group. Twice changes nothing. Raises: NetworkPlace.DoesNotExist"""
    with transaction.atomic():
        place = NetworkPlace.objects.select_for_update().get(pk=place.pk)
        if place.joined_at is None:
            place.joined_at, place.joined_by = now, by
            place.save(update_fields=["joined_at", "joined_by"])
            record_act(by=by, did="join_network", on=place, at=now)
    return place


def leave_network(*, place: NetworkPlace, by: Person, now: datetime) -> None:
    """Leave, or say no. What the group put in is shown to nobody else any more. Twice changes nothing."""
    with transaction.atomic():
        if NetworkPlace.objects.filter(pk=place.pk).select_for_update().first() is not None:
            details = {"network": str(place.network_id), "group": str(place.group_id)}
            record_act(by=by, did="leave_network", on=place, at=now, details=details)
            NetworkNote.objects.filter(network=place.network_id, note__group=place.group_id).delete()
            for kind in network_kinds():
                its_own = {"network": place.network_id, f"thing__{kind.group}": place.group_id}
                kind.model.objects.filter(**its_own).delete()
            NetworkPlace.objects.filter(pk=place.pk).delete()
