"""What waits among copies for the public: one for its second person, and one that was stopped or failed."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.records.evidence.access import documents_kept_by
from dueregard.records.redaction.models import Mark, PublicCopy
from dueregard.records.redaction.queries.second_look import old_copies
from dueregard.records.todo.queries.kinds import For, Kind, Row, Says, day_of

OF_COPY = ("document__title", "document__name", "prepared_by__name", "document_id")
State = PublicCopy.State


def waits(person: Person, today: date) -> tuple[Kind, ...]:
    """Return the kinds of copies. Whoever made a copy or set marks in it is not its second person."""
    copies = PublicCopy.objects.filter(document__in=documents_kept_by(person))
    own_marks = Mark.objects.filter(document=OuterRef("document"), by=person)
    newer = PublicCopy.objects.filter(document=OuterRef("document"), prepared_at__gt=OuterRef("prepared_at"))
    ready = copies.filter(~Exists(own_marks), state=State.READY).exclude(prepared_by=person)
    stopped = copies.filter(~Exists(newer), state__in=[State.REFUSED, State.FAILED])
    return (
        Kind(
            code="second-person",
            one="public copy waits for its second person",
            several="public copies wait for their second person",
            page="evidence:documents",
            to=For.GROUP,
            rows=ready,
            group="document__group",
            since=day_of("prepared_at"),
            is_at_once=True,
            columns=OF_COPY,
            says=_says_ready,
            seen=copies,
            done={
                "publish_copy": "published a copy of “{0}{1}”",
                "drop_copy": "discarded a copy of “{0}{1}”",
                "prepare_copy": "made a public copy of “{0}{1}”",
            },
        ),
        Kind(
            code="second-look",
            one="public copy needs a second look",
            several="public copies need a second look",
            page="redaction:second_look",
            to=For.GROUP,
            rows=old_copies(person),
            group="document__group",
            since=day_of("decided_at"),
            is_at_once=True,
            columns=OF_COPY,
            says=_says_old,
            seen=copies,
            done={
                "look_at_copy_again": "looked again at the public copy of “{0}{1}”",
                "withdraw_copy": "withdrew the public copy of “{0}{1}”",
            },
        ),
        Kind(
            code="stopped-copy",
            one="public copy was stopped",
            several="public copies were stopped",
            page="evidence:documents",
            to=For.ACTING,
            rows=stopped,
            group="document__group",
            since=day_of("prepared_at"),
            columns=OF_COPY,
            says=_says_stopped,
            may_put_away=True,
        ),
    )


def _says_ready(row: Row) -> Says:
    return Says(
        title="Check a public copy before it goes out",
        about=f"{row.words[0] or row.words[1]}. Made by {row.words[2]}, so not by {row.words[2]}.",
        href=_page(row),
        act="Check it",
    )


def _says_old(row: Row) -> Says:
    return Says(
        title="Look at a public copy again",
        about=f"{row.words[0] or row.words[1]}. It may show words that nobody sees in the original.",
        href=reverse("redaction:second_look"),
        act="Look again",
    )


def _says_stopped(row: Row) -> Says:
    return Says(
        title="Mend a public copy that was stopped",
        about=f"{row.words[0] or row.words[1]}. Something was still there, or the copy could not be made.",
        href=_page(row),
        act="See why",
    )


def _page(row: Row) -> str:
    return reverse("redaction:publication", args=[UUID(row.words[3])])
