"""What happened to the e-mails from one upload."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.models import StoredEmail
from dueregard.parts.foi.access import cases_of, held_emails
from dueregard.parts.foi.models import Correspondence
from dueregard.records.groups.models import Group

PER_PAGE = 100
State = StoredEmail.State
TONES = {
    State.WAITING: "wait",
    State.FILED: "good",
    State.HELD: "soon",
    State.SETTLED: "quiet",
    State.SET_ASIDE: "quiet",
}
WORDS = {
    State.WAITING: "waiting to be read",
    State.FILED: "filed to a case",
    State.HELD: "in the holding pen",
    State.SETTLED: "nothing to file",
    State.SET_ASIDE: "set aside",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its words."""

    number: int
    words: str
    tone: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class ImportedLine:
    """One e-mail and its state."""

    subject: str
    hint: str
    tone: str
    state: str
    href: str


@dataclass(frozen=True, slots=True)
class ImportPage:
    """The page of one upload."""

    group: Group
    says: str
    total: int
    read: int
    waiting: int
    figures: tuple[Figure, ...]
    lines: tuple[ImportedLine, ...]
    page: "Page[StoredEmail]"


def import_page(*, group: Group, at: datetime, known: int, person: Person, page: str) -> ImportPage:
    """Return the state of each e-mail of one upload. `known` counts those that were already here. Five queries."""
    emails = StoredEmail.objects.filter(
        arrived_by=StoredEmail.Arrival.UPLOAD, group_hint=group.pk, received_at=at
    ).order_by("pk")
    counts = dict(emails.order_by().values_list("state").annotate(Count("pk")))
    total, waiting = sum(counts.values()), counts.get(State.WAITING, 0)
    found = Paginator(emails, PER_PAGE).get_page(page)
    return ImportPage(
        group=group,
        says=_says(total, known),
        total=total,
        read=total - waiting,
        waiting=waiting,
        figures=(
            Figure(counts.get(State.FILED, 0), "filed to a case"),
            Figure(counts.get(State.HELD, 0), "in the holding pen", "soon" if counts.get(State.HELD) else ""),
            Figure(counts.get(State.SETTLED, 0), "nothing to file"),
            Figure(known, "already here"),
        ),
        lines=_lines(found.object_list, person),
        page=found,
    )


def _says(total: int, known: int) -> str:
    new = "No new e-mails" if not total else f"{total} new {'e-mail' if total == 1 else 'e-mails'}"
    if not known:
        return f"{new}."
    were = "was already here and was" if known == 1 else "were already here and were"
    return f"{new}; {known} {were} not filed again."


def _lines(emails: Iterable[StoredEmail], person: Person) -> tuple[ImportedLine, ...]:
    emails = list(emails)
    replies = dict(
        Correspondence.objects.filter(email__in=emails, case__in=cases_of(person)).values_list("email_id", "pk")
    )
    held = dict(held_emails(person).filter(email__in=emails, cleared_at=None).values_list("email_id", "pk"))
    return tuple(_line(email, replies.get(email.pk), held.get(email.pk)) for email in emails)


def _line(email: StoredEmail, reply: object, held: object) -> ImportedLine:
    state = State(email.state)
    href = f"/desk/messages/{reply}/" if reply else f"/desk/holding-pen/{held}/" if held else ""
    may_read = bool(href) or state in (State.WAITING, State.SETTLED)
    return ImportedLine(
        subject=(email.subject if may_read else "") or "An e-mail",
        hint=email.trouble if may_read else "",
        tone=TONES[state],
        state=WORDS[state],
        href=href,
    )
