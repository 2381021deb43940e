"""What a group keeps about its cases for itself: notes, who looks after what, and what lists can be narrowed by."""

from dataclasses import dataclass
from datetime import datetime

from dueregard.foundation.accounts.models import Person
from dueregard.parts.foi.access import cases_of, colleagues_in, notes_on
from dueregard.parts.foi.models import Case
from dueregard.rules.casework.tags import all_tags, fenced

NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class ShownNote:
    """A note as the page of a case shows it."""

    pk: int
    text: str
    by: str
    at: datetime
    changed: str  # who changed it last, if anybody did


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a list of cases is narrowed by; empty for all."""

    campaign: str = ""
    tag: str = ""
    person: str = ""


def shown_notes(case: Case) -> tuple[ShownNote, ...]:
    """Return the notes of a case. One query, none for a case that is known to have none."""
    if not getattr(case, "has_notes", True):
        return ()
    return tuple(
        ShownNote(note.pk, note.text, note.by.name, note.at, note.changed_by.name if note.changed_by else "")
        for note in notes_on(case)
    )


def people_for(case: Case) -> dict[str, str]:
    """Return who may look after a case, by id, with whoever does it now."""
    people = {str(one.pk): one.name for one in colleagues_in(case)}
    if case.assigned_to:
        people.setdefault(str(case.assigned_to.pk), case.assigned_to.name)
    return people


def narrowing_choices(person: Person) -> dict[str, list[tuple[str, str]]]:
    """Return by what a person's cases can be narrowed: campaigns, tags, people. One query."""
    rows = list(
        cases_of(person)
        .order_by()
        .values_list("campaign_id", "campaign__title", "tags", "assigned_to_id", "assigned_to__name")
        .distinct()
    )
    campaigns = {str(pk): title for pk, title, *_ in rows}
    people = {str(pk): name for *_, pk, name in rows if name}
    return {
        "campaign": sorted(campaigns.items(), key=lambda one: one[1].casefold()),
        "tag": [(tag, tag) for tag in all_tags(tags for _, _, tags, _, _ in rows)],
        "person": [(NOBODY, "Nobody yet"), *sorted(people.items(), key=lambda one: one[1].casefold())],
    }


def tag_sought(tag: str) -> str:
    """Return the words by which the cases under a tag are found."""
    return fenced(tag)
