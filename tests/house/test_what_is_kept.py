"""Every model says what it keeps of whom: the privacy notice, the search for a person and erasing rest on it."""

from django.apps import apps
from django.db import models

from dueregard.records.rights.queries.kept import about_nobody, kept_by_model, notices

SHORT = 30  # signs: a code or a state, in which nobody writes


def fields_for_words(model: type[models.Model]) -> set[str]:
    """Return the fields of a model in which words can stand: texts, JSON, and lines that are no choice."""
    return {field.name for field in model._meta.local_concrete_fields if _takes_words(field)}


def _takes_words(field: models.Field) -> bool:  # type: ignore[type-arg]
    if isinstance(field, models.TextField | models.JSONField):
        return True
    return isinstance(field, models.CharField) and not field.choices and (field.max_length or 0) >= SHORT


def undeclared(model_classes: list[type[models.Model]]) -> list[str]:
    """Return the models that can hold words and say nothing of whom they are."""
    said = {*kept_by_model(), *about_nobody()}
    return sorted(one._meta.label for one in model_classes if fields_for_words(one) and one._meta.label not in said)


def test_every_model_that_can_hold_words_says_whose_they_are() -> None:
    assert undeclared(list(apps.get_models())) == []


def test_no_model_says_both_and_none_is_named_that_does_not_exist() -> None:
    assert set(kept_by_model()) & set(about_nobody()) == set()
    labels = {one._meta.label for one in apps.get_models()}
    assert {*kept_by_model(), *about_nobody()} - labels == set()


def test_whatever_is_said_of_a_row_names_its_own_fields_and_a_paragraph_says_why_and_how_long() -> None:
    for kept in kept_by_model().values():
        model = apps.get_model(kept.model)
        here = {field.name for field in model._meta.get_fields()}
        named = {*kept.words, *kept.bytes, *kept.under, *kept.takes, *kept.sets, *kept.only, *kept.not_while}
        named |= {path.split("__")[0] for path in (*kept.strips, kept.since, kept.of) if path}
        named |= {path.split("__")[0] for path in (kept.group,) if path and path != "self"}
        assert named <= here, kept.model
        assert bool(kept.days) == bool(kept.since), kept.model
        assert bool(kept.not_while) == bool(kept.why_not), kept.model
    for notice in notices():
        assert notice.what, notice.whose
        assert not notice.rows or (notice.why and notice.how_long), notice.whose


def test_a_model_that_says_nothing_is_seen() -> None:
    class Diary(models.Model):
        entry = models.TextField()

        class Meta:
            app_label = "tests"

    assert undeclared([Diary]) == ["tests.Diary"]
