"""What bodies were asked openly, as each part of the site says it (`stands` in `ADDS`).

A part's function takes a day (UK calendar date) and the area codes of the bodies wanted, or None for all, and yields
what anyone may know, and nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string

from dueregard.rules.areas.standing import Standing


@dataclass(frozen=True, slots=True)
class AskedBody:
    """One body that was asked, and what came of it."""

    body: UUID
    area_code: str
    kind: str
    standing: Standing
    at: datetime  # of the newest event
    page: str  # the name of the page that shows it, and its key
    key: UUID
    asks: tuple[str, ...] = ()  # the shipped request it began with, and its campaign, so that a question finds it

    @property
    def href(self) -> str:
        """Return the address of the page that shows it."""
        return reverse(self.page, args=[self.key])


def asked_bodies(
    today: date, codes: Collection[str] | None = None, asks: Collection[str] | None = None
) -> dict[UUID, AskedBody]:
    """Return for each body that was asked the newest of what is known; with `asks`, only of requests that ask these.

    One query for each part that says something.
    """
    return newest_of(all_asked(today, codes), asks)


def all_asked(today: date, codes: Collection[str] | None = None) -> list[AskedBody]:
    """Return everything that bodies were asked, several times for some. One query for each part that says something."""
    return [one for path in settings.STANDS for one in import_string(path)(today, codes)]


def newest_of(every: Iterable[AskedBody], asks: Collection[str] | None = None) -> dict[UUID, AskedBody]:
    """Return for each body the newest; with `asks`, the newest that asks one of these."""
    newest: dict[UUID, AskedBody] = {}
    for one in every:
        if asks is not None and not set(asks).intersection(one.asks):
            continue
        if one.body not in newest or (one.at, one.key) > (newest[one.body].at, newest[one.body].key):
            newest[one.body] = one
    return newest
