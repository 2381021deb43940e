"""Every row that points at a body moves when its entry is merged, or the merge refuses; whatever part has the row.

The keys are found through Django, and so is what a row needs: a new model is tried here without being named.
"""

import uuid
from datetime import date
from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import models

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.models import Act
from dueregard.records.bodies.actions.merge_bodies import CannotMerge
from dueregard.records.bodies.models import Body, NameWord
from dueregard.records.bodies.queries.moving import JOINED, Pointing, pointing
from dueregard.records.findings.models import Finding
from dueregard.records.groups.models import Group
from dueregard.rules.register.merging import Refusal
from tests.builders import make_body
from tests.people import Cast
from tests.records.bodies.merging import NOW, merged

pytestmark = pytest.mark.django_db
KEYS = [pytest.param(key, id=key.says) for key in pointing()]
# What a model's own rules want of a row, beside what its columns say.
WANTED: dict[str, dict[str, Any]] = {
    "findings.Finding": {"value": "not stated"},
    "findings.Source": {"kind": "web", "url": "https://northport.example/", "seen_on": date(2026, 11, 2)},
    "tracker.Decision": {"review_on": date(2027, 11, 2)},
}
_numbers = count(1)


def make_row(model: type[models.Model], cast: Cast, **given: Any) -> Any:
    """Make a row of any model, with what its columns need."""
    known = {**WANTED.get(model._meta.label, {}), **given}
    for field in model._meta.concrete_fields:
        is_left = field.has_default() or field.null or field.blank or field.primary_key or field.generated
        if field.name not in known and not is_left:
            known[field.name] = _value(field, cast)
    return model._base_manager.create(**known)


def _value(field: Any, cast: Cast) -> Any:
    if isinstance(field, models.ForeignKey):
        remote: Any = field.remote_field.model
        if remote is Body:
            return make_body(f"A third body {next(_numbers)}")
        return {Group: cast.northport, Person: cast.asha}.get(remote) or make_row(remote, cast)
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, models.DateTimeField | models.DateField):
        return NOW if isinstance(field, models.DateTimeField) else date(2026, 11, 2)
    if isinstance(field, models.UUIDField):
        return uuid.uuid4()
    if isinstance(field, models.IntegerField):
        return next(_numbers)
    if isinstance(field, models.BooleanField):
        return False
    return f"words {next(_numbers)}"[: field.max_length]


def two_entries() -> tuple[Body, Body]:
    """Return the two entries of a university."""
    return make_body("University of Northport"), make_body("Northport University")


@pytest.mark.parametrize("key", KEYS)
def test_a_row_that_points_at_the_entry_moves_and_the_audit_has_its_id(key: Pointing, cast: Cast) -> None:
    kept, other = two_entries()
    row = make_row(key.model, cast, **{key.field: other})
    merged(kept, other, cast)
    if key.model is NameWord:
        assert not NameWord.objects.filter(pk=row.pk).exists()  # made anew of the names of both
        return
    row.refresh_from_db()
    assert getattr(row, f"{key.field}_id") == kept.pk
    details = Act.objects.get(did="body.merged").details
    assert str(row.pk) in details["moved"][key.says]
    assert (details["was"], details["into"]) == (str(other.pk), str(kept.pk))


def once_only(key: Pointing, row: Any) -> dict[str, Any]:
    """Return what another row must share with this one to be the same of which a body can have only one."""
    return {
        name: getattr(row, name)
        for constraint in key.model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and key.field in constraint.fields
        for name in constraint.fields
        if name != key.field
    }


def refused(kept: Body, other: Body, cast: Cast) -> list[Refusal]:
    """Merge, and return what stood against it."""
    try:
        merged(kept, other, cast)
    except CannotMerge as cannot:
        return cannot.refusals
    return []


@pytest.mark.parametrize("key", [key for key in KEYS if key.values[0].model is not NameWord])
def test_of_what_a_body_can_have_once_two_are_joined_or_refused_and_none_is_lost(key: Pointing, cast: Cast) -> None:
    kept, other = two_entries()
    ours = make_row(key.model, cast, **{key.field: kept})
    same = once_only(key, ours)
    theirs = make_row(key.model, cast, **same, **{key.field: other})
    reasons = refused(kept, other, cast)
    held = {
        row.pk: getattr(row, f"{key.field}_id") for row in key.model._base_manager.filter(pk__in=[ours.pk, theirs.pk])
    }
    is_only_one = key.model._meta.get_field(key.field).unique
    if not same and not is_only_one:
        assert (reasons, held) == ([], {ours.pk: kept.pk, theirs.pk: kept.pk})
    elif key.model in JOINED:
        assert (reasons, [*held.values()]) == ([], [kept.pk])
        dropped = Act.objects.get(did="body.merged").details["dropped"][key.model._meta.label]
        assert {*dropped, *held} == {ours.pk, theirs.pk}
    else:
        assert held == {ours.pk: kept.pk, theirs.pk: other.pk}
        assert [len(one.words.split()) > 10 for one in reasons] == [True]
        assert not Act.objects.filter(did="body.merged").exists()


def test_what_no_app_speaks_of_is_refused_in_general_words(cast: Cast, settings: SimpleNamespace) -> None:
    settings.BODY_ROWS = {}
    kept, other = two_entries()
    finding = make_row(Finding, cast, body=kept)
    make_row(Finding, cast, body=other, question=finding.question)
    (reason,) = refused(kept, other, cast)
    assert reason.words == (
        "Both entries have findings of which a body can have only one (1 of them). Remove those of one entry first, "
        "then merge."
    )
