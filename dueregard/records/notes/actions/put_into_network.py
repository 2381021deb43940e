"""Puts a group's note into a network, where the members of its groups can read it, and takes it back."""

from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.records.groups.models import Network, NetworkPlace
from dueregard.records.notes.models import NetworkNote, Note


class NotInNetwork(ValueError):
    """The note's group is not in this network."""


def put_into_network(*, note: Note, network: Network, by: Person, now: datetime) -> NetworkNote:
    """Show a note to the network's groups, as it is and as it will be changed. Twice changes nothing.

    Raises: NotInNetwork
    """
    with transaction.atomic():
        place = NetworkPlace.objects.filter(network=network, group=note.group, joined_at__isnull=False)
        if place.select_for_update().first() is None:  # held: who leaves at this moment takes this note along
            raise NotInNetwork
        put, is_new = NetworkNote.objects.get_or_create(network=network, note=note, defaults={"by": by, "at": now})
        if is_new:
            record_act(by=by, did="put_into_network", on=note, at=now, details={"network": str(network.pk)})
    return put


def take_back(*, put: NetworkNote, by: Person, now: datetime) -> None:
    """Show it to the network no longer. The note stays with its group. Twice changes nothing."""
    with transaction.atomic():
        if NetworkNote.objects.filter(pk=put.pk).select_for_update().first() is not None:
            details = {"network": str(put.network_id)}
            record_act(by=by, did="take_back_from_network", on=put.note, at=now, details=details)
            NetworkNote.objects.filter(pk=put.pk).delete()
