"""Works out what goes when a row is erased: every row under it and every row it takes, and the bytes they name.

Reads only; what then happens to them is done by `actions/erase`.
"""

from dataclasses import dataclass, field

from django.apps import apps
from django.db import models
from django.db.models import Q

from dueregard.records.rights.models import KeptRow
from dueregard.records.rights.queries.kept import digests_in, kept_by_model, kept_of, under
from dueregard.rules.wiring.personal import Kept

Key = tuple[str, str]
IN_THE_FILE = "These words are in the file itself. Erase the whole document, or publish a copy with them blacked out."

IS_KEPT = "This would also erase something that is to be kept: {one}. Erase that first if it may go after all."


class NotNow(Exception):
    """Something else must be done first; the sentence says what."""


@dataclass(slots=True)
class Plan:
    """Rows that go, each with what is kept in it; rows of which only the bytes go; and the hashes of all bytes."""

    rows: dict[Key, tuple[models.Model, Kept]] = field(default_factory=dict)
    stripped: dict[Key, tuple[models.Model, Kept]] = field(default_factory=dict)

    @property
    def digests(self) -> set[str]:
        """The hashes of all bytes that these rows name."""
        found: set[str] = set()
        for row, kept in [*self.rows.values(), *self.stripped.values()]:
            for name in kept.bytes:
                found |= digests_in(getattr(row, name))
        return found

    def of(self, model: str) -> list[models.Model]:
        """Return the rows of one model."""
        return [row for (label, _), (row, _) in self.rows.items() if label == model]


def row_of(kind: str, key: str) -> models.Model | None:
    """Return the row with this key, or None where there is none."""
    model = apps.get_model(kind)
    found: models.Model | None = model._base_manager.filter(pk=model._meta.pk.to_python(key)).first()
    return found


def plan_whole(row: models.Model) -> Plan:
    """Return all that goes with a row. Raises: NotNow"""
    plan = Plan()
    _add(plan, row)
    for strip in [one for one in plan.stripped if one in plan.rows]:
        del plan.stripped[strip]
    _look_for_kept({key for key in plan.rows if key != (row._meta.label, str(row.pk))} | _holding(plan))
    return plan


def plan_words(row: models.Model) -> Plan:
    """Return the row alone, and those whose bytes hold its words as well. Raises: NotNow"""
    plan, kept = Plan(), kept_of(row)
    if kept is not None:
        if kept.of:
            raise NotNow(IN_THE_FILE)
        _look(row, kept)
        plan.rows[row._meta.label, str(row.pk)] = row, kept
        _strip(plan, row, kept)
    _look_for_kept(_holding(plan) - set(plan.rows))
    return plan


def is_kept(plan: Plan) -> bool:
    """Tell whether a person decided that one of these rows is kept."""
    return bool(_kept_among(set(plan.rows) | _holding(plan)))


def why_not(row: models.Model) -> str:
    """Return what must be done before a row can be erased; empty when nothing stands against it."""
    try:
        plan_whole(row)
    except NotNow as refusal:
        return str(refusal)
    return ""


def _add(plan: Plan, row: models.Model) -> None:
    kept, key = kept_of(row), (row._meta.label, str(row.pk))
    if kept is None or key in plan.rows:
        return
    _look(row, kept)
    plan.rows[key] = row, kept
    _strip(plan, row, kept)
    for name in kept.takes:
        if (taken := getattr(row, name)) is not None:
            _add(plan, taken)
    for other, name in under(row._meta.label):
        for one in apps.get_model(other.model)._base_manager.filter(**{name: row.pk}):
            _add(plan, one)
    for other in (one for one in kept_by_model().values() if one.names_subject):
        if (
            len(key[1]) == 36 and not kept.keeps_history
        ):  # an id of random signs names one thing only; a number may name several
            about = Q(subject=key[1]) | Q(source=key[1])
            for one in apps.get_model(other.model)._base_manager.filter(about):
                _add(plan, one)


def _strip(plan: Plan, row: models.Model, kept: Kept) -> None:
    for path in kept.strips:
        found: models.Model | None = row
        for name in path.split("__"):
            found = getattr(found, name, None)
        if found is not None and (strips := kept_of(found)) is not None:
            _strip_one(plan, found, strips)


def _strip_one(plan: Plan, row: models.Model, kept: Kept) -> None:
    """Let the bytes of a row go, and of the same thing that came again."""
    key = row._meta.label, str(row.pk)
    if key in plan.stripped:
        return
    _look(row, kept)
    plan.stripped[key] = row, kept
    for name in kept.takes:
        first = getattr(row, name)
        if isinstance(first, type(row)):
            _strip_one(plan, first, kept)
    for other, name in under(row._meta.label):
        if other is kept:
            for again in type(row)._base_manager.filter(**{name: row.pk}):
                _strip_one(plan, again, kept)


def _look(row: models.Model, kept: Kept) -> None:
    for name, values in kept.not_while.items():
        if str(getattr(row, name)) in values:
            raise NotNow(kept.why_not)


def _holding(plan: Plan) -> set[Key]:
    """Return the rows of which the bytes go, and those that rest on these bytes."""
    found = set(plan.stripped)
    for label, key in plan.stripped:
        for other, name in under(label):
            keys = apps.get_model(other.model)._base_manager.filter(**{name: key}).values_list("pk", flat=True)
            found |= {(other.model, str(one)) for one in keys}
    return found


def _kept_among(keys: set[Key]) -> list[Key]:
    decided = KeptRow.objects.filter(key__in={key for _, key in keys}).values_list("kind", "key") if keys else ()
    return [one for one in decided if one in keys]


def _look_for_kept(keys: set[Key]) -> None:
    if decided := _kept_among(keys):
        raise NotNow(IS_KEPT.format(one=kept_by_model()[decided[0][0]].one))
