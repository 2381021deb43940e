"""Brings private notes beside bodies and meetings of the example county; the network reads one of them."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from dueregard.records.bodies.queries.example import example_bodies
from dueregard.records.groups.models import Meeting, Network
from dueregard.records.groups.queries.example import example_cast
from dueregard.records.notes.actions.put_into_network import put_into_network
from dueregard.records.notes.actions.write_note import write_note

BESIDE = {
    "Exampleshire County Council": "The scrutiny committee meets every second Thursday; questions five days before.",
    "Mockton Borough Council": "They answer after the first reminder, never before.",
    "Sampleford High School": "A governor told us that the contract for the software ends in July.",
}


def bring(*, now: datetime) -> Iterator[None]:
    """Write the notes, and show one to the network."""
    cast, bodies = example_cast(), example_bodies()
    network = Network.objects.get(places__group=cast.schools)
    for days, (name, text) in enumerate(BESIDE.items()):
        at = now - timedelta(days=30 + 10 * days)
        note = write_note(group=cast.schools, beside=bodies[name], text=text, by=cast.bilal, now=at)
        if days == 1:
            put_into_network(note=note, network=network, by=cast.ada, now=at + timedelta(days=1))
        yield
    meeting = Meeting.objects.filter(group=cast.schools, starts_at__lt=now).order_by("-starts_at")[0]
    text = "Seven came. We publish the council’s assessment first. Cerys reads the minutes of the high school."
    write_note(group=cast.schools, beside=meeting, text=text, by=cast.cerys, now=now - timedelta(days=6))
    yield
