"""The published demands for everybody: whether there are any, the newest lines for a feed, and all of them as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from dueregard.foundation.feeds.queries import FeedLine
from dueregard.parts.tracker.access import public_demands, shown_lines
from dueregard.parts.tracker.actions.tell_history import demand_says, line_says, noon
from dueregard.parts.tracker.models import Demand, DemandLine
from dueregard.parts.tracker.queries.demand_page import contribution
from dueregard.parts.tracker.queries.demand_rows import stands_of
from dueregard.parts.tracker.queries.timeline import source_of
from dueregard.rules.law.laws import BodyKind, Nation

FEED_LINES = 100
COLUMNS = (
    "Demand", "Body", "Body closed on", "Kind of body", "Nation", "Demanded by", "Who else worked for it",
    "Demanded on", "Stands", "Since", "Answer", "What was done", "Sources", "Page",
)  # fmt: skip


def feed_lines() -> list[FeedLine]:
    """Return what is new, from the day it happened or was published, whichever was later. Two queries."""
    lines = shown_lines(DemandLine.objects.filter(record__in=public_demands(), struck_at=None))
    newest = lines.select_related("record__body").order_by("-on", "-pk")[:FEED_LINES]
    found = [_of_line(line) for line in newest]
    found += [_of_demand(one) for one in public_demands().order_by("-published_at")[:FEED_LINES]]
    return sorted(found, key=lambda line: line.at, reverse=True)[:FEED_LINES]


def plain_rows() -> Iterator[tuple[str, ...]]:
    """Yield every published demand as a row of a table, under `COLUMNS`."""
    for demand in with_lines(public_demands().order_by("-shown_last_on", "pk")).iterator(chunk_size=500):
        told = as_plain(demand)
        done = [line for line in told["lines"] if line["kind"] == "action"]
        yield (
            told["demand"], told["body"]["name"], told["body"]["closed_on"] or "", told["body"]["kind"],
            told["body"]["nation"], told["demanded_by"], told["alongside"], told["demanded_on"],
            told["stands"], told["since"], told["answer"],
            "; ".join(dict.fromkeys(line["what"] for line in done)),
            " ".join(line["source"] for line in told["lines"] if line["source"]), told["page"],
        )  # fmt: skip


def plain_demands() -> Iterator[dict[str, Any]]:
    """Yield every published demand as plain values."""
    for demand in with_lines(public_demands().order_by("-shown_last_on", "pk")).iterator(chunk_size=500):
        yield as_plain(demand)


def plain_demand(demand: Demand) -> dict[str, Any]:
    """Return one published demand as plain values. Two queries."""
    return as_plain(with_lines(public_demands().filter(pk=demand.pk)).get())


def as_plain(demand: Demand) -> dict[str, Any]:
    """Return a demand whose public lines come prefetched."""
    lines = [_line(demand, line) for line in demand.lines.all()]
    return {
        "demand": demand.title,
        "details": demand.details,
        "body": {
            "name": demand.body.name,
            "slug": demand.body.slug,
            "kind": BodyKind(demand.body.kind).label,
            "nation": Nation(demand.body.nation).label,
            "closed_on": demand.body.closed_on.isoformat() if demand.body.closed_on else None,
        },
        "demanded_by": demand.asked_by,
        "alongside": demand.alongside,
        "contribution": contribution(demand),
        "demanded_on": demand.demanded_on.isoformat(),
        "stands": stands_of(demand, is_for_everybody=True)[1],
        "since": (demand.shown_outcome_on or demand.shown_last_on).isoformat(),
        "answer": demand.get_shown_response_display() if demand.shown_response else "",
        "letter_or_motion": demand.reuse_url,
        "lines": lines,
        "page": f"{settings.PUBLIC_URL}{demand.public_path()}",
    }


def with_lines(demands: QuerySet[Demand]) -> QuerySet[Demand]:
    """Return demands with their public lines, the oldest first. One query more."""
    lines = shown_lines(DemandLine.objects.filter(struck_at=None)).select_related("document").order_by("on", "pk")
    return demands.prefetch_related(Prefetch("lines", lines))


def _line(demand: Demand, line: DemandLine) -> dict[str, Any]:
    source = source_of(line.document, line.url, demand.group_id, is_for_everybody=True)
    href = source.href if source else ""
    return {
        "on": line.on.isoformat(),
        "kind": line.kind,
        "code": line.code,
        "what": line.label,
        "words": line.words,
        "source": f"{settings.PUBLIC_URL}{href}" if href.startswith("/") else href,
    }


def _of_line(line: DemandLine) -> FeedLine:
    demand = line.record
    says = line_says(demand, line)
    return FeedLine(
        key=f"{_address(demand)}#line-{line.pk}",
        title=f"{demand.body.name}: {says}",
        says=line.words or says,
        url=_address(demand),
        at=max(noon(line.on), line.shown_at or noon(line.on)),
    )


def _of_demand(demand: Demand) -> FeedLine:
    says = demand_says(demand)
    at = max(noon(demand.demanded_on), demand.published_at or noon(demand.demanded_on))
    return FeedLine(_address(demand), f"{demand.body.name}: {says}", says, _address(demand), at)


def _address(demand: Demand) -> str:
    return f"{settings.PUBLIC_URL}{demand.public_path()}"
