"""The disk fills up under everything, the database too, while letters leave and mail arrives: nothing is lost.

A site runs on a small disk of its own (`tests/faults/filled`): forms, mail and letters are refused in words while it
is full, and go on by themselves as soon as there is room.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.databases import MADE
from tests.processes import ROOT
from tests.soak import so_many

ROUNDS, LETTERS, MAILS = so_many(12, piece=1), so_many(240, piece=12), so_many(96, piece=3)
BYTES = 256 << 20  # of memory, more than the site keeps back for mail


def made(folder: Path) -> str:
    """Return the name of an SQLite database with all its tables in this folder: the run's, or one of our own."""
    copy = folder / "site.sqlite3"
    if Path(os.environ.get(MADE, "")).is_file():
        shutil.copyfile(os.environ[MADE], copy)
    else:
        making = [sys.executable, "-m", "tests.databases", str(copy)]
        subprocess.run(making, cwd=ROOT, check=True, env={**os.environ, "DATABASE_URL": ""})
    return copy.name


@pytest.mark.servers
@pytest.mark.soak
@pytest.mark.starts_early
@pytest.mark.timeout(1800)
def test_a_disk_that_fills_under_the_database_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    how = {"copy": made(tmp_path), "rounds": ROUNDS, "letters": LETTERS, "mails": MAILS}
    with TemporaryDirectory(prefix="disk-") as disk:
        walled = ["bwrap", "--dev-bind", "/", "/", "--size", str(BYTES), "--tmpfs", disk, "--die-with-parent"]
        walk = [sys.executable, "-m", "tests.faults.filled", disk, str(tmp_path), json.dumps(how)]
        done = subprocess.run([*walled, *walk], cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads((tmp_path / "found.json").read_text())
    assert found["twice"] == []
    assert found["sent but never left"] == []
    assert found["letters"] == LETTERS
    assert found["unsure"] <= ROUNDS  # the one that was on its way: a person is asked
    assert found["filed"] == [1] * MAILS
    assert found["notes"]
    assert found["said"]["health"] == {"503 disk": ROUNDS}
    assert found["said"]["work"] == {"in words": ROUNDS}
    assert found["said"]["form"]["in words"] == ROUNDS
    assert found["said"]["queue"].keys() <= {"full"}
    assert (all(found["running"]), found["health"]) == (True, "200 ok")
