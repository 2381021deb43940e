"""Works out which rows belong to the invented county: those made while it was, and all that has come to hang on them.

A picture of the site is taken before the first piece. Nothing is written here.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import SET_NULL, Field, ForeignKey, Model
from django.db.models.fields.reverse_related import ForeignObjectRel

Rows = Mapping[str, Sequence[Any]]  # label of a model -> keys
Keys = dict[str, set[Any]]
CHUNK = 400  # SQLite takes at most 999 values in one question where it is old
MOST_KEPT = 3000  # of larger tables (the register) no row is copied: no piece changes a row of theirs
# What comes and goes by itself: tasks, sessions, brief notes, what the indexer has still to read, and the county's row.
PASSING = frozenset(
    {
        *("django_tasks_database.dbtaskresult", "sessions.session", "accounts.briefnote", "search.changed"),
        *("work.worker", "work.periodicrun", "example.example", "contenttypes.contenttype", "auth.permission"),
        "mfa.authenticator",
    }
)


def packed(value: object) -> bytes:
    """Return a value as compressed JSON."""
    return zlib.compress(json.dumps(value, default=str).encode(), 6)


def unpacked(content: bytes | memoryview) -> Any:
    """Return what was packed."""
    return json.loads(zlib.decompress(bytes(content))) if content else {}


# Rows that outlive what they name: a group its area, a text who edited it last.
GO_WITH_LAST = frozenset({"mail.storedemail", "mail.outgoingmessage"})
STAYS = frozenset({"groups.group", "packs.packtext", "packs.pack", "calendars.holidayfile"})


def picture() -> dict[str, Any]:
    """Return the keys of every row there is, and the rows of small tables as they are."""
    keys, rows = {}, {}
    for model in _kept_models():
        found = [str(key) for key in model._base_manager.order_by().values_list("pk", flat=True)]
        keys[model._meta.label_lower] = found
        if len(found) <= MOST_KEPT and not _holds_bytes(model):
            rows[model._meta.label_lower] = _written(model)
    return {"keys": keys, "rows": rows}


def made_since(before: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return the keys of the rows that were not there before."""
    made = {}
    for model in _kept_models():
        was = set(before["keys"].get(model._meta.label_lower, ()))
        new = [key for key in model._base_manager.order_by().values_list("pk", flat=True) if str(key) not in was]
        if new:
            made[model._meta.label_lower] = new
    return made


