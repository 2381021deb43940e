"""A test file that takes the world of the doors also carries the database mark.

The world is a fixture that opens the database itself. pytest-django 4.14 makes no test database for that alone: a file
without the mark, run by itself, would open the database of the settings (findings/ shows it).
"""

import re
from pathlib import Path

from tests.house.sources import ROOT, files

MARK = re.compile(r"pytestmark\s*=.*pytest\.mark\.django_db", re.DOTALL)
OPENS = re.compile(r"\bdjango_db_blocker\b")
KNOWN = {"tests/doors/conftest.py"}


def unmarked(paths: list[Path]) -> list[str]:
    """Return the names of files that do not ask for the database."""
    return [path.name for path in paths if not MARK.search(path.read_text())]


def test_every_file_of_the_doors_asks_for_the_database() -> None:
    doors = files("test_*.py", under=ROOT / "tests/doors")
    assert doors
    assert unmarked(doors) == []


def test_nobody_else_opens_the_database_in_a_fixture_without_being_known_here() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for path in files("*.py", under=ROOT / "tests")
        if OPENS.search(path.read_text()) and path.name != Path(__file__).name
    }
    assert found == KNOWN


def test_a_file_without_the_mark_is_seen(tmp_path: Path) -> None:
    bare = tmp_path / "test_bare.py"
    bare.write_text("import pytest\n\ndef test_it(world): ...\n")
    marked = tmp_path / "test_marked.py"
    marked.write_text("import pytest\n\npytestmark = pytest.mark.django_db\n")
    assert unmarked([bare, marked]) == ["test_bare.py"]
