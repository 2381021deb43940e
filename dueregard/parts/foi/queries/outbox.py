"""The letters that a person's groups are sending."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.foundation.mail.queries import shown_time
from dueregard.parts.foi.access import cases_of, cases_worked_by, letters_worked_by
from dueregard.parts.foi.models import Correspondence
from dueregard.parts.foi.models.correspondence import Direction
from dueregard.rules.casework.events import Phase

PER_PAGE = 50
TONES = {
    OutgoingMessage.State.WAITING: "wait",
    OutgoingMessage.State.CLAIMED: "wait",
    OutgoingMessage.State.HANDING_OVER: "wait",
    OutgoingMessage.State.SENT: "good",
    OutgoingMessage.State.UNSURE: "late",
    OutgoingMessage.State.FAILED: "late",
    OutgoingMessage.State.UNDONE: "quiet",
}


@dataclass(frozen=True, slots=True)
class OutboxLine:
    """A letter in the outbox."""

    letter: Correspondence
    tone: str
    state: str
    can_undo: bool
    at: datetime  # as the clock of this site shows it: when it leaves, or when it came into this state


@dataclass(frozen=True, slots=True)
class OutboxPage:
    """The letters to check, then everything, newest first. `can_undo` counts those this person may undo."""

    wants_a_person: list[OutboxLine]
    can_undo: int
    page: "Page[Correspondence]"
    lines: list[OutboxLine]


def outbox_page(person: Person, page: str) -> OutboxPage:
    """Return the outbox of a person's groups. Five queries."""
    shown = ("outgoing", "case__body", "case__campaign")
    letters = _letters().filter(case__in=cases_of(person)).select_related(*shown).order_by("-created_at", "pk")
    stuck = letters_to_settle(person).select_related(*shown).order_by("-created_at", "pk")
    unsettled, found = list(stuck[:PER_PAGE]), Paginator(letters, PER_PAGE).get_page(page)
    worked = letters_worked_by(person, [*unsettled, *found.object_list])
    return OutboxPage(
        wants_a_person=[_line(letter, worked) for letter in unsettled],
        can_undo=letters_to_undo(person).count(),
        page=found,
        lines=[_line(letter, worked) for letter in found.object_list],
    )


def letters_to_undo(person: Person) -> QuerySet[Correspondence]:
    """Return the letters that wait and that this person may still undo."""
    return _letters().filter(case__in=cases_worked_by(person), outgoing__state=OutgoingMessage.State.WAITING)


def letters_to_settle(person: Person) -> QuerySet[Correspondence]:
    """Return the letters that a person must check: nobody knows whether they went, or a mail server refused them.

    A refused one needs no more checking once a newer letter of its kind was written, or the case was closed.
    """
    # The few rows in these two states are read first, by their own index: usually there are none, and that is all.
    return to_settle(person).filter(outgoing__in=list(_stuck().values_list("pk", flat=True)))


def _stuck() -> QuerySet[OutgoingMessage]:
    state = OutgoingMessage.State
    return OutgoingMessage.objects.filter(state__in=[state.UNSURE, state.FAILED])


def to_settle(person: Person) -> QuerySet[Correspondence]:
    """Return the same letters as a condition alone, for a larger question."""
    state = OutgoingMessage.State
    newer = _letters().filter(case=OuterRef("case"), step=OuterRef("step"), created_at__gt=OuterRef("created_at"))
    refused = Q(outgoing__state=state.FAILED) & ~Q(case__phase=Phase.CLOSED) & ~Exists(newer.exclude(_undone()))
    return _letters().filter(Q(outgoing__state=state.UNSURE) | refused, case__in=cases_of(person))


def newer_of_its_kind(letter: Correspondence) -> QuerySet[Correspondence]:
    """Return the letters of the same step that were written after this one and not undone."""
    same = _letters().filter(case=letter.case_id, step=letter.step, created_at__gt=letter.created_at)
    return same.exclude(_undone())


def _letters() -> QuerySet[Correspondence]:
    return Correspondence.objects.filter(direction=Direction.OUT, outgoing__isnull=False)


def _undone() -> Q:
    return Q(outgoing__state=OutgoingMessage.State.UNDONE)


def _line(letter: Correspondence, worked: Set[UUID]) -> OutboxLine:
    assert letter.outgoing is not None
    state = OutgoingMessage.State(letter.outgoing.state)
    can_undo = state is OutgoingMessage.State.WAITING and letter.pk in worked
    # The outbox counts on real time, and everything beside it shows the site's own; one page has one clock.
    at = shown_time(letter.outgoing.not_before if can_undo else letter.outgoing.state_at)
    return OutboxLine(letter, TONES[state], state.label, can_undo, at)
