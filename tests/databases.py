"""A database with all its tables, made once for a whole run: every worker begins with a copy of it.

`python -m tests.databases NAME` makes it, on the server of DATABASE_URL or as a file. `./run test` does so and tells
the workers its name; without one pytest makes tables for itself.
"""

import os
import shutil
import sys

import django
from django.conf import settings
from django.db import connection

MADE = "TESTS_DATABASE"  # the variable that holds its name: a database of the server, or a file


def begin_with_what_is_made() -> None:
    """Have Django's own test database begin as a copy, where there is something to copy."""
    if MADE not in os.environ:
        return
    test = settings.DATABASES["default"]["TEST"]
    if connection.vendor == "sqlite":
        shutil.copyfile(os.environ[MADE], test["NAME"])
    else:
        test["TEMPLATE"] = os.environ[MADE]


def is_copied_file() -> bool:
    """Tell whether the test database lies there already, so that Django must not begin by removing it."""
    return MADE in os.environ and connection.vendor == "sqlite"


def make(name: str) -> None:
    """Make the database, and let go of it: nobody copies one that is in use."""
    connection.settings_dict["TEST"]["NAME"] = name
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()


if __name__ == "__main__":
    django.setup()
    make(sys.argv[1])
