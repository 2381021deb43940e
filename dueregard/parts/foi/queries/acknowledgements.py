"""The replies that seem only to acknowledge, each with its whole text, for a person to read and sort together.

Which these are is decided in rules/mail/seems_acknowledging; what was sorted is written in actions/sort_together.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Length
from django.utils.safestring import mark_safe

from dueregard.foundation.accounts.models import Person
from dueregard.parts.foi.access import messages_of
from dueregard.parts.foi.models import Attachment, CaseEvent, Correspondence
from dueregard.parts.foi.models.correspondence import Direction
from dueregard.parts.foi.queries.message_page import Section, ShownMessage
from dueregard.parts.foi.queries.quoted import older_letters
from dueregard.rules.casework.events import EventKind, Phase, meanings_in
from dueregard.rules.law.laws import Law
from dueregard.rules.mail.our_words import OurLetters
from dueregard.rules.mail.quotes import PassageKind, fold_quotes
from dueregard.rules.mail.seems_acknowledging import (
    KINDS,
    MOST_CHARS,
    acknowledged_as,
    may_be_read_together,
    seems_only_to_acknowledge,
    words_of_theirs,
)

PER_PAGE = 30
MOST_READ = 400  # of the oldest unsorted replies; the rest are read when these have gone
NO_LETTERS = OurLetters()


@dataclass(frozen=True, slots=True)
class Acknowledging:
    """One reply that seems only to acknowledge, as the page shows it, and what sorting it records."""

    reply: Correspondence
    shown: ShownMessage
    kind: EventKind


@dataclass(frozen=True, slots=True)
class TogetherPage:
    """One page of them; `is_all` is false where there may be more than were counted."""

    page: "Page[Acknowledging]"
    is_all: bool


def unsorted_replies(person: Person) -> QuerySet[Correspondence]:
    """Return the unsorted replies, the oldest first, that are short and have no file, no doubt and nothing odd."""
    doubts = CaseEvent.objects.filter(correspondence=OuterRef("pk"), kind=EventKind.ARRIVAL_DOUBTED, struck_at=None)
    files = Attachment.objects.filter(correspondence=OuterRef("pk"))
    replies = messages_of(person).filter(direction=Direction.IN, is_sorted=False, collect_by=None, kind__in=KINDS)
    return (
        replies.alias(chars=Length("text"))
        .filter(~Exists(files), ~Exists(doubts), chars__lte=MOST_CHARS, notes=[])
        .select_related("case__body", "case__campaign")
        .defer("html")
        .order_by("at", "created_at", "pk")
    )


def together_page(person: Person, number: str) -> TogetherPage:
    """Return one page. Two queries, however many replies there are."""
    replies = list(unsorted_replies(person)[: MOST_READ + 1])
    found = acknowledging(replies[:MOST_READ])
    return TogetherPage(Paginator(found, PER_PAGE).get_page(number), is_all=len(replies) <= MOST_READ)


def acknowledging(replies: Iterable[Correspondence]) -> list[Acknowledging]:
    """Return those of these unsorted replies that seem only to acknowledge. One query."""
    worth = [
        reply
        for reply in replies
        if may_be_read_together(text=reply.text, mail_kind=reply.kind, suggestions=reply.suggestions)
    ]
    before = _letters_before(worth)
    return [found for reply in worth if (found := _read(reply, before.get(reply.pk, NO_LETTERS)))]


def _letters_before(replies: Iterable[Correspondence]) -> Mapping[UUID, OurLetters]:
    cases = {reply.case_id for reply in replies}
    of_case: defaultdict[UUID, list[Correspondence]] = defaultdict(list)
    for message in Correspondence.objects.filter(case__in=cases).only("case", "at", "created_at", "text"):
        of_case[message.case_id].append(message)
    return {pk: letters for messages in of_case.values() for pk, letters in older_letters(messages).items()}


def _read(reply: Correspondence, letters: OurLetters) -> Acknowledging | None:
    passages = fold_quotes(reply.text, letters)
    own = "\n".join(passage.text for passage in passages if passage.kind is PassageKind.OWN).strip()
    if not seems_only_to_acknowledge(own, Law(reply.case.law), words_of_theirs(reply.case.body.name, reply.sender)):
        return None
    sections = tuple(Section(each.kind is PassageKind.QUOTED, each.text, mark_safe("")) for each in passages)
    who = reply.sender or reply.get_means_display()
    shown = ShownMessage(False, who, reply.at, reply.subject, sections, ())
    return Acknowledging(reply, shown, acknowledged_as(own, meanings_in(Phase(reply.case.phase))))
