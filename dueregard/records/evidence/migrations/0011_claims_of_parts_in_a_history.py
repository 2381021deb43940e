"""What a part says of a passage is the group's alone in a history: of a private question it was public with its document."""

from typing import Any

from django.db import migrations

BY_HAND = ("history", "page")


def _entries(apps: Any) -> Any:
    citations = apps.get_model("evidence", "Citation").objects.exclude(part__in=BY_HAND).filter(body__isnull=False)
    sources = [f"citation-{pk}" for pk in citations.order_by("pk").values_list("pk", flat=True)]
    entries = apps.get_model("history", "Entry").objects
    for at in range(0, len(sources), 500):
        yield entries.filter(source__in=sources[at : at + 500])


def set_apart(apps: Any, schema_editor: Any) -> None:
    """Call them by a name of their own, and show them to the group alone."""
    for some in _entries(apps):
        some.filter(part="passage").update(part="claim", is_public=False, public_path="")


def put_back(apps: Any, schema_editor: Any) -> None:
    """Call them as before. None becomes public by it."""
    for some in _entries(apps):
        some.filter(part="claim").update(part="passage")


class Migration(migrations.Migration):

    dependencies = [
        ("evidence", "0010_commitments_and_replies"),
        ("history", "0002_quote"),
    ]

    operations = [
        migrations.RunPython(set_apart, put_back, elidable=True),
    ]
