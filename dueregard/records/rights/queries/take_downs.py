"""The public log of take-downs, by day: for its page, its feed and its table. The private note is not read here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import reverse

from dueregard.foundation.feeds.queries import FeedLine
from dueregard.records.rights.models import TakeDown
from dueregard.records.rights.queries.kept import kept_of
from dueregard.rules.privacy.taking_down import Became, Thing, Why

SHOWN = 200
PUBLIC = ("pk", "on", "thing", "why", "became")  # all that leaves the database for everybody


@dataclass(frozen=True, slots=True)
class LogLine:
    """What everybody reads of a line."""

    key: str
    on: date
    thing: Thing
    why: Why
    became: Became


@dataclass(frozen=True, slots=True)
class LogPage:
    """The newest lines, how many there are, and every reason with when it is chosen."""

    lines: tuple[LogLine, ...]
    count: int
    reasons: tuple[Why, ...] = tuple(Why)


def log_page() -> LogPage:
    """Return the page of the log."""
    lines = tuple(_line(row) for row in TakeDown.objects.values_list(*PUBLIC)[:SHOWN])
    return LogPage(lines, TakeDown.objects.count() if len(lines) == SHOWN else len(lines))


def feed_lines() -> list[FeedLine]:
    """Return the newest lines for the feed."""
    address = f"{settings.PUBLIC_URL}{reverse('rights:take_downs')}"
    return [_fed(one, address) for one in log_page().lines[:50]]


def public_things(rows: Sequence[models.Model]) -> tuple[Thing, ...]:
    """Return of which kinds those of these rows are that everyone can read now, each once, in the order of the list."""
    found: set[Thing] = set()
    for row in rows:
        kept = kept_of(row)
        if kept is None or kept.thing is None or kept.thing in found:
            continue
        if apps.get_model(kept.model)._base_manager.filter(pk=row.pk, **kept.public).exists():
            found.add(kept.thing)
    return tuple(one for one in Thing if one in found)


def _line(row: tuple[object, date, str, str, str]) -> LogLine:
    key, on, thing, why, became = row
    return LogLine(str(key), on, Thing(thing), Why(why), Became(became))


def _fed(line: LogLine, address: str) -> FeedLine:
    says = f"{line.thing.label}. {line.why.label}. {line.became.label}."
    at = datetime.combine(line.on, time(12), UTC)
    return FeedLine(f"{address}#{line.key}", f"{line.became.label}: {line.thing.label}", says, address, at)
