"""The letters of a person's groups on their way out."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.foi.access import cases_of
from dueregard.parts.foi.models import Correspondence
from dueregard.parts.foi.models.correspondence import Direction

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


@dataclass(frozen=True, slots=True)
class OutboxPage:
    """What wants a person first, then everything, the newest first."""

    wants_a_person: list[OutboxLine]
    page: "Page[Correspondence]"
    lines: list[OutboxLine]


def outbox_page(person: Person, page: str) -> OutboxPage:
    """Return the outbox of a person's groups. Four queries."""
    letters = (
        Correspondence.objects.filter(direction=Direction.OUT, outgoing__isnull=False, case__in=cases_of(person))
        .select_related("outgoing", "case__body", "case__campaign")
        .order_by("-created_at", "pk")
    )
    stuck = letters.filter(outgoing__state__in=[OutgoingMessage.State.UNSURE, OutgoingMessage.State.FAILED])
    found = Paginator(letters, PER_PAGE).get_page(page)
    return OutboxPage(
        wants_a_person=[_line(letter) for letter in stuck[:PER_PAGE]],
        page=found,
        lines=[_line(letter) for letter in found.object_list],
    )


def _line(letter: Correspondence) -> OutboxLine:
    assert letter.outgoing is not None
    state = OutgoingMessage.State(letter.outgoing.state)
    return OutboxLine(letter, TONES[state], state.label)
