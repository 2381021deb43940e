"""Works out again how a demand or a decision stands: for its group by all lines, for everybody by the public ones."""

from __future__ import annotations

from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.tracker.access import shown_lines
from dueregard.parts.tracker.models import Decision, Demand
from dueregard.rules.tracker.course import course_of
from dueregard.rules.tracker.decisions import Turn

OF_DEMAND = ["outcome", "outcome_on", "response", "answer_by", "last_on"]
OF_DECISION = ["ended_on", "next_review_on"]


def settle_demand(demand: Demand) -> None:
    """Work out a demand, whose row the caller holds locked."""
    lines = demand.lines.filter(struck_at=None)
    course = course_of(demand.demanded_on, [line.as_rule for line in lines])
    shown = course_of(demand.demanded_on, [line.as_rule for line in shown_lines(lines)])
    demand.outcome = course.outcome.value if course.outcome else ""
    demand.outcome_on, demand.answer_by, demand.last_on = course.outcome_on, course.answer_by, course.last_on
    demand.response = course.response.value if course.response else ""
    demand.shown_outcome = shown.outcome.value if shown.outcome else ""
    demand.shown_outcome_on, demand.shown_last_on = shown.outcome_on, shown.last_on
    demand.shown_response = shown.response.value if shown.response else ""
    of_all = ["shown_outcome", "shown_outcome_on", "shown_response", "shown_last_on"]
    demand.save(update_fields=[*OF_DEMAND, *of_all])
    mark_changed(kind="demand", keys=[str(demand.pk)])


def settle_decision(decision: Decision) -> None:
    """Work out a decision, whose row the caller holds locked."""
    lines = list(decision.lines.filter(struck_at=None).order_by("on", "pk"))
    public = {line.pk for line in shown_lines(decision.lines.all())}
    ended = [line for line in lines if line.kind == Turn.ENDED.value]
    reviews = [(line, line.review_on) for line in lines if line.review_on is not None]
    decision.ended_on = ended[-1].on if ended else None
    decision.next_review_on = reviews[-1][1] if reviews else decision.review_on
    decision.shown_ended_on = next((line.on for line in reversed(ended) if line.pk in public), None)
    shown = [day for line, day in reviews if line.pk in public]
    decision.shown_next_review_on = shown[-1] if shown else decision.review_on
    decision.save(update_fields=[*OF_DECISION, "shown_ended_on", "shown_next_review_on"])
    mark_changed(kind="decision", keys=[str(decision.pk)])


def settle(record: Demand | Decision) -> None:
    """Work out either."""
    if isinstance(record, Demand):
        settle_demand(record)
    else:
        settle_decision(record)
