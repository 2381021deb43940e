"""What was done lately, by whom and when: read from the audit, with the words of the kind that each act ends.

An act is shown to whoever may see the row it was done on, and to nobody else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.models import Act
from dueregard.records.todo.access import Reader, colleagues_of, done_for, kinds_that_wait, reader_of
from dueregard.records.todo.queries.counts import Counts, counted
from dueregard.records.todo.queries.kinds import Kind, row_of, worded
from dueregard.rules.practice.site_time import real

PER_PAGE = 50
LATELY = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Done:
    """One act."""

    at: datetime
    who: str
    is_reader: bool
    what: str
    about: str
    href: str


@dataclass(frozen=True, slots=True)
class DonePage:
    """What was done in the last two weeks, the latest first."""

    counts: Counts  # of what waits
    lines: tuple[Done, ...]
    page: Page[Act]


def done_page(person: Person, *, page: str, now: datetime, today: date) -> DonePage:
    """Return a page of what this person and their colleagues did. Five queries; eight for who keeps the contacts."""
    reader = reader_of(person)
    every = kinds_that_wait(reader, today)
    kinds = [kind for kind in every if kind.seen is not None and kind.done]
    acts = _acts(kinds, reader).filter(at__gte=real(now) - LATELY) if kinds else Act.objects.none()
    found = Paginator(acts.select_related("by").order_by("-at", "-pk"), PER_PAGE).get_page(page)
    lines = _lines(list(found.object_list), kinds, reader, today)
    return DonePage(counted(every, reader, today), tuple(lines), found)


def _acts(kinds: Sequence[Kind], reader: Reader) -> Any:
    wanted = Q()
    for kind in kinds:
        assert kind.seen is not None
        wanted |= Q(did__in=list(kind.done), on_kind=kind.seen.model._meta.label_lower)
    return Act.objects.filter(wanted).filter(colleagues_of(reader))


def _lines(acts: list[Act], kinds: Sequence[Kind], reader: Reader, today: date) -> list[Done]:
    by_act: dict[tuple[str, str], Kind] = {}
    for kind in kinds:
        assert kind.seen is not None
        by_act.update({(did, kind.seen.model._meta.label_lower): kind for did in kind.done})
    wanted: dict[str, set[str]] = defaultdict(set)
    for act in acts:
        wanted[by_act[act.did, act.on_kind].code].add(act.on_id)
    rows = {}
    asked = []
    for kind in kinds:
        seen = done_for(kind, reader, today) if kind.code in wanted else None
        if seen is not None:
            asked.append(worded(kind, seen.filter(pk__in=list(wanted[kind.code]))))
    if asked:
        lines = asked[0].union(*asked[1:], all=True) if len(asked) > 1 else asked[0]
        rows = {(line[0], line[1]): row_of(line) for line in lines}
    done = []
    for act in acts:
        kind = by_act[act.did, act.on_kind]
        row = rows.get((kind.code, act.on_id.replace("-", "")))
        if row is not None:
            says = kind.says(row)
            what = kind.done[act.did].format(*row.words)
            done.append(Done(act.at, str(act.by), act.by_id == reader.person.pk, what, says.about, says.href))
    return done
