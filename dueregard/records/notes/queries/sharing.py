"""Into which networks a note can be put, and in which it is."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from dueregard.foundation.accounts.models import Person
from dueregard.records.groups.access import networks_of
from dueregard.records.groups.models import NetworkPlace
from dueregard.records.notes.models import NetworkNote, Note


@dataclass(frozen=True, slots=True)
class NetworkChoice:
    """A network of the note's group; `put` is the id by which the note can be taken back, if it is in it."""

    pk: UUID
    name: str
    groups: int
    put: int | None


def networks_to_put_into(note: Note, person: Person) -> list[NetworkChoice]:
    """Return the networks that the note's group has joined. Three queries."""
    joined = NetworkPlace.objects.filter(joined_at__isnull=False)
    of_group = joined.filter(group=note.group_id).values("network")
    networks = list(networks_of(person).filter(pk__in=of_group))
    put = dict(NetworkNote.objects.filter(note=note).values_list("network_id", "pk"))
    sizes: dict[UUID, int] = {}
    for network in joined.filter(network__in=networks).values_list("network_id", flat=True):
        sizes[network] = sizes.get(network, 0) + 1
    return [NetworkChoice(one.pk, one.name, sizes.get(one.pk, 0), put.get(one.pk)) for one in networks]
