"""The only door to notes: a group's own, and what other groups put into a network that one's own group has joined."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from dueregard.foundation.accounts.models import Person
from dueregard.records.areas.access import area_for
from dueregard.records.areas.models import Area
from dueregard.records.bodies.models import Body
from dueregard.records.groups.access import groups_of, meeting_for, networks_joined_by, networks_of
from dueregard.records.groups.models import Group, Meeting, Network, NetworkPlace
from dueregard.records.notes.models import NetworkNote, Note


def notes_of(person: Person | None) -> QuerySet[Note]:
    """Return the notes of this person's groups."""
    return notes_of_groups(groups_of(person))


def notes_of_groups(groups: QuerySet[Group]) -> QuerySet[Note]:
    """Return the notes of these groups, for whoever reads their work."""
    return Note.objects.filter(group__in=groups)


def note_for(person: Person | None, pk: UUID) -> Note:
    """Return a note of one of this person's groups. Raises: Http404"""
    note = notes_of(person).filter(pk=pk).select_related("group", "body", "area", "meeting", "by").first()
    if note is None:
        raise Http404
    return note


def note_by(person: Person, pk: UUID) -> Note:
    """Return a note that this person wrote and may remove. Raises: Http404"""
    note = note_for(person, pk)
    if note.by_id != person.pk:
        raise Http404
    return note


def shown_in_networks(person: Person | None) -> QuerySet[NetworkNote]:
    """Return what was put into the networks of this person's groups by groups that are in them still."""
    return _put_into(networks_of(person))


def shown_in_networks_of(groups: QuerySet[Group]) -> QuerySet[NetworkNote]:
    """Return what was put into the networks that these groups have joined, for whoever reads their work."""
    return _put_into(networks_joined_by(groups))


def _put_into(networks: QuerySet[Network]) -> QuerySet[NetworkNote]:
    still_in = NetworkPlace.objects.filter(
        network=OuterRef("network"), group=OuterRef("note__group"), joined_at__isnull=False
    )
    return NetworkNote.objects.filter(Exists(still_in), network__in=networks)


def put_in_by(person: Person | None, pk: int) -> NetworkNote:
    """Return something in a network that a group of this person put there. Raises: Http404"""
    found = NetworkNote.objects.filter(pk=pk, note__in=notes_of(person)).select_related("note", "network").first()
    if found is None:
        raise Http404
    return found


def beside_for(person: Person | None, kind: str, key: str) -> Body | Area | Meeting:
    """Return what a member of a group may write a note beside. Raises: Http404"""
    if not groups_of(person).exists():
        raise Http404
    if kind == "area":
        return area_for(key)
    found: Body | Meeting | None = None
    if kind == "body":
        found = Body.objects.filter(slug=key).first()
    elif kind == "meeting":
        try:
            found = meeting_for(person, UUID(key))
        except ValueError:
            found = None
    if found is None:
        raise Http404
    return found


def groups_that_note(person: Person, beside: Body | Area | Meeting) -> list[Group]:
    """Return in which groups' names this person may write a note beside it: of a meeting, its own group's alone."""
    if isinstance(beside, Meeting):
        return [beside.group]
    own = Group.objects.filter(memberships__person=person)
    return list((own if own.exists() else groups_of(person)).order_by("name"))
