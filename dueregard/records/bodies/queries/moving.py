"""What points at a body and moves when two entries of it are merged, found through Django; and what cannot move.

An app names its rows in `moves` (`rules/wiring/adds`). A module that it gives there holds either or both of:

- `counted(body)`: more lines of what moves with these rows, each words and how many;
- `refused(kept, other)`: each `Refusal` (`rules/register/merging`) that stands against moving them.

What it leaves out is still caught: of whatever may exist once only, the database's own constraints are asked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, ForeignObjectRel, OuterRef, Q, QuerySet

from dueregard.records.bodies.models import Body, Contact, NameWord, OtherName, Succession
from dueregard.rules.register.merging import Refusal, same_or_successive

# Of these the merge itself knows what to do when both entries have the same one.
JOINED: tuple[type[models.Model], ...] = (Contact, NameWord, OtherName, Succession)


@dataclass(frozen=True, slots=True)
class Pointing:
    """A key of some model that points at a body."""

    model: type[models.Model]
    field: str

    @property
    def says(self) -> str:
        """Its name in the audit."""
        return f"{self.model._meta.label}.{self.field}"

    def rows(self, body: Body) -> QuerySet[Any]:
        """Return the rows that point at a body with this key."""
        return self.model._base_manager.filter(**{self.field: body.pk})


@cache
def pointing() -> tuple[Pointing, ...]:
    """Return every key that points at a body, also those without a way back from it (`related_name="+"`)."""
    relations = [one for one in Body._meta.get_fields(include_hidden=True) if isinstance(one, ForeignObjectRel)]
    found = {Pointing(one.related_model, one.field.name) for one in relations if one.one_to_many or one.one_to_one}
    return tuple(sorted(found, key=lambda one: one.says))


@dataclass(frozen=True, slots=True)
class Moving:
    """Some rows that would move: what they are called, and how many there are."""

    words: str
    count: int


def moving(body: Body) -> list[Moving]:
    """Return what points at a body, by what it is called. One query for each key, and those of the apps' own lines."""
    counts: dict[str, int] = {}
    more: list[Moving] = []
    for model, fields in _by_model().items():
        if model is NameWord:
            continue  # made of the names, which are counted
        pointed = Q(*[(field, body.pk) for field in fields], _connector=Q.OR)
        words = several(model)
        counts[words] = counts.get(words, 0) + model._base_manager.filter(pointed).count()
        if counted := getattr(module_of(model), "counted", None):
            more += [Moving(line, count) for line, count in counted(body)]
    found = [Moving(words, count) for words, count in counts.items()]
    return [one for one in found + more if one.count]


def _by_model() -> dict[type[models.Model], list[str]]:
    found: dict[type[models.Model], list[str]] = {}
    for key in pointing():
        found.setdefault(key.model, []).append(key.field)
    return found


def several(model: type[models.Model]) -> str:
    """Return what several rows of a model are called on a page."""
    said = settings.BODY_ROWS.get(model._meta.label)
    return said.several if said else str(model._meta.verbose_name_plural)


def module_of(model: type[models.Model]) -> ModuleType | None:
    """Return the module in which an app says more of its rows."""
    said = settings.BODY_ROWS.get(model._meta.label)
    return import_module(said.module) if said and said.module else None


def refusals(kept: Body, other: Body) -> list[Refusal]:
    """Return everything that stands against merging two entries, each with what to do about it."""
    found = [*_two_bodies(kept, other)]
    for model in _by_model():
        said = [*_said_of(model, kept, other)]
        found += said or [*_only_once(model, kept, other)]
    return found


def _said_of(model: type[models.Model], kept: Body, other: Body) -> Iterable[Refusal]:
    refused = getattr(module_of(model), "refused", None)
    return refused(kept, other) if refused else ()


def _two_bodies(kept: Body, other: Body) -> Iterator[Refusal]:
    """Refuse what the register knows as two bodies: one that took over from the other, directly or in between."""
    follows: dict[Any, list[Any]] = {}
    for before, after in Succession.objects.order_by("pk").values_list("from_body_id", "to_body_id"):
        follows.setdefault(before, []).append(after)
    for first, last in ((kept, other), (other, kept)):
        way = same_or_successive(first.pk, last.pk, follows)
        if way:
            between = dict(Body.objects.filter(pk__in=way[1:-1]).values_list("pk", "name"))
            through = "".join(f", through {between[pk]}" for pk in way[1:-1])
            yield Refusal(
                f"{last.name} took over from {first.name}{through}. These are two bodies, one after the other, not two "
                f"entries of one. Keep both: each holds what happened in its time.",
                first.get_absolute_url(),
                f"Open {first.name}",
            )


def _only_once(model: type[models.Model], kept: Body, other: Body) -> Iterator[Refusal]:
    """Refuse rows that both entries have and one body can have only once, or that tie the two to each other."""
    keys = [key for key in pointing() if key.model is model]
    if model in JOINED:
        return
    count = sum(_overlapping(key, kept, other) for key in keys)
    if len(keys) > 1:
        both = Q(*[(f"{key.field}__in", [kept.pk, other.pk]) for key in keys], _connector=Q.AND)
        count += model._base_manager.filter(both).count()
    if count:
        yield Refusal(
            f"Both entries have {several(model).lower()} of which a body can have only one ({count} of them). Remove "
            f"those of one entry first, then merge."
        )


def _overlapping(key: Pointing, kept: Body, other: Body) -> int:
    """Count the rows of the other entry that would stand twice; where this cannot be told, any that both have."""
    theirs, ours = key.rows(other), key.rows(kept)
    found = 0
    for fields, condition in _once_only(key):
        rows, against = theirs, ours
        if condition is not None:
            rows, against = rows.filter(condition), against.filter(condition)
        same = {name: OuterRef(name) for name in fields if name != key.field}
        found += rows.filter(Exists(against.filter(**same))).count()
    return found


def _once_only(key: Pointing) -> Iterator[tuple[tuple[str, ...], Q | None]]:
    """Yield what a model may have only once for a body: the columns together, and the condition, if it has one."""
    meta = key.model._meta
    if getattr(meta.get_field(key.field), "unique", False):
        yield (key.field,), None
    for names in meta.unique_together:
        if key.field in names:
            yield tuple(names), None
    for constraint in meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            if f"F({key.field})" in repr(constraint.expressions):
                yield (key.field,), constraint.condition  # an expression is not compared here: any two rows may be one
            elif key.field in constraint.fields:
                yield tuple(constraint.fields), constraint.condition
