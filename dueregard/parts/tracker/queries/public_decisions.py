"""The published decisions for everybody: whether there are any, the newest for a feed, and all of them as data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from dueregard.foundation.feeds.queries import FeedLine
from dueregard.parts.tracker.access import public_decisions, shown_lines
from dueregard.parts.tracker.actions.tell_history import decision_says, noon
from dueregard.parts.tracker.models import Decision, DecisionLine
from dueregard.parts.tracker.queries.timeline import source_of
from dueregard.rules.tracker.decisions import Decider

FEED_LINES = 100
COLUMNS = (
    "Organisation", "Sort of organisation", "Body", "Body closed on", "Decided on", "Vote", "What it no longer does",
    "In its own words", "Ends when", "Last day", "Reviewed", "Stands", "What the body says", "Minute or motion", "Page",
)  # fmt: skip


def feed_lines() -> list[FeedLine]:
    """Return the newest decisions and what became of them. Two queries."""
    lines = shown_lines(DecisionLine.objects.filter(record__in=public_decisions(), struck_at=None))
    newest = lines.select_related("record").order_by("-on", "-pk")[:FEED_LINES]
    found = [_of_line(line) for line in newest]
    for one in public_decisions().order_by("-published_at")[:FEED_LINES]:
        at = max(noon(one.decided_on), one.published_at or noon(one.decided_on))
        found.append(FeedLine(_address(one), decision_says(one), one.scope_words, _address(one), at))
    return sorted(found, key=lambda line: line.at, reverse=True)[:FEED_LINES]


def plain_rows(today: date) -> Iterator[tuple[str, ...]]:
    """Yield every published decision as a row of a table, under `COLUMNS`."""
    for told in plain_decisions(today):
        yield (
            told["organisation"], told["sort"], told["body"] or "", told["body_closed_on"] or "", told["decided_on"],
            told["vote"], "; ".join(told["no_longer_does"]), told["in_its_own_words"], told["ends_when"],
            told["last_day"] or "",
            told["looked_at_again_on"], told["stands"], " / ".join(told["the_body_says"]), told["source"], told["page"],
        )  # fmt: skip


def plain_decisions(today: date) -> Iterator[dict[str, Any]]:
    """Yield every published decision as plain values."""
    for decision in with_lines(public_decisions().order_by("-decided_on", "pk")).iterator(chunk_size=500):
        yield as_plain(decision, today)


def plain_decision(decision: Decision, today: date) -> dict[str, Any]:
    """Return one published decision as plain values. Two queries."""
    return as_plain(with_lines(public_decisions().filter(pk=decision.pk)).get(), today)


def as_plain(decision: Decision, today: date) -> dict[str, Any]:
    """Return a decision whose public lines come prefetched."""
    source = source_of(decision.document, decision.url, decision.group_id, is_for_everybody=True)
    href = source.href if source else ""
    lines = list(decision.lines.all())
    return {
        "organisation": decision.organisation,
        "sort": Decider(decision.sort).label,
        "body": decision.body.name if decision.body else None,
        "body_closed_on": decision.body.closed_on.isoformat() if decision.body and decision.body.closed_on else None,
        "decided_on": decision.decided_on.isoformat(),
        "vote": decision.vote.words,
        "no_longer_does": decision.scope_labels,
        "in_its_own_words": decision.scope_words,
        "ends_when": decision.ends_when,
        "last_day": decision.ends_on.isoformat() if decision.ends_on else None,
        "looked_at_again_on": decision.shown_next_review_on.isoformat(),
        "stands": decision.shown_stands(today).words,
        "the_body_says": [line.words for line in lines if line.kind == "reply"],
        "lines": [{"on": one.on.isoformat(), "what": one.label, "words": one.words} for one in lines],
        "source": f"{settings.PUBLIC_URL}{href}" if href.startswith("/") else href,
        "page": _address(decision),
    }


def with_lines(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """Return decisions with their public lines, the oldest first. One query more."""
    lines = shown_lines(DecisionLine.objects.filter(struck_at=None)).order_by("on", "pk")
    return decisions.prefetch_related(Prefetch("lines", lines))


def _of_line(line: DecisionLine) -> FeedLine:
    decision = line.record
    at = max(noon(line.on), line.shown_at or noon(line.on))
    title = f"{decision.organisation}: {line.label}"
    return FeedLine(f"{_address(decision)}#line-{line.pk}", title, line.words or title, _address(decision), at)


def _address(decision: Decision) -> str:
    return f"{settings.PUBLIC_URL}{decision.public_path()}"
