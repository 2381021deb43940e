"""One kind of thing that waits, as an app declares it: which rows, for whom, and what the list says of each.

Nothing is asked of the database here. `waiting` puts all kinds together in one question, so a kind names expressions
and columns, never finished rows; `few` is for what no database can sort (contacts of a pack).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db.models import CharField, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Replace, Substr, TruncDate
from django.utils.module_loading import import_string

from dueregard.foundation.accounts.models import Person

MOST_COLUMNS = 7
NO_DAY = "9999-12-31"  # sorts after every day
ALIKE = ("w_kind", "w_key", "w_group", "w_since", "w_due", "w_keeper", "w_keeper_name")
Expression = str | Combinable


class For(StrEnum):
    """For whom a kind of thing waits. Whoever is not named here does not learn of it."""

    GROUP = "group"  # members of the row's group; with no group, administrators
    ACTING = "acting"  # those of them who act in its name
    KEEPERS = "keepers"  # whoever acts for any group: what all groups keep together
    ADMINISTRATORS = "administrators"


@dataclass(frozen=True, slots=True)
class Row:
    """One waiting row: what a kind needs to say it. `words` are its columns, as text."""

    key: str
    since: date
    due: date | None
    group: str = ""
    words: tuple[str, ...] = ()
    keeper: str = ""  # id of who looks after it, without dashes, and their name
    keeper_name: str = ""


@dataclass(frozen=True, slots=True)
class Says:
    """What the list says of one row."""

    title: str
    about: str
    href: str
    act: str = ""
    why: str = ""
    counted: str = ""  # how far off its day is as the law counts: "2 working days late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind. `since` and `due` are columns or expressions of days or instants; without `due`, it has no date."""

    code: str  # a slug, of this kind alone
    one: str  # "reply to sort"
    several: str
    page: str  # the name of the address where all of them are
    to: For
    says: Callable[[Row], Says]
    rows: QuerySet[Any] | None = None
    key: Expression = "pk"
    group: Expression | None = None
    since: Expression = ""
    due: Expression | None = None
    is_at_once: bool = False  # waits for today, whenever it came
    columns: tuple[Expression, ...] = ()
    keeper: str = ""  # path to the person who looks after it: theirs, unless somebody has taken it
    few: Callable[[], tuple[Row, ...]] | None = None  # asked at most once: it remembers
    few_lately: Callable[[], tuple[Row, ...]] | None = None  # the same as it was seconds ago: counted on every page
    may_take: bool = True
    may_put_away: bool = False  # never ends by itself
    is_mailed: bool = True  # counted in the morning e-mail
    is_from_outside: bool = False  # somebody outside the groups wrote: a body, a reader, an organisation
    seen: QuerySet[Any] | None = None  # all such rows this person may see, done or not
    done: Mapping[str, str] = field(default_factory=dict)  # act in the audit -> what was done, with {0} for a column


def kinds_for(person: Person, today: date) -> tuple[Kind, ...]:
    """Return every kind that the apps of this site declare (`settings.WAITS`). No query, but for what is few."""
    return tuple(kind for path in settings.WAITS for kind in import_string(path)(person, today))


def plain_key(expression: Expression) -> Combinable:
    """Return an id as text without dashes, alike on every database."""
    return Replace(Cast(expression, CharField()), Value("-"), Value(""))


def as_day(expression: Expression) -> Combinable:
    """Return a day as "2026-11-29", or `NO_DAY`."""
    return Coalesce(Substr(Cast(expression, CharField()), 1, 10), Value(NO_DAY), output_field=CharField())


def day_of(column: str) -> Combinable:
    """Return the UK calendar day of an instant."""
    return TruncDate(column)


def as_words(expression: Expression) -> Combinable:
    """Return a column as text; empty where there is none."""
    return Coalesce(Cast(expression, TextField()), Value(""), output_field=TextField())


def described(kind: Kind, rows: QuerySet[Any], today: date) -> QuerySet[Any]:
    """Return rows with the columns by which all kinds are alike: `w_key`, `w_group`, `w_since`, `w_due`."""
    due = Value(today.isoformat(), CharField()) if kind.is_at_once else as_day(kind.due) if kind.due else None
    group = plain_key(kind.group) if kind.group else None
    found: QuerySet[Any] = rows.order_by().annotate(
        w_key=plain_key(kind.key),
        w_group=Coalesce(group, Value(""), output_field=CharField()) if group else Value("", CharField()),
        w_since=as_day(kind.since),
        w_due=due or Value(NO_DAY, CharField()),
    )
    return found


def worded(kind: Kind, rows: QuerySet[Any]) -> QuerySet[Any, tuple[str, ...]]:
    """Return described rows as plain tuples: kind, key, group, since, due, keeper, then the columns."""
    keeper = plain_key(kind.keeper) if kind.keeper else Value("")
    name = f"{kind.keeper}__name" if kind.keeper else Value("")
    columns = [*kind.columns, *[Value("") for _ in range(MOST_COLUMNS - len(kind.columns))]]
    found: QuerySet[Any, tuple[str, ...]] = rows.annotate(
        w_kind=Value(kind.code, CharField()),
        w_keeper=as_words(keeper),
        w_keeper_name=as_words(name),
        **{f"w_{at}": as_words(one) for at, one in enumerate(columns)},
    ).values_list(*ALIKE, *(f"w_{at}" for at in range(MOST_COLUMNS)))
    return found


def row_of(line: tuple[str, ...]) -> Row:
    """Return the row of such a tuple."""
    _, key, group, since, due, keeper, keeper_name, *words = line
    return Row(
        key=key,
        since=date.fromisoformat(since),
        due=None if due == NO_DAY else date.fromisoformat(due),
        group=group,
        words=tuple(words),
        keeper=keeper,
        keeper_name=keeper_name,
    )
