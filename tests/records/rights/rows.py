"""Makes one row of any model, with given words in the fields that hold words: for tests that ask about every model."""

import itertools
import uuid
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from dueregard.foundation.files.gateways import store
from dueregard.rules.wiring.personal import Kept

_numbers = itertools.count(1)
# Where the first choice or a mere text would break what the database itself holds to be true.
FITS: dict[str, dict[str, Any]] = {
    "foi.Correspondence": {"direction": "in"},
    "mail.StoredEmail": {"state": "filed"},
    "mail.OutgoingMessage": {"state": "sent"},
    "work.LongAct": {"state": "done"},
    "evidence.Document": {"reading": "read"},
    "redaction.PublicCopy": {"state": "withdrawn"},
    "accounts.Person": {"is_active": False},
    "findings.Source": {"kind": "minute", "met_on": date(2026, 5, 1)},
    "tracker.Demand": {"outcome": "", "shown_outcome": ""},
    "tracker.Decision": {"review_on": date(2027, 6, 1)},
    "guide.Suggestion": {"state": "held"},
}
NEEDED: dict[str, tuple[str, ...]] = {
    "foi.Correspondence": ("email",),
    "foi.Attachment": ("document",),
    "findings.Finding": ("passage",),
    "notes.Note": ("body",),
}


def made(model: type[models.Model], **given: Any) -> models.Model:
    """Return a stored row; what it points at is made, too."""
    label = model._meta.label
    values = {**FITS.get(label, {}), **given}
    for field in model._meta.concrete_fields:
        if field.name in values or field.attname in values or _is_left_to_the_database(field):
            continue
        if field.null and field.name not in NEEDED.get(label, ()):
            continue
        if field.has_default():
            continue
        values[field.name] = _value(field)
    return model._base_manager.create(**values)


def made_with(kept: Kept, model: type[models.Model], marker: str) -> models.Model:
    """Return a row with the marker in every field that is said to hold words, and in the bytes that it names."""
    given: dict[str, Any] = {name: _marked(model, name, marker) for name in kept.words}
    for name in kept.bytes:
        if name in given:
            given[name] = [{"sha256": _kept(marker), "name": marker}]
        else:
            given[name] = _kept(marker)
    return made(model, **given)


def _kept(marker: str) -> str:
    return store.put(f"From: {marker}\n\n{marker} wrote this, number {next(_numbers)}.".encode())


def _marked(model: type[models.Model], name: str, marker: str) -> Any:
    field = model._meta.get_field(name)
    if isinstance(field, models.JSONField):
        return {"said": [marker]} if isinstance(field.get_default(), dict) else [marker, {"words": marker}]
    if isinstance(field, models.URLField):
        return f"https://northport.example/{marker.replace(' ', '-')}"
    return (f"{marker} {next(_numbers)}" if getattr(field, "unique", False) else marker)[: field.max_length or None]


def _is_left_to_the_database(field: models.Field) -> bool:  # type: ignore[type-arg]
    return isinstance(field, models.AutoField | models.GeneratedField)


def _value(field: models.Field) -> Any:  # type: ignore[type-arg]
    if field.is_relation:
        assert isinstance(field.related_model, type)
        return made(field.related_model)
    if field.choices:
        return next(value for value, _ in field.flatchoices)
    if isinstance(field, models.DateTimeField):
        return timezone.now() - timedelta(days=1)
    if isinstance(field, models.DateField):
        return date(2026, 6, 1)
    if isinstance(field, models.UUIDField):
        return uuid.uuid4()
    if isinstance(field, models.BooleanField):
        return False
    if isinstance(field, models.IntegerField | models.FloatField):
        return next(_numbers)
    if isinstance(field, models.URLField):
        return "https://northport.example/"
    if isinstance(field, models.CharField | models.TextField):
        return f"x{next(_numbers)}"[: field.max_length or None]
    if isinstance(field, models.JSONField):
        return {}
    if isinstance(field, models.BinaryField):
        return b"x"
    raise AssertionError(f"say in FITS what {field} holds")
