"""SQLite is asked whether its file is whole; the doctor says the answer, and when nobody asked for long."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from dueregard.foundation.backup.actions.look_for_damage import NotAFile, look_for_damage
from dueregard.foundation.backup.gateways import integrity
from dueregard.foundation.backup.queries import examined
from dueregard.foundation.backup.tasks import back_up_nightly
from dueregard.rules.wiring.examined import Remark, Tone

pytestmark = pytest.mark.django_db


@pytest.fixture
def database(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lay a small database of its own in the place of the site's."""
    path = tmp_path / "site.sqlite3"
    with closing(sqlite3.connect(path)) as file:
        file.execute("CREATE TABLE kept (id INTEGER PRIMARY KEY, words TEXT)")
        file.execute("CREATE TABLE part (id INTEGER PRIMARY KEY, of INTEGER REFERENCES kept (id))")
        file.executemany("INSERT INTO kept VALUES (?, ?)", [(one, "x" * 900) for one in range(200)])
        file.commit()
    settings.BACKUPS = tmp_path / "backups"
    monkeypatch.setattr(integrity, "is_sqlite", lambda: True)
    monkeypatch.setitem(connection.settings_dict, "NAME", str(path))
    return path


def said(days: int = 0) -> Remark:
    return next(one for one in examined(timezone.now() + timedelta(days=days)) if one.about == "database")


def test_a_whole_database_is_told_and_asked_again_after_a_week(database: Path) -> None:
    assert said().tone is Tone.LOOK
    words = StringIO()
    call_command("integrity", stdout=words)
    assert "whole" in words.getvalue()
    assert (said().tone, said(days=9).tone) == (Tone.FINE, Tone.LOOK)


def test_a_damaged_page_is_told_with_what_to_do(database: Path) -> None:
    whole = database.read_bytes()
    database.write_bytes(whole[:20_500] + b"\xff" * 3_000 + whole[23_500:])
    with pytest.raises(CommandError, match="restore a back-up from before"):
        call_command("integrity")
    assert said().tone is Tone.WRONG


def test_a_row_that_points_at_none_is_told(database: Path) -> None:
    with closing(sqlite3.connect(database)) as file:
        file.execute("INSERT INTO part VALUES (1, 999)")
        file.commit()
    assert "part 1: points at a row of kept" in look_for_damage(now=timezone.now())


def test_postgresql_looks_after_its_own_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(integrity, "is_sqlite", lambda: False)
    with pytest.raises(NotAFile):
        look_for_damage(now=timezone.now())
    words = StringIO()
    call_command("integrity", stdout=words)
    assert "nothing to do" in words.getvalue()
    assert "database" not in {one.about for one in examined(timezone.now())}


def test_the_worker_leaves_the_nightly_back_up_to_a_timer_where_there_is_one(tmp_path: Path, settings: Any) -> None:
    settings.BACKUPS, settings.BACKUP_TO = tmp_path / "backups", str(tmp_path / "to")
    settings.BACKUP_KEYS, settings.BACKUP_EACH_NIGHT = "age1northport", False
    back_up_nightly.func()
    assert not (tmp_path / "backups").exists()
