"""The dated lines of a demand or a decision, each with its source as far as its reader may follow it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from dueregard.parts.tracker.access import may_follow
from dueregard.parts.tracker.models import DatedLine, DecisionLine, DemandLine
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.models import Document
from dueregard.rules.tracker.terms import Outcome, Response


@dataclass(frozen=True, slots=True)
class Source:
    """Where a line can be checked. Without `href` it is held by its group."""

    words: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One line. `struck_at` is when it was crossed out; then a public page shows no words of it."""

    number: int
    on: date
    what: str  # action, response, outcome, or nothing for the record itself
    title: str
    words: str = ""
    tone: str = ""
    source: Source | None = None
    answer_by: date | None = None
    review_on: date | None = None
    is_private: bool = False
    is_setback: bool = False
    is_quote: bool = False
    struck_at: datetime | None = None
    struck_why: str = ""
    struck_by: str = ""


def items_of(
    lines: Iterable[DemandLine] | Iterable[DecisionLine],
    group: UUID,
    *,
    setbacks: Collection[int] = (),
    is_for_everybody: bool,
) -> list[TimelineItem]:
    """Return the lines of a group's record in their order. A public page is told only those that are public."""
    return [_item(line, group, setbacks, is_for_everybody=is_for_everybody) for line in lines]


def source_of(document: Document | None, url: str, group: UUID, *, is_for_everybody: bool) -> Source | None:
    """Return where a group's record can be checked: a document of the evidence, or an address."""
    if document is not None:
        if may_follow(document, group, is_for_everybody=is_for_everybody):
            return Source(str(document), reverse("evidence:document", args=[document.pk]))
        return Source("A document that the group holds and has not published")
    return Source(f"{urlsplit(url).hostname or url}", url) if url else None


def write_link(body: Body) -> str:
    """Return where a letter or motion for a body is written, if this site has that part; else nothing."""
    try:
        return f"{reverse('letters:index')}?body={body.pk}"
    except NoReverseMatch:
        return ""


def _item(line: DatedLine, group: UUID, setbacks: Collection[int], *, is_for_everybody: bool) -> TimelineItem:
    hides = is_for_everybody and line.struck_at is not None
    demand = line if isinstance(line, DemandLine) else None
    decision = line if isinstance(line, DecisionLine) else None
    return TimelineItem(
        number=line.pk,
        on=line.on,
        what=demand.kind if demand else decision.kind if decision else "",
        title=demand.label if demand else decision.label if decision else "",
        words="" if hides else line.words,
        tone=_tone(demand) if demand else "",
        source=None if hides else source_of(line.document, line.url, group, is_for_everybody=is_for_everybody),
        answer_by=demand.answer_by if demand else None,
        review_on=decision.review_on if decision else None,
        is_private=not line.is_public,
        is_setback=line.pk in setbacks,
        is_quote=decision is not None and decision.kind == "reply",
        struck_at=line.struck_at,
        struck_why="" if is_for_everybody else line.struck_why,
        struck_by="" if is_for_everybody or line.struck_by is None else str(line.struck_by),
    )


def _tone(line: DemandLine) -> str:
    if line.kind == "outcome":
        return Outcome(line.code).tone
    return Response(line.code).tone if line.kind == "response" else ""
