"""The notes beside a body, an area or a meeting, as members read them: their groups' own, and what networks show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, prefetch_related_objects
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.records.areas.models import Area
from dueregard.records.bodies.models import Body
from dueregard.records.groups.access import AskedFor, groups_of, works_in_a_group
from dueregard.records.groups.models import Group, Meeting
from dueregard.records.notes.access import notes_of, notes_of_groups, shown_in_networks_of
from dueregard.records.notes.models import NetworkNote, Note
from dueregard.rules.wiring.body_piece import BodyPiece

NOTES = 70  # after everything that everybody reads
MOST_SHOWN = 20
Which = Mapping[str, Any]  # a column of a note, or several, with what is in it


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One note as it is shown. `pk` is None for another group's, which one only reads."""

    text: str
    by: str
    at: datetime
    changed: str
    group: str
    pk: UUID | None
    networks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotesBeside:
    """The newest notes beside one thing, and where one is written."""

    own: list[NoteLine]
    more: int
    shown: list[NoteLine]
    write_href: str
    called: str

    @property
    def is_shared(self) -> bool:
        """Tell whether another group reads some of it, or wrote some of it."""
        return bool(self.shown) or any(note.networks for note in self.own)


def body_pieces(body: Body, person: Person | None, today: date, number: str) -> tuple[BodyPiece, ...]:
    """Return the notes beside a body; nothing for whoever works in no group. At most four queries."""
    if person is None or not works_in_a_group(person):
        return ()
    own, others = _OWN_OF_BODY.all(person, body.pk), _OTHERS_OF_BODY.all(person, body.pk)
    return (_piece(notes_beside({"body": body.pk}, f"body/{body.slug}", person, own, others)),)


def area_pieces(area: Area, person: Person | None, near: Mapping[int, int], today: date) -> tuple[BodyPiece, ...]:
    """Return the notes beside an area and beside those it was made of. At most six queries."""
    if person is None or not works_in_a_group(person):
        return ()
    which = {"area__in": [key for key, far in near.items() if far == 0] or [area.pk]}
    return (_piece(_notes_beside(which, f"area/{area.slug}", person)),)


def minutes_of(meeting: Meeting, person: Person) -> NotesBeside:
    """Return what was written of a meeting."""
    return _notes_beside({"meeting": meeting.pk}, f"meeting/{meeting.pk}", person)


def _piece(notes: NotesBeside) -> BodyPiece:
    return BodyPiece(NOTES, "notes/beside.html", notes)


def _notes_beside(which: Which, thing: str, person: Person) -> NotesBeside:
    groups = groups_of(person)
    return notes_beside(which, thing, person, list(_own(groups, which)), list(_others(groups, which)))


def notes_beside(which: Which, thing: str, person: Person, own: list[Note], others: list[NetworkNote]) -> NotesBeside:
    """Return the notes of this person's groups, and what others put into their networks, as they are shown.

    One query where there are more notes than are shown, and two where some of them are in a network.
    """
    kind, _, key = thing.partition("/")
    more = notes_of(person).filter(**which).count() - MOST_SHOWN if len(own) > MOST_SHOWN else 0
    prefetch_related_objects([note for note in own if note.is_put], "put_into__network")  # type: ignore[attr-defined]
    return NotesBeside(
        own=[own_line(note) for note in own[:MOST_SHOWN]],
        more=more,
        shown=[other_line(one) for one in others],
        write_href=reverse("notes:write", args=[kind, key]),
        called="minutes" if kind == "meeting" else "note",
    )


def _own(groups: QuerySet[Group], which: Which) -> QuerySet[Note]:
    is_put = Exists(NetworkNote.objects.filter(note=OuterRef("pk")).order_by())
    notes = notes_of_groups(groups).filter(**which).select_related("group", "by", "changed_by")
    return notes.annotate(is_put=is_put)[: MOST_SHOWN + 1]


def _others(groups: QuerySet[Group], which: Which) -> QuerySet[NetworkNote]:
    of_note = {f"note__{name}": value for name, value in which.items()}
    shown = shown_in_networks_of(groups).filter(**of_note).exclude(note__in=notes_of_groups(groups).filter(**which))
    return shown.select_related("note__group", "note__by", "note__changed_by", "network")[:MOST_SHOWN]


_OWN_OF_BODY = AskedFor(lambda groups, body: _own(groups, {"body": body}))
_OTHERS_OF_BODY = AskedFor(lambda groups, body: _others(groups, {"body": body}))


def own_line(note: Note) -> NoteLine:
    """Return a note of one's own group."""
    is_put = getattr(note, "is_put", True)  # where nobody has looked, there may be some
    networks = tuple(put.network.name for put in note.put_into.all()) if is_put else ()
    changed = str(note.changed_by) if note.changed_by and note.changed_by != note.by else ""
    return NoteLine(note.text, str(note.by), note.at, changed, note.group.name, note.pk, networks)


def other_line(put: NetworkNote) -> NoteLine:
    """Return a note of another group as its network shows it: the group is named, its people are not."""
    note = put.note
    return NoteLine(note.text, "", note.at, "", note.group.name, None, (put.network.name,))
