"""The notes beside a body, an area or a meeting, as members read them: their groups' own, and what networks show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.records.areas.models import Area
from dueregard.records.bodies.models import Body
from dueregard.records.groups.access import works_in_a_group
from dueregard.records.groups.models import Meeting
from dueregard.records.notes.access import notes_of, shown_in_networks
from dueregard.records.notes.models import NetworkNote, Note
from dueregard.rules.wiring.body_piece import BodyPiece

NOTES = 70  # after everything that everybody reads
MOST_SHOWN = 20


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
    """Return the notes beside a body; nothing for whoever works in no group. At most six queries."""
    return _pieces(Q(body=body), f"body/{body.slug}", person)


def area_pieces(area: Area, person: Person | None, near: Mapping[int, int], today: date) -> tuple[BodyPiece, ...]:
    """Return the notes beside an area and beside those it was made of. At most six queries."""
    return _pieces(Q(area__in=[key for key, far in near.items() if far == 0] or [area.pk]), f"area/{area.slug}", person)


def minutes_of(meeting: Meeting, person: Person) -> NotesBeside:
    """Return what was written of a meeting."""
    return notes_beside(Q(meeting=meeting), f"meeting/{meeting.pk}", person)


def notes_beside(which: Q, thing: str, person: Person) -> NotesBeside:
    """Return the notes of this person's groups, and what others put into their networks. Three queries."""
    kind, _, key = thing.partition("/")
    rows = (
        notes_of(person).filter(which).select_related("group", "by", "changed_by").prefetch_related("put_into__network")
    )
    own = list(rows[: MOST_SHOWN + 1])
    more = rows.count() - MOST_SHOWN if len(own) > MOST_SHOWN else 0
    of_note = Q(**{f"note__{name}": value for name, value in _pairs(which)})
    shown = shown_in_networks(person).filter(of_note).exclude(note__in=notes_of(person).filter(which))
    others = shown.select_related("note__group", "note__by", "note__changed_by", "network")[:MOST_SHOWN]
    return NotesBeside(
        own=[own_line(note) for note in own[:MOST_SHOWN]],
        more=more,
        shown=[other_line(one) for one in others],
        write_href=reverse("notes:write", args=[kind, key]),
        called="minutes" if kind == "meeting" else "note",
    )


def own_line(note: Note) -> NoteLine:
    """Return a note of one's own group."""
    networks = tuple(put.network.name for put in note.put_into.all())
    changed = str(note.changed_by) if note.changed_by and note.changed_by != note.by else ""
    return NoteLine(note.text, str(note.by), note.at, changed, note.group.name, note.pk, networks)


def other_line(put: NetworkNote) -> NoteLine:
    """Return a note of another group as its network shows it: the group is named, its people are not."""
    note = put.note
    return NoteLine(note.text, "", note.at, "", note.group.name, None, (put.network.name,))


def _pieces(which: Q, thing: str, person: Person | None) -> tuple[BodyPiece, ...]:
    if person is None or not works_in_a_group(person):
        return ()
    return (BodyPiece(NOTES, "notes/beside.html", notes_beside(which, thing, person)),)


def _pairs(which: Q) -> list[tuple[str, object]]:
    return [(str(child[0]), child[1]) for child in which.children if isinstance(child, tuple)]