def changed_since(before: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the keys of the rows that are others now, or gone."""
    changed = {}
    for label, rows in before["rows"].items():
        now = _written(apps.get_model(label))
        if others := [key for key, row in rows.items() if now.get(key) != row]:
            changed[label] = others
    return changed


def as_they_were(keys: Rows | Keys, before: Mapping[str, Any]) -> Iterator[Model]:
    """Yield these rows as they were before the county was made, ready to be saved."""
    for label, some in keys.items():
        model, known = apps.get_model(label), before["rows"].get(label, {})
        fields = _columns_of(model)
        for key in some:
            if str(key) in known:
                values = json.loads(known[str(key)])
                yield model(**{one.attname: one.to_python(value) for one, value in zip(fields, values, strict=True)})


def pointed_at(label: str, column: str, key: Any, before: Mapping[str, Any]) -> Any:
    """Return what a column of an older row pointed at before the county was made; None where nobody knows."""
    row = before["rows"].get(label, {}).get(str(key))
    if row is None:
        return None
    names = [field.name for field in _columns_of(apps.get_model(label))]
    return json.loads(row)[names.index(column)]


Place = tuple[str, str, tuple[Any, ...]]  # label, column, keys


@dataclass(frozen=True, slots=True)
class Gone:
    """What a removal takes: rows that go, older rows that the county changed and that are put back as they were.

    `turned` are columns of older rows that have come to point at the county: they point again where they did.
    """

    rows: Keys
    put_back: Keys
    emptied: tuple[Place, ...]
    turned: tuple[Place, ...] = ()


def to_remove(made: Rows, changed: Rows, before: Mapping[str, Any]) -> Gone:
    """Follow what points at the rows that were made, and what points at those.

    A row that was there before goes on no account. Where one has come to point at the county, that column alone is
    put back: whatever else people have written in it since is theirs.
    """
    was = {label: set(keys) for label, keys in before["keys"].items()}
    gone: Keys = {}
    put_back: Keys = {label: set(keys) for label, keys in changed.items()}
    emptied: dict[tuple[str, str], set[Any]] = {}
    turned: dict[tuple[str, str], set[Any]] = {}
    waiting: list[tuple[str, set[Any]]] = [(label, _typed(label, keys)) for label, keys in made.items()]
    while waiting:
        label, keys = waiting.pop()
        new = {key for key in keys if str(key) not in was.get(label, ())} - gone.setdefault(label, set())
        gone[label] |= new
        for relation in _relations(apps.get_model(label)) if new else ():
            other = relation.related_model._meta.label_lower
            for chunk in _chunks(new):
                found = _rows_of(relation.related_model, relation.field.name, chunk)
                if _goes_along(relation):
                    older = {key for key in found if str(key) in was.get(other, ())}
                    turned.setdefault((other, relation.field.name), set()).update(older)
                    waiting.append((other, found - older))
                else:
                    emptied.setdefault((other, relation.field.name), set()).update(found)
        if not waiting:
            waiting = [(one, more) for one, more in _of_no_other_use(gone).items() if more - gone.get(one, set())]
    back = tuple((*place, tuple(keys)) for place, keys in turned.items() if keys)
    stay = {place: keys - gone.get(place[0], set()) for place, keys in emptied.items()}
    return Gone(gone, put_back, tuple((*place, tuple(keys)) for place, keys in stay.items() if keys), back)


def _of_no_other_use(gone: Keys) -> Keys:
    """Return what was sent and what came of which only rows that go make use."""
    found: Keys = {}
    for label, keys in gone.items():
        for field in apps.get_model(label)._meta.get_fields():
            if not isinstance(field, ForeignKey) or field.related_model._meta.label_lower not in GO_WITH_LAST:
                continue
            for chunk in _chunks(keys):
                rows = apps.get_model(label)._base_manager.filter(pk__in=chunk).exclude(**{field.name: None})
                named = rows.values_list(f"{field.name}_id", flat=True)
                found.setdefault(field.related_model._meta.label_lower, set()).update(named)
    return {label: {key for key in keys if not _is_used_elsewhere(label, key, gone)} for label, keys in found.items()}


def _is_used_elsewhere(label: str, key: Any, gone: Keys) -> bool:
    return any(
        _rows_of(one.related_model, one.field.name, [key]) - gone.get(one.related_model._meta.label_lower, set())
        for one in _relations(apps.get_model(label))
        if one.related_model._meta.label_lower != label
    )


def _rows_of(model: type[Model], column: str, keys: Sequence[Any]) -> set[Any]:
    return set(model._base_manager.filter(**{f"{column}__in": keys}).order_by().values_list("pk", flat=True))


def _relations(model: type[Model]) -> list[ForeignObjectRel]:
    found = model._meta.get_fields(include_hidden=True)
    return [
        one
        for one in found
        if isinstance(one, ForeignObjectRel)
        and isinstance(one.field, ForeignKey)
        and one.related_model._meta.label_lower not in {"example.example"}
    ]


def _goes_along(relation: ForeignObjectRel) -> bool:
    """Tell whether a row goes with the one it points at."""
    if not relation.field.null:
        return True
    return relation.on_delete is not SET_NULL and relation.related_model._meta.label_lower not in STAYS


def _typed(label: str, keys: Iterable[Any]) -> set[Any]:
    key = apps.get_model(label)._meta.pk
    return {key.to_python(one) for one in keys}


def _chunks(keys: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(keys)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _written(model: type[Model]) -> dict[str, str]:
    """Return every row of a table as a JSON text, by its key."""
    columns = [field.attname for field in _columns_of(model)]
    place = columns.index(model._meta.pk.attname)
    rows = model._base_manager.order_by("pk").values_list(*columns)
    return {str(row[place]): json.dumps(row, cls=DjangoJSONEncoder) for row in rows}


def _holds_bytes(model: type[Model]) -> bool:
    return any(field.get_internal_type() == "BinaryField" for field in model._meta.concrete_fields)


def _columns_of(model: type[Model]) -> list[Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if not getattr(field, "generated", False)]


def _kept_models() -> list[type[Model]]:
    models = apps.get_models(include_auto_created=True)
    return [model for model in models if model._meta.managed and model._meta.label_lower not in PASSING]
