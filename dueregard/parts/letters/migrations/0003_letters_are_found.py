"""Letters that were sent before the search knew of them are read into the index."""

from typing import Any

from django.db import migrations


def mark(apps: Any, schema_editor: Any) -> None:
    """Note every letter as one that has changed."""
    letters = apps.get_model("letters", "SentLetter").objects.values_list("pk", flat=True)
    changed = apps.get_model("search", "Changed")
    changed.objects.bulk_create(
        (changed(kind="group_letter", key=str(pk)) for pk in letters.iterator()), batch_size=500
    )


class Migration(migrations.Migration):

    dependencies = [
        ('letters', '0002_a_reply_to_letters_of_several_groups'),
        ('search', '0001_changed'),
    ]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
