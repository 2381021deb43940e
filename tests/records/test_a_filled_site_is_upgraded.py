"""A site that holds marks, copies and packages under records/evidence keeps every row, and finishes what was under way.

The database is made by the migrations of the version before, filled, and only then migrated on.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps.registry import Apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import IntegrityError, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.queries import acts_on
from dueregard.foundation.work.actions.give_out_periodic import give_out_periodic
from dueregard.foundation.work.actions.return_tasks import return_tasks_of_the_dead
from dueregard.records.packages.models import Export
from dueregard.records.redaction.models import Mark, PublicCopy
from dueregard.records.redaction.tasks import sweep_public_copies
from tests.older_sites import empty_database, migrate_to, migrate_to_before, shape_of
from tests.records.site_before_the_three import COPIES, NOW, PACKAGES, SiteBefore
from tests.sessions import sign_in
from tests.work import run_all_tasks

BEFORE, CHANGE = ("evidence", "0006_exports_and_nonces"), ("evidence", "0007_marks_and_packages_leave")
AFTER = [("redaction", "0001_marks_and_public_copies"), ("packages", "0001_packages")]
MOVED: tuple[type[models.Model], ...] = (Mark, PublicCopy, Export)
Two = tuple[BaseDatabaseWrapper, BaseDatabaseWrapper]
Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture
def two(db: None, tmp_path: Path) -> Iterator[Two]:
    """An empty database that the whole site takes for its own, and the usual one, which is that of a fresh site."""
    usual = connections["default"]
    with empty_database(tmp_path) as own:
        yield own, usual


def test_a_filled_site_of_the_version_before_keeps_every_row_and_finishes_what_was_under_way(two: Two) -> None:
    own, usual = two
    before = migrate_to_before(own, CHANGE)
    SiteBefore(before).fill()
    rows, named = rows_of(before, "evidence"), names_of(before)
    assert {name: len(found) for name, found in rows.items()} == {"mark": 10, "publiccopy": 8, "export": 5}
    after = migrate_to(own, AFTER)
    assert (rows_of(after, "redaction", "packages"), names_of(after) == named) == (rows, False)
    migrate_to(own, [BEFORE])  # an upgrade that somebody takes back leaves the site as it was
    assert (rows_of(before, "evidence"), names_of(before)) == (rows, named)
    call_command("migrate", verbosity=0)
    assert_every_row_is_there(rows)
    assert_everything_that_names_them_followed()
    assert_pages_show_them()
    assert_work_is_finished()
    assert_rules_of_the_tables_hold()
    assert_tables_are_those_of_a_fresh_site(own, usual)


def rows_of(apps: Apps, *labels: str) -> Rows:
    """Return every row of the three tables, as the models of a version see them."""
    found = {one._meta.model_name: one for one in apps.get_models() if one._meta.app_label in labels}
    return {name: list(found[name].objects.order_by("pk").values()) for name in ("mark", "publiccopy", "export")}


def names_of(apps: Apps) -> list[tuple[Any, ...]]:
    """Return how tasks, periodic runs, acts and content types name what moves."""
    asked = {
        ("django_tasks_database", "DBTaskResult"): "task_path",
        ("work", "PeriodicRun"): "job",
        ("audit", "Act"): "on_kind",
        ("contenttypes", "ContentType"): "app_label",
    }
    return [
        (model, pk, name)
        for (app, model), column in asked.items()
        for pk, name in apps.get_model(app, model).objects.order_by("pk").values_list("pk", column)
    ]


def assert_every_row_is_there(rows: Rows) -> None:
    """Every row is read through the models of today, column by column, with what it hangs on."""
    for model in MOVED:
        now = list(model._default_manager.order_by("pk").values())
        was = rows[str(model._meta.model_name)]
        assert [{name: row[name] for name in old} for row, old in zip(now, was, strict=True)] == was
    assert {one.document.name for one in Mark.objects.select_related("document")} == {f"{name}.csv" for name in COPIES}
    assert {one.document.name for one in PublicCopy.objects.all()} == {f"{name}.csv" for name in COPIES}
    assert {one.copy.copy_of for one in PublicCopy.objects.exclude(copy=None) if one.copy} == {
        one.document for one in PublicCopy.objects.exclude(copy=None)
    }
    assert {(one.group.slug, one.asked_by.name) for one in Export.objects.all()} == {("northport", "Ben")}


def assert_everything_that_names_them_followed() -> None:
    """Tasks can be loaded, periodic work is not given out twice, acts and content types have the new names."""
    assert {type(row.task).__name__ for row in DBTaskResult.objects.all()} == {"Task"}
    assert give_out_periodic(job=sweep_public_copies.module_path, every=120, now=NOW) is None
    assert [line.did for line in acts_on(PublicCopy.objects.get(state="waiting"))] == ["prepare copy"]
    assert [line.did for line in acts_on(Export.objects.get(state="waiting"))] == ["ask for export"]
    types = {
        one.model: one for one in ContentType.objects.filter(model__in=["document", "mark", "publiccopy", "export"])
    }
    apps = {name: one.app_label for name, one in types.items()}
    assert apps == {"document": "evidence", "mark": "redaction", "publiccopy": "redaction", "export": "packages"}
    assert {Permission.objects.get(codename=f"add_{name}").content_type for name in types} == {*types.values()}


def assert_pages_show_them() -> None:
    """Whoever worked with them finds them at the addresses they had."""
    client = sign_in(Person.objects.get(username="ben"))
    for asked in PublicCopy.objects.select_related("document"):
        page = client.get(f"/desk/documents/{asked.document_id}/publication/").content.decode()
        assert "Robin Sample" in page, asked.state
    listed = client.get("/desk/documents/exports/").content.decode()
    assert [state for state in PACKAGES if f"The package that is {state}" not in listed] == []


def assert_work_is_finished() -> None:
    """What waits in the queue under its old name, and what a worker held when it died, is done."""
    assert return_tasks_of_the_dead(asked_by="another worker", now=timezone.now()) == 2
    run_all_tasks()
    made = PublicCopy.objects.filter(document__name__in=["waiting.csv", "making.csv"])
    assert {(one.state, one.reason) for one in made} == {("ready", "")}
    assert all(one.copy and "Robin" not in one.copy.pages.get().text for one in made)
    packed = Export.objects.filter(title__in=["The package that is waiting", "The package that is running"])
    assert {(one.state, one.trouble, one.done) for one in packed} == {("done", "", 1)}


def assert_rules_of_the_tables_hold() -> None:
    """One copy in the making and one published for a document, as before; new rows get keys of their own."""
    for state in ("ready", "published"):
        one = PublicCopy.objects.filter(state=state)[0]
        again = PublicCopy(
            document=one.document, form="table", prepared_by=one.prepared_by, prepared_at=NOW, state=state
        )
        with pytest.raises(IntegrityError), transaction.atomic():
            again.save(force_insert=True)
    mark = Mark.objects.latest("pk")
    newer = Mark.objects.create(document=mark.document, by=mark.by, at=NOW, kind="words", reason="person", words="x")
    assert newer.pk > mark.pk


def assert_tables_are_those_of_a_fresh_site(own: BaseDatabaseWrapper, usual: BaseDatabaseWrapper) -> None:
    """A fresh site has the same tables as an upgraded one, and both have what the models say, no more and no less."""
    tables = set(own.introspection.table_names())
    assert tables == set(usual.introspection.table_names())
    concerned = [one for one in tables if one.startswith(("evidence_", "redaction_", "packages_"))]
    assert [one for one in concerned if shape_of(own, one) != shape_of(usual, one)] == []
    for model in MOVED:
        meta = model._meta
        declared = {one.name for one in (*meta.constraints, *meta.indexes)}
        upgraded = shape_of(own, meta.db_table, named=declared)
        with own.schema_editor() as editor:
            editor.delete_model(model)
            editor.create_model(model)
        assert shape_of(own, meta.db_table, named=declared) == upgraded
