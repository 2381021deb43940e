"""Names to sign in with are looked for on one line: one that was stored with signs nobody sees would not be found."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from dueregard.rules.text.lines import one_line


def fold(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Store such names as they are looked for; a name that somebody else has by now stays, for a person to settle."""
    people = apps.get_model("accounts", "Person").objects
    for pk, name in people.values_list("pk", "username"):
        folded = one_line(name).strip()
        if folded != name and folded and not people.filter(username__iexact=folded).exclude(pk=pk).exists():
            people.filter(pk=pk).update(username=folded)


class Migration(migrations.Migration):

    dependencies = [("accounts", "0003_came_back")]

    operations = [migrations.RunPython(fold, migrations.RunPython.noop)]
