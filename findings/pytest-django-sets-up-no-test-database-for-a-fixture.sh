#!/usr/bin/env bash
# Guess:    a test or fixture that asks for django_db_setup works on the test database: "ensure test databases are available", says
#           its docstring, and pytest-django's manual fills the database in such a fixture.
# Happens:  only the databases of collected tests with the mark django_db (or the fixtures db, transactional_db, live_server) are
#           made. Is there none among them, nothing is made, and django_db_blocker.unblock() opens the database of the settings,
#           without a word. One marked test anywhere in the run, and the same line meets the test database. So a run of everything
#           is right, and the run of one file writes into the real data.
# Versions: pytest-django 4.14.0, pytest 9.2.0, Django 5.2.19, Python 3.11.
# Matters:  the address sweep in tests/doors makes its world in such a fixture, so each file there carries the mark.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -qq --disable-pip-version-check pytest-django==4.14.0 pytest==9.2.0 Django==5.2.19
cd "$place"
cat > settings.py <<'PY'
SECRET_KEY = "nothing secret"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "real.db", "TEST": {"NAME": "made-for-tests.db"}}}
PY
cat > test_without_a_mark.py <<'PY'
from pathlib import Path

import pytest
from django.db import connection


@pytest.fixture(scope="session")
def filled(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        connection.cursor().execute("CREATE TABLE note (words text)")
        return connection.settings_dict["NAME"]


def test_with_the_filled_database(filled):
    Path("written-into.txt").write_text(Path(filled).name)
PY
cat > test_with_a_mark.py <<'PY'
import pytest


@pytest.mark.django_db
def test_of_something_else():
    pass
PY
written_into() {
    rm -f real.db written-into.txt
    env/bin/python -m pytest -q --ds=settings -p no:cacheprovider "$@" > log.txt || { cat log.txt; exit 1; }
    cat written-into.txt
}
alone=$(written_into test_without_a_mark.py); left=$(test -s real.db && echo "holds the table" || echo "is empty")
echo "the file alone: the fixture wrote into $alone, which $left after the run"
together=$(written_into test_without_a_mark.py test_with_a_mark.py)
echo "together with a marked test in another file: the fixture wrote into $together"
seen="$alone, $left, $together"; wanted="real.db, holds the table, made-for-tests.db"
test "$seen" = "$wanted" || { echo "expected $wanted, saw $seen"; exit 1; }
