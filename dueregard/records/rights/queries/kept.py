"""What the apps of this site say they keep about people, loaded once: their notices, and the rows of each model."""

from collections.abc import Mapping
from functools import cache

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string

from dueregard.rules.wiring.personal import Kept, Notice


@cache
def notices() -> tuple[Notice, ...]:
    """Return the paragraphs of the privacy notice, in order."""
    said: list[Notice] = [notice for path in settings.NOTICES for notice in import_string(path)]
    return tuple(sorted(said, key=lambda notice: notice.order))


@cache
def kept_by_model() -> Mapping[str, Kept]:
    """Return what is kept in the rows of each model that holds words about people. Raises: LookupError for no model"""
    rows = [kept for notice in notices() for kept in notice.rows]
    for kept in rows:
        apps.get_model(kept.model)
    return {kept.model: kept for kept in rows}


@cache
def about_nobody() -> Mapping[str, str]:
    """Return the models whose words are about nobody, and why."""
    return {model: why for path in settings.ABOUT_NOBODY for model, why in import_string(path).items()}


def kept_of(row: models.Model) -> Kept | None:
    """Return what is kept in a row, if it may be about someone."""
    return kept_by_model().get(row._meta.label)


def model_of(kept: Kept) -> type[models.Model]:
    """Return the model whose rows they are."""
    return apps.get_model(kept.model)


@cache
def under(model: str) -> tuple[tuple[Kept, str], ...]:
    """Return what goes with a row of this model: the other rows, and their key that names it."""
    return tuple(
        (kept, key)
        for kept in kept_by_model().values()
        for key in kept.under
        if model_of(kept)._meta.get_field(key).related_model is apps.get_model(model)
    )


def digests_in(value: object) -> set[str]:
    """Return the hashes that a field names: of JSON, all that stands under "sha256"."""
    if isinstance(value, str):
        return {value} if len(value) == 64 else set()
    if isinstance(value, dict):
        return digests_in(value.get("sha256", "")).union(
            *(digests_in(v) for v in value.values() if not isinstance(v, str))
        )
    if isinstance(value, list):
        return set().union(*(digests_in(one) for one in value if not isinstance(one, str)))
    return set()
