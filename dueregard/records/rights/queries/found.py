"""Searches everything the site stores about people for names and addresses: rows, never the insides of sealed things.

Who may ask is decided by the view. What is found is shown with the passage, so that a person can tell who is meant.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from dueregard.records.rights.queries.kept import kept_by_model
from dueregard.records.rights.queries.plan import why_not
from dueregard.rules.privacy.erasing import around, holds, spellings
from dueregard.rules.wiring.personal import Kept

MOST = 200  # of each kind; more are counted


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One row in which a name or an address stands. `words_only`: they can be taken out, and the rest stays."""

    kind: str
    key: str
    one: str
    passage: str
    group: str
    words_only: bool
    why_not: str

    @property
    def name(self) -> str:
        """What a form calls it."""
        return f"{self.kind}:{self.key}"


@dataclass(frozen=True, slots=True)
class FoundRows:
    """What was found; `more` counts what is not listed, by what it is called."""

    rows: tuple[FoundRow, ...]
    more: tuple[tuple[str, int], ...] = ()


def found_rows(terms: Sequence[str], *, leave_out: frozenset[str] = frozenset()) -> FoundRows:
    """Return every row in which one of the terms stands, of each kind at most `MOST`. `leave_out`: models not asked."""
    rows: dict[str, FoundRow] = {}
    more: list[tuple[str, int]] = []
    for kept in kept_by_model().values():
        if not terms or not kept.words or kept.model in leave_out:
            continue
        seen = 0
        for row in _holding(kept, terms).iterator(100):
            passage = next(filter(None, (around(getattr(row, name), terms) for name in kept.words)), "")
            if not passage:
                continue  # the database found the letters inside a longer word
            seen += 1
            if seen <= MOST:
                one = _shown(row, kept, passage)
                rows.setdefault(one.name, one)
        if seen > MOST:
            more.append((kept.one, seen - MOST))
    return FoundRows(tuple(rows.values()), tuple(more))


def still_there(row: models.Model, kept: Kept, terms: Sequence[str]) -> bool:
    """Tell whether a term stands in a row."""
    return any(holds(getattr(row, name), terms) for name in kept.words)


def _holding(kept: Kept, terms: Sequence[str]) -> QuerySet[models.Model]:
    model = apps.get_model(kept.model)
    rows, asked = model._base_manager.all(), Q()
    for name in kept.words:
        column = name
        if isinstance(model._meta.get_field(name), models.JSONField):
            column = f"{name}_as_text"
            rows = rows.alias(**{column: Cast(name, TextField())})
        for written in _written(terms):
            asked |= Q(**{f"{column}__icontains": written})
    holding: QuerySet[models.Model] = rows.filter(asked).order_by("pk")
    return holding


def _written(terms: Sequence[str]) -> Iterator[str]:
    """Yield each term as a text may hold it: its longest word, in several spellings, and as JSON writes it."""
    for term in terms:
        longest = max(term.split(), key=len)
        for spelling in spellings(longest):
            yield spelling
            if not spelling.isascii():
                yield spelling.encode("ascii", "backslashreplace").decode().replace("\\x", "\\u00")


def _shown(row: models.Model, kept: Kept, passage: str) -> FoundRow:
    target, said = row, kept
    if kept.of:
        target = getattr(row, kept.of)
        said = kept_by_model()[target._meta.label]
    return FoundRow(
        kind=said.model,
        key=str(target.pk),
        one=said.one,
        passage=passage,
        group=group_of(target, said),
        words_only=not kept.of,
        why_not=why_not(target),
    )


def group_of(row: models.Model, kept: Kept) -> str:
    """Return the name of the group whose row it is; empty where it is nobody's."""
    found: object = row
    for name in kept.group.split("__") if kept.group else ():
        found = found if name == "self" else getattr(found, name, None)
    return str(getattr(found, "name", "")) if kept.group else ""
