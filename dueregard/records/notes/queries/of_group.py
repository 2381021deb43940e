"""All notes of a person's groups, the newest first, and all that a network shows."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from dueregard.foundation.accounts.models import Person
from dueregard.records.groups.models import Network
from dueregard.records.notes.access import notes_of, shown_in_networks
from dueregard.records.notes.models import NetworkNote, Note
from dueregard.records.notes.queries.beside import NoteLine, other_line, own_line

PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class ListedNote:
    """A note with what it is beside, and in a network the way to take it back."""

    line: NoteLine
    beside: str
    href: str
    taken_back_by: int | None = None


@dataclass(frozen=True, slots=True)
class NotesList:
    """One page of notes."""

    notes: list[ListedNote]
    page: Page[Note] | Page[NetworkNote]


def notes_list(person: Person, number: str) -> NotesList:
    """Return a page of the notes of this person's groups. At most four queries."""
    rows = notes_of(person).select_related("group", "by", "changed_by", "body", "area", "meeting")
    page = Paginator(rows.prefetch_related("put_into__network"), PER_PAGE).get_page(number)
    return NotesList([_listed(note, own_line(note)) for note in page.object_list], page)


def network_notes(network: Network, person: Person, number: str) -> NotesList:
    """Return a page of what the groups of a network put in; one's own can be taken back. At most four queries."""
    rows = shown_in_networks(person).filter(network=network)
    rows = rows.select_related("note__group", "note__by", "note__body", "note__area", "note__meeting", "network")
    page = Paginator(rows, PER_PAGE).get_page(number)
    own = set(notes_of(person).filter(put_into__in=[put.pk for put in page.object_list]).values_list("pk", flat=True))
    listed = [
        _listed(put.note, other_line(put), taken_back_by=put.pk if put.note_id in own else None)
        for put in page.object_list
    ]
    return NotesList(listed, page)


def notes_in_network(network: Network, person: Person) -> int:
    """Return how many notes a network shows."""
    return shown_in_networks(person).filter(network=network).count()


def _listed(note: Note, line: NoteLine, *, taken_back_by: int | None = None) -> ListedNote:
    # Another group's meeting is not there for this reader: its name is enough.
    href = "" if note.meeting and line.pk is None else note.beside.get_absolute_url()
    words = f"meeting: {note.meeting}" if note.meeting else str(note.beside)
    return ListedNote(line, words, href, taken_back_by)
