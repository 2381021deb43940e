"""What waits among documents: files that are no longer the bytes that came, and files that no program could read."""

from datetime import date
from uuid import UUID

from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.records.evidence.access import documents_kept_by
from dueregard.records.evidence.models import Fixity, Reading
from dueregard.records.todo.queries.kinds import For, Kind, Row, Says, day_of
from dueregard.rules.documents.reading import REASONS, Reason

OF_DOCUMENT = ("title", "name", "fixity", "reason")


def waits(person: Person, today: date) -> tuple[Kind, ...]:
    """Return the kinds of documents."""
    documents = documents_kept_by(person)
    return (
        Kind(
            code="damaged",
            one="stored file is damaged or missing",
            several="stored files are damaged or missing",
            page="evidence:documents",
            to=For.GROUP,
            rows=documents.exclude(fixity=Fixity.KEPT),
            group="group",
            since=TruncDate(Coalesce("checked_at", "received_at")),
            is_at_once=True,
            columns=OF_DOCUMENT,
            says=_says_damaged,
        ),
        Kind(
            code="unreadable",
            one="file could not be read",
            several="files could not be read",
            page="evidence:documents",
            to=For.GROUP,
            rows=documents.filter(reading=Reading.UNREADABLE, copy_of=None),
            group="group",
            since=day_of("received_at"),
            columns=OF_DOCUMENT,
            says=_says_unreadable,
            may_put_away=True,
            seen=documents,
            done={"read_document_again": "had “{1}” read again"},
        ),
    )


def _says_damaged(row: Row) -> Says:
    return Says(
        title=f"Replace the stored file of “{row.words[0] or row.words[1]}”",
        about=f"The file {Fixity(row.words[2]).label}. Restore it from a back-up.",
        href=reverse("evidence:document", args=[UUID(row.key)]),
        act="Look at it",
    )


def _says_unreadable(row: Row) -> Says:
    why = REASONS.get(Reason(row.words[3]), "") if row.words[3] in set(Reason) else ""
    return Says(
        title=f"Read “{row.words[0] or row.words[1]}” yourself",
        about=f"The site could not read it. {why}".strip(),
        href=reverse("evidence:document", args=[UUID(row.key)]),
        act="Open it",
    )
