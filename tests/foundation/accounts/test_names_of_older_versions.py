"""Who chose a name with signs that nobody sees, on a version that took it, can still sign in."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from dueregard.foundation.accounts.models import Person
from tests.people import Cast

fold = import_module("dueregard.foundation.accounts.migrations.0004_names_on_one_line").fold


@pytest.mark.django_db
def test_a_name_of_an_older_version_is_found_again(cast: Cast) -> None:
    as_it_was = MigrationLoader(connection).project_state(("accounts", "0003_came_back")).apps
    with connection.cursor() as cursor:
        for person, name in ((cast.asha, "\u202aasha\u202c"), (cast.carys, "Dana\ufeff")):
            cursor.execute("UPDATE accounts_person SET username = %s WHERE name = %s", [name, person.name])
    assert not Person.objects.filter(username="asha").exists()
    fold(as_it_was, None)
    assert Person.objects.get_by_natural_key("asha") == cast.asha
    assert Person.objects.get_by_natural_key("dana") == cast.dana, "two names stay two"
