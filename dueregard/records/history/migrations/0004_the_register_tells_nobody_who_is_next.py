"""What people changed in the register stays on record, for members of groups: to everybody it said who is asked next."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def close(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Close the lines of the register but for mergers, which say which entry to look for."""
    lines = apps.get_model("history", "Entry").objects.filter(kind="register", part="bodies", group=None)
    lines.exclude(says__startswith="The entry “").update(is_public=False, public_path="")


class Migration(migrations.Migration):

    dependencies = [("history", "0003_what_a_letter_asks")]

    operations = [migrations.RunPython(close, migrations.RunPython.noop)]
