"""Meetings, notes and a network, of both groups: Northport is in the network, Southmoor was asked."""

from datetime import timedelta
from uuid import UUID

from dueregard.records.areas.models import Area
from dueregard.records.groups.actions.calendar_keys import renew_calendar_key
from dueregard.records.groups.actions.found_network import found_network, join_network
from dueregard.records.groups.actions.share_thing import put_in
from dueregard.records.groups.models import Meeting, Network
from dueregard.records.groups.queries.in_network import KIND as MEETINGS
from dueregard.records.notes.actions.put_into_network import put_into_network
from dueregard.records.notes.actions.write_note import write_note
from tests.doors.world import NETWORK, NOW, World, realm_of


def add_meetings(world: World) -> None:
    """Plan a meeting of each group, write notes beside everything, and let Northport show one to its network."""
    cast, nils = world.everybody.cast, world.everybody.nils
    world.secrets["meetings of volunteer"] = renew_calendar_key(person=cast.ben, by=cast.ben, now=NOW)
    world.secrets["meetings of departed"] = renew_calendar_key(person=nils, by=nils, now=NOW)
    area = Area.objects.get(slug="northport")
    network = Network.objects.create(pk=UUID(NETWORK), name="Northern network", founded_at=NOW)
    empty = found_network(name="Empty network", about="", groups=[], by=cast.dana, now=NOW)
    for group in (cast.northport, cast.southmoor):
        realm, by = realm_of(world, group), world.worker_of(group)
        planted = world.planted.text
        meeting = Meeting.objects.create(
            group=group,
            title=planted(realm, "title of a meeting"),
            starts_at=NOW + timedelta(days=9),
            place=planted(realm, "place of a meeting"),
            agenda=planted(realm, "agenda of a meeting"),
            written_by=by,
            written_at=NOW,
            changed_at=NOW,
        )
        world.add("meeting", f"a meeting of {group.name}", realm, pk=meeting.pk)
        for beside in (world.body, area, meeting):
            text = planted(realm, f"note beside {beside}")
            note = write_note(group=group, beside=beside, text=text, by=by, now=NOW)
            world.add("group note", f"a note of {group.name} beside {beside}", realm, pk=note.pk)
        place = network.places.create(group=group, asked_at=NOW, asked_by=cast.dana)
        world.add("place in a network", f"the place of {group.name} in a network", realm, pk=place.pk)
        world.add("asked to a network", f"what asks {group.name}", realm, pk=place.pk)
        if group == cast.northport:
            join_network(place=place, by=by, now=NOW)
            text = planted(realm, "note put into a network")
            own = write_note(group=group, beside=area, text=text, by=by, now=NOW)
            put = put_into_network(note=own, network=network, by=by, now=NOW)
            world.add("note to put in", "a note for a network", realm, pk=own.pk)
            world.add("put in", "a note in a network", realm, pk=put.pk)
            world.add("thing to put in", "a meeting for a network", realm, pk=NETWORK, kind="meeting", thing=meeting.pk)
            put_in(kind=MEETINGS, thing=meeting, network=network, by=by, now=NOW)
            world.add("thing put in", "a meeting in a network", realm, pk=NETWORK, kind="meeting", thing=meeting.pk)
            world.add("own group note", "a note of the caseworker's own", "caseworker", pk=own.pk)
    world.add("network", "a network that Northport is in", "northport", pk=network.pk)
    world.add("network", "a network without groups", "administrators", pk=empty.pk)
