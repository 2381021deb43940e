"""Before an upgrade the database is copied; going back tells row by row what the copy lacks, and loses nothing."""

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from dueregard.config.install import database


def made(path: Path, *commands: str) -> Path:
    with closing(sqlite3.connect(path)) as file:
        for command in commands:
            file.execute(command)
        file.commit()
    return path


def site(folder: Path) -> Path:
    return made(
        folder / "site.sqlite3",
        "PRAGMA journal_mode=WAL",
        "CREATE TABLE django_migrations (id INTEGER PRIMARY KEY, app TEXT, name TEXT)",
        "INSERT INTO django_migrations VALUES (1, 'mail', '0001_a')",
        "CREATE TABLE letter (id INTEGER PRIMARY KEY, words TEXT)",
        "INSERT INTO letter VALUES (1, 'first'), (2, 'second')",
    )


def test_a_copy_is_whole_and_knows_its_migrations(tmp_path: Path) -> None:
    found = database.keep(str(site(tmp_path)), str(tmp_path / "way"))
    assert found == {"damage": "", "migrations": [["mail", "0001_a"]]}
    assert (tmp_path / "way/site.sqlite3").stat().st_mode & 0o777 == 0o600


def test_rows_that_are_new_changed_or_gone_are_counted_also_beside_new_columns_and_tables(tmp_path: Path) -> None:
    path = site(tmp_path)
    database.keep(str(path), str(tmp_path / "way"))
    made(
        path,
        "ALTER TABLE letter ADD COLUMN newer TEXT DEFAULT 'x'",
        "INSERT INTO letter VALUES (3, 'third', 'y')",
        "UPDATE letter SET words = 'changed' WHERE id = 2",
        "DELETE FROM letter WHERE id = 1",
        "CREATE TABLE note (id INTEGER PRIMARY KEY)",
        "INSERT INTO note VALUES (7)",
    )
    found = database.since(str(path), str(tmp_path / "way/site.sqlite3"))
    assert found["changed"] == {"django_migrations": 0, "letter": 2, "note": 1}
    assert found["gone"] == {"django_migrations": 0, "letter": 1}


def test_a_copy_that_is_laid_back_replaces_the_database_and_its_log_which_are_kept_aside(tmp_path: Path) -> None:
    path = site(tmp_path)
    database.keep(str(path), str(tmp_path / "way"))
    made(path, "INSERT INTO letter VALUES (3, 'third')")
    with closing(sqlite3.connect(path)) as held:  # killed: its log is left beside the file
        held.execute("INSERT INTO letter VALUES (4, 'in the log')")
        held.commit()
        database.lay(str(tmp_path / "way/site.sqlite3"), str(path), str(tmp_path / "aside"))
    with closing(sqlite3.connect(path)) as now, closing(sqlite3.connect(tmp_path / "aside/site.sqlite3")) as before:
        assert now.execute("SELECT count(*) FROM letter").fetchone() == (2,)
        assert before.execute("SELECT count(*) FROM letter").fetchone() == (4,)


def test_a_disk_that_is_full_leaves_the_database_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without one the site would start with an empty one."""
    path = site(tmp_path)
    database.keep(str(path), str(tmp_path / "way"))

    def full(source: str, target: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(OSError, match="No space"):
        database.lay(str(tmp_path / "way/site.sqlite3"), str(path), str(tmp_path / "aside"))
    with closing(sqlite3.connect(path)) as now:
        assert now.execute("SELECT count(*) FROM letter").fetchone() == (2,)


def test_a_damaged_database_is_told_and_a_fault_is_one_line(tmp_path: Path) -> None:
    path = site(tmp_path)
    made(path, "PRAGMA journal_mode=DELETE")
    whole = path.read_bytes()
    path.write_bytes(whole[:8200] + b"\xff" * 200 + whole[8400:])
    done = subprocess.run(
        [sys.executable, "-I", "-c", Path(database.__file__).read_text(), "keep", str(path), str(tmp_path / "way")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1 or json.loads(done.stdout)["damage"]
    assert "Traceback" not in done.stderr
