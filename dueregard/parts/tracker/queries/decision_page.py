"""One decision as a page: who decided what, by which vote, until when, and what it may mean for people's jobs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dueregard.foundation.accounts.models import Person
from dueregard.parts.tracker.access import may_act, shown_lines
from dueregard.parts.tracker.models import Decision, DecisionLine
from dueregard.parts.tracker.queries.demand_page import Fact
from dueregard.parts.tracker.queries.risk_notes import RiskNote, risk_notes
from dueregard.parts.tracker.queries.timeline import Source, TimelineItem, items_of, source_of
from dueregard.records.bodies.queries.closing import closing_of
from dueregard.rules.casework.undo_window import UndoWindow, undo_window
from dueregard.rules.tracker.decisions import Decider, Stands, Turn


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """The page. `replies` are what the body it concerns says; `items` all else that became of it."""

    decision: Decision
    stands: Stands
    sort: str
    scopes: tuple[str, ...]
    facts: tuple[Fact, ...]
    source: Source | None
    replies: tuple[TimelineItem, ...]
    items: tuple[TimelineItem, ...]
    notes: tuple[RiskNote, ...]
    closing: str
    may_act: bool
    waiting: int
    undo: UndoWindow | None


def desk_page(decision: Decision, person: Person, now: datetime, today: date) -> DecisionPage:
    """Return the page on the group's desk. Five queries."""
    lines = list(decision.lines.select_related("document", "struck_by"))
    return _page(decision, lines, today, is_for_everybody=False, person=person, now=now)


def public_page(decision: Decision, today: date) -> DecisionPage:
    """Return the page as everybody reads it: the lines that were looked through. Three queries."""
    lines = shown_lines(DecisionLine.objects.filter(record=decision)).select_related("document")
    return _page(decision, list(lines), today, is_for_everybody=True)


def preview_page(decision: Decision, today: date) -> DecisionPage:
    """Return the page as everybody would read it once all lines that stand are published."""
    lines = DecisionLine.objects.filter(record=decision, struck_at=None).select_related("document")
    return _page(decision, list(lines), today, is_for_everybody=True, is_whole=True)


def _page(
    decision: Decision,
    lines: list[DecisionLine],
    today: date,
    *,
    is_for_everybody: bool,
    is_whole: bool = False,
    person: Person | None = None,
    now: datetime | None = None,
) -> DecisionPage:
    items = items_of(lines, decision.group_id, is_for_everybody=is_for_everybody)
    closing = closing_of(decision.body, today) if decision.body else None
    is_known = not is_for_everybody or is_whole
    review_on = decision.next_review_on if is_known else decision.shown_next_review_on
    return DecisionPage(
        decision=decision,
        stands=decision.stands(today) if is_known else decision.shown_stands(today),
        sort=Decider(decision.sort).label,
        scopes=tuple(decision.scope_labels),
        facts=_facts(decision, review_on),
        source=source_of(decision.document, decision.url, decision.group_id, is_for_everybody=is_for_everybody),
        replies=tuple(item for item in items if item.what == Turn.REPLY),
        items=tuple(item for item in items if item.what != Turn.REPLY),
        notes=risk_notes(decision.scope_codes),
        closing=closing.words if closing else "",
        may_act=may_act(person, decision) if person else False,
        waiting=sum(item.is_private and item.struck_at is None for item in items),
        undo=undo_window(decision.published_at, now) if now else None,
    )


def _facts(decision: Decision, review_on: date) -> tuple[Fact, ...]:
    facts = [
        Fact("Who decided", f"{decision.organisation} ({Decider(decision.sort).label.lower()})"),
        Fact("When", _day(decision.decided_on)),
        Fact("By which vote", decision.vote.words or "Not recorded"),
    ]
    if decision.body:
        facts.insert(1, Fact("It concerns", decision.body.name, decision.body.get_absolute_url()))
    ends = decision.ends_when
    facts.append(Fact("It ends", f"{ends} (last day: {_day(decision.ends_on)})" if decision.ends_on else ends))
    facts.append(Fact("Reviewed", _day(review_on)))
    return tuple(facts)


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
