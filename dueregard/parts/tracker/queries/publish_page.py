"""The page on which a demand or a decision is looked at before it is published: its words, then the whole of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from dueregard.parts.tracker.access import hidden_lines
from dueregard.parts.tracker.models import Decision, Demand
from dueregard.parts.tracker.queries import decision_page, demand_page
from dueregard.parts.tracker.queries.decision_page import DecisionPage
from dueregard.parts.tracker.queries.demand_page import DemandPage
from dueregard.parts.tracker.queries.looked_at import finds_in, state_of
from dueregard.rules.tracker.one_person import Found


@dataclass(frozen=True, slots=True)
class PublishPage:
    """What was found. `wrong` must be rewritten; of `doubtful` a person may say that it means no single person."""

    record: Demand | Decision
    wrong: tuple[Found, ...]
    doubtful: tuple[Found, ...]
    ticked: frozenset[str]
    preview: DemandPage | DecisionPage
    lines: tuple[int, ...]  # the numbers of the lines that would be published
    seen: str  # the state that is shown
    is_new: bool  # nothing of it is public yet

    @property
    def has_nothing(self) -> bool:
        """Whether all of it is public already."""
        return not self.is_new and not self.lines


def publish_page(record: Demand | Decision, today: date, *, ticked: Collection[str] = ()) -> PublishPage:
    """Return the page. Six queries."""
    found = finds_in(record, confirmed=record.confirmed)
    preview: DemandPage | DecisionPage
    if isinstance(record, Demand):
        preview = demand_page.preview_page(record, today)
        waiting = [line.pk for line in hidden_lines(record.lines.all())]
    else:
        preview = decision_page.preview_page(record, today)
        waiting = [line.pk for line in hidden_lines(record.lines.all())]
    return PublishPage(
        record=record,
        wrong=tuple(one for one in found if not one.may_be_confirmed),
        doubtful=tuple(one for one in found if one.may_be_confirmed),
        ticked=frozenset(ticked),
        preview=preview,
        lines=tuple(waiting),
        seen=state_of(record),
        is_new=record.published_at is None,
    )
