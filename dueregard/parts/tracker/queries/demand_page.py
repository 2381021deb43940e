"""One demand as a page: what is demanded, how it stands, what happened, and what others can take from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.text import capfirst

from dueregard.foundation.accounts.models import Person
from dueregard.parts.tracker.access import may_act, shown_lines
from dueregard.parts.tracker.models import Demand, DemandLine
from dueregard.parts.tracker.queries.timeline import TimelineItem, items_of, write_link
from dueregard.records.bodies.queries.closing import closing_of
from dueregard.rules.casework.undo_window import UndoWindow, undo_window
from dueregard.rules.tracker.course import course_of, setbacks


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of what was written down."""

    name: str
    words: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class DemandPage:
    """The page. `waiting` is how many lines everybody would read only once they were looked through."""

    demand: Demand
    tone: str
    words: str
    since: date
    facts: tuple[Fact, ...]
    items: tuple[TimelineItem, ...]
    closing: str
    write: str
    may_act: bool
    waiting: int
    undo: UndoWindow | None


def desk_page(demand: Demand, person: Person, now: datetime, today: date) -> DemandPage:
    """Return the page on the group's desk. Four queries."""
    lines = list(demand.lines.select_related("document", "struck_by"))
    return _page(demand, lines, today, is_for_everybody=False, person=person, now=now)


def public_page(demand: Demand, today: date) -> DemandPage:
    """Return the page as everybody reads it: the lines that were looked through. Two queries."""
    return _page(demand, public_lines(demand), today, is_for_everybody=True)


def public_lines(demand: Demand) -> list[DemandLine]:
    """Return the lines that everybody may read."""
    return list(shown_lines(DemandLine.objects.filter(record=demand)).select_related("document"))


def preview_page(demand: Demand, today: date) -> DemandPage:
    """Return the page as everybody would read it once all lines that stand are published."""
    lines = DemandLine.objects.filter(record=demand).select_related("document")
    public = {one.pk for one in public_lines(demand)}
    shown = [line for line in lines if line.struck_at is None or line.pk in public]
    return _page(demand, shown, today, is_for_everybody=True)


def contribution(demand: Demand) -> str:
    """Return who worked for it, in a sentence that claims no sole credit."""
    who = capfirst(demand.asked_by)
    if not demand.alongside:
        return (
            f"{who} demanded this. Others may have worked for the same, openly or inside the body, so no one can "
            f"claim the result alone."
        )
    both = f"{who} demanded this, and {demand.alongside} worked for the same."
    return f"{both} Neither can claim the result alone."


def _page(
    demand: Demand,
    lines: list[DemandLine],
    today: date,
    *,
    is_for_everybody: bool,
    person: Person | None = None,
    now: datetime | None = None,
) -> DemandPage:
    standing = [line.as_rule for line in lines if line.struck_at is None]
    course = course_of(demand.demanded_on, standing)
    first = TimelineItem(
        number=0, on=demand.demanded_on, what="demand", title="Demanded", words=f"By {demand.asked_by}."
    )
    closing = closing_of(demand.body, today)
    items = items_of(lines, demand.group_id, setbacks=setbacks(standing), is_for_everybody=is_for_everybody)
    return DemandPage(
        demand=demand,
        tone=course.tone,
        words=course.words,
        since=course.outcome_on or course.last_on,
        facts=_facts(demand),
        items=(first, *items),
        closing=f"{closing.words} What was demanded stays with the body of which it was demanded." if closing else "",
        write=write_link(demand.body),
        may_act=may_act(person, demand) if person else False,
        waiting=sum(line.struck_at is None and item.is_private for line, item in zip(lines, items, strict=True)),
        undo=undo_window(demand.published_at, now) if now else None,
    )


def _facts(demand: Demand) -> tuple[Fact, ...]:
    day = f"{demand.demanded_on.day} {demand.demanded_on:%B %Y}"
    facts = [
        Fact("Of", demand.body.name, demand.body.get_absolute_url()),
        Fact("Demanded by", demand.asked_by),
        Fact("Demanded on", day),
        Fact("Who worked for it", contribution(demand)),
    ]
    if demand.reuse_url:
        facts.append(Fact("Letter or motion", "Read it, and make it yours", demand.reuse_url))
    return tuple(facts)
