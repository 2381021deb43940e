"""Public findings are read into the search again: it held the words of originals with what their public copies leave out."""

from typing import Any

from django.db import migrations


def read_again(apps: Any, schema_editor: Any) -> None:
    """Note every public finding that rests on a passage as changed; the indexer reads it."""
    changed = apps.get_model("search", "Changed")
    resting = apps.get_model("findings", "Finding").objects.filter(question__is_public=True, passage__isnull=False)
    keys = resting.order_by("pk").values_list("pk", flat=True).iterator(2000)
    changed.objects.bulk_create([changed(kind="finding", key=str(key)) for key in keys], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ("findings", "0002_claims"),
        ("search", "0001_changed"),
    ]

    operations = [
        migrations.RunPython(read_again, migrations.RunPython.noop, elidable=True),
    ]
