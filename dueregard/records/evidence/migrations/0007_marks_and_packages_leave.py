"""Marks and copies go to records/redaction, packages to records/packages, with all that names them elsewhere.

The tables are renamed and keep their rows. Tasks that wait, the periodic work given out, the audit and Django's own
content types name a record by its app or a task by its module: they follow in the same transaction.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

MODELS = {"mark": "redaction", "publiccopy": "redaction", "export": "packages"}
TASKS = {"make_public_copy": "redaction", "sweep_public_copies": "redaction", "build_export": "packages"}


def follow(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Name the new apps wherever a row names what left."""
    for model, app in MODELS.items():
        _rename_model(apps, schema_editor, model, "evidence", app)
    for task, app in TASKS.items():
        _rename_task(apps, schema_editor, task, "evidence", app)


def return_again(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Name evidence again."""
    for model, app in MODELS.items():
        _rename_model(apps, schema_editor, model, app, "evidence")
    for task, app in TASKS.items():
        _rename_task(apps, schema_editor, task, app, "evidence")


def _rename_model(apps: Apps, schema_editor: BaseDatabaseSchemaEditor, model: str, was: str, now: str) -> None:
    using = schema_editor.connection.alias
    types = apps.get_model("contenttypes", "ContentType").objects.using(using)
    types.filter(app_label=was, model=model).update(app_label=now)  # its permissions hang on it
    acts = apps.get_model("audit", "Act").objects.using(using)
    acts.filter(on_kind=f"{was}.{model}").update(on_kind=f"{now}.{model}")


def _rename_task(apps: Apps, schema_editor: BaseDatabaseSchemaEditor, task: str, was: str, now: str) -> None:
    using = schema_editor.connection.alias
    old, new = (f"dueregard.records.{app}.tasks.{task}" for app in (was, now))
    apps.get_model("django_tasks_database", "DBTaskResult").objects.using(using).filter(task_path=old).update(task_path=new)
    apps.get_model("work", "PeriodicRun").objects.using(using).filter(job=old).update(job=new)


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0006_exports_and_nonces"),
        ("audit", "0001_acts"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("django_tasks_database", "0021_conditional_partial_index_ordering"),
        ("work", "0001_workers"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.AlterModelTable("mark", "redaction_mark"),
                migrations.AlterModelTable("publiccopy", "redaction_publiccopy"),
                migrations.AlterModelTable("export", "packages_export"),
            ],
            state_operations=[
                migrations.DeleteModel("mark"),
                migrations.DeleteModel("publiccopy"),
                migrations.DeleteModel("export"),
            ],
        ),
        migrations.RunPython(follow, return_again),
    ]
