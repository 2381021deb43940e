"""The pages of packages: the list of those a group asked for, and one with how far it is."""

from dataclasses import dataclass

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from dueregard.foundation.accounts.models import Person
from dueregard.records.packages.access import exports_of
from dueregard.records.packages.models import Export

ROWS = 50
State = Export.State
TONES = {State.WAITING: "wait", State.RUNNING: "wait", State.DONE: "good", State.FAILED: "late", State.REMOVED: "quiet"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One line about a package."""

    name: str
    words: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class ExportPage:
    """One package as its page shows it."""

    title: str
    group: str
    tone: str
    state: str
    is_making: bool
    done: int
    total: int
    trouble: str
    trouble_title: str
    href: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ExportRow:
    """A package in the list."""

    words: str
    href: str
    hint: str
    tone: str
    state: str


@dataclass(frozen=True, slots=True)
class ExportList:
    """The packages of a person's groups, the newest first."""

    rows: list[ExportRow]
    page: ListPage  # type: ignore[type-arg]


def export_page(export: Export) -> ExportPage:
    """Return the page of a package. No query."""
    facts = [Fact("Asked for", f"by {export.asked_by.name}, {_when(export)}"), Fact("Documents", f"{export.total:,}")]
    if export.size is not None and export.state == State.DONE:
        facts.append(Fact("Size", filesizeformat(export.size)))
        facts.append(Fact("SHA-256", export.sha256, source="Of the package. It is in the custody log too."))
    failed = export.state == State.FAILED
    return ExportPage(
        title=export.title,
        group=export.group.name,
        tone=TONES[State(export.state)],
        state=State(export.state).label,
        is_making=export.state in {State.WAITING, State.RUNNING},
        done=export.done,
        total=export.total,
        trouble=export.trouble + (" Tell the people who run the server, then export again." if failed else ""),
        trouble_title="The package could not be made. Nothing is lost." if failed else "The package is incomplete",
        href=reverse("packages:package", args=[export.pk]) if export.state == State.DONE else "",
        facts=tuple(facts),
    )


def export_list(person: Person, *, number: str) -> ExportList:
    """Return the packages of this person's groups. Two queries."""
    page = Paginator(exports_of(person).order_by("-asked_at", "pk"), ROWS).get_page(number)
    rows = [
        ExportRow(
            words=export.title,
            href=reverse("packages:export", args=[export.pk]),
            hint=f"{export.group.name}, {_when(export)}, {export.total:,} documents",
            tone=TONES[State(export.state)],
            state=State(export.state).label,
        )
        for export in page.object_list
    ]
    return ExportList(rows, page)


def _when(export: Export) -> str:
    return date_format(localtime(export.asked_at), "j F Y, H:i")
