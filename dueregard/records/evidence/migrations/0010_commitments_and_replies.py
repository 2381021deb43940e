"""A public copy gets a commitment in the place of its original's hash, and a document knows whether the body sent it.

Commitments need the bytes of the originals, so a periodic task makes them; until then neither is shown.
"""

from typing import Any

from django.db import migrations, models


def say_what_came_in_replies(apps: Any, schema_editor: Any) -> None:
    """Say it of what came with a message, and then of what lay in it or was copied from it, however deep."""
    document = apps.get_model("evidence", "Document")
    document.objects.filter(provenances__kind="correspondence").update(came_in_reply=True)
    while document.objects.filter(
        pk__in=document.objects.filter(came_in_reply=False, provenances__parent__came_in_reply=True).values("pk")
    ).update(came_in_reply=True):
        pass


class Migration(migrations.Migration):
    dependencies = [("evidence", "0009_drawings")]

    operations = [
        migrations.AddField("document", "commitment", models.CharField(blank=True, max_length=64)),
        migrations.AddField("document", "salt", models.CharField(blank=True, max_length=64)),
        migrations.AddField("document", "came_in_reply", models.BooleanField(default=False)),
        migrations.RunPython(say_what_came_in_replies, migrations.RunPython.noop),
    ]
