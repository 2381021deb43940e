"""Demands and decisions know whether everybody could ever read them: those that never were can be thrown away."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

PUBLISHED = {"Demand": "publish_demand", "Decision": "publish_decision"}
AT_ONCE = 500


def remember(apps: Apps, schema: BaseDatabaseSchemaEditor) -> None:
    """Take it from the audit, which has every publication, also one that was undone."""
    acts = apps.get_model("audit", "Act")
    for name, did in PUBLISHED.items():
        rows = apps.get_model("tracker", name).objects
        keys = sorted(set(acts.objects.filter(did=did).values_list("on_id", flat=True)))
        for start in range(0, len(keys), AT_ONCE):
            rows.filter(pk__in=keys[start : start + AT_ONCE]).update(was_public=True)
        rows.filter(is_public=True).update(was_public=True)
        rows.exclude(withdrawn_why="").update(was_public=True)


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_acts"),
        ("tracker", "0002_lines_by_code_of_a_demand"),
    ]

    operations = [
        migrations.AddField("demand", "was_public", models.BooleanField(default=False)),
        migrations.AddField("decision", "was_public", models.BooleanField(default=False)),
        migrations.RunPython(remember, migrations.RunPython.noop),
    ]
