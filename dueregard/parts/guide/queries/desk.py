"""What the people who keep the guide see: what waits, what is due to be looked over, and one section to edit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from dueregard.parts.guide.models import PrintFile, Revision, Suggestion
from dueregard.parts.guide.queries.history import DiffLine
from dueregard.parts.guide.queries.sections import edition_of, whole_edition
from dueregard.rules.guide.passage_ids import Numbered, passage_ids
from dueregard.rules.guide.text import read_passages
from dueregard.rules.guide.text_diff import diff_passages
from dueregard.rules.text.toml_text import to_toml

SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A section in the editors' list."""

    revision: Revision
    href: str
    tone: str
    state: str


@dataclass(frozen=True, slots=True)
class DeskPage:
    """The editors' list."""

    rows: tuple[DeskRow, ...]
    held: tuple[Suggestion, ...]
    proposals: tuple[DeskRow, ...]
    prints: tuple[PrintFile, ...]


def desk_page(today: date) -> DeskPage:
    """Return the editors' list. Three queries."""
    every = whole_edition()
    rows = tuple(_row(one, today) for one in every)
    return DeskPage(
        rows=rows,
        held=tuple(
            Suggestion.objects.filter(state=Suggestion.State.HELD).select_related("section").order_by("sent_at")
        ),
        proposals=tuple(row for row in rows if row.revision.section.has_proposal),
        prints=tuple(PrintFile.objects.filter(edition=edition_of(every))),
    )


def proposal_lines(revision: Revision) -> tuple[DiffLine, ...]:
    """Return what the pack's newer version of a section would change."""
    section = revision.section
    if not section.has_proposal:
        return ()
    old = [Numbered(name, one.words) for name, one in zip(revision.passages, read_passages(revision.text), strict=True)]
    words = [one.words for one in read_passages(section.shipped_text)]
    new = [Numbered(name, one) for name, one in zip(passage_ids(words, old), words, strict=True)]
    return tuple(
        DiffLine(one.change.value, "".join(piece.words for piece in one.pieces), one.pieces)
        for one in diff_passages(old, new)
    )


def editable_tables(meta: dict[str, Any]) -> str:
    """Return the facts and tools of a section as an editor changes them."""
    return to_toml({key: meta[key] for key in ("tools", "facts") if meta.get(key)}) if meta else ""


def _row(revision: Revision, today: date) -> DeskRow:
    if revision.review_by < today:
        tone, state = "late", "check overdue"
    elif revision.review_by - today <= SOON:
        tone, state = "soon", "check due soon"
    else:
        tone, state = "good", "up to date"
    return DeskRow(revision, reverse("guide:edit", args=[revision.section.slug]), tone, state)
