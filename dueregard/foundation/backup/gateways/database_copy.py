"""Copies the database while the site writes to it, as it was at one instant; and fills an empty one from a copy.

SQLite copies itself, page by page, so that what did not change stays in its place. PostgreSQL has programs for it.
"""

import errno
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from dueregard.foundation.work.gateways.disk import RESERVE, free_bytes

SQLITE, POSTGRESQL = "sqlite", "postgresql"
FILE, DUMP = "site.sqlite3", "dump"  # what a copy is called in its folder


class DatabaseFault(Exception):
    """The database could not be copied, checked or filled; its words say why."""


@dataclass(frozen=True, slots=True)
class DatabaseCopy:
    """A copy of the database: its kind, how many rows each table has, and what SQLite finds wrong with it."""

    engine: str
    rows: Mapping[str, int]
    damage: str = ""


def copy_database(folder: Path) -> DatabaseCopy:
    """Copy the database of this site into a folder. Raises: DatabaseFault, OSError"""
    if connection.vendor == SQLITE:
        return _copy_sqlite(folder)
    return _copy_postgresql(folder)


def has_tables() -> bool:
    """Tell whether this site's database holds anything yet. Asking an SQLite file that is not there makes none."""
    if connection.vendor == SQLITE and not Path(str(connection.settings_dict["NAME"])).exists():
        return False
    return bool(connection.introspection.table_names())


def refuse_another_kind(engine: str, *, is_filled: bool) -> None:
    """Refuse a copy that this site's database cannot take, or cannot look at. Raises: DatabaseFault"""
    if engine == POSTGRESQL and connection.vendor != POSTGRESQL:
        raise DatabaseFault(
            "This back-up holds a PostgreSQL database. Name an empty one: DATABASE_URL=postgres://user:password@host/name"
        )
    if is_filled and engine != connection.vendor:
        raise DatabaseFault("This back-up holds an SQLite database. Restore it without DATABASE_URL.")


def fill_database(folder: Path) -> None:
    """Fill the empty database of this site from a copy of the same kind. Raises: DatabaseFault, OSError"""
    if connection.vendor == SQLITE:
        connection.close()
        lay_file(folder / FILE, Path(str(connection.settings_dict["NAME"])))
        return
    _run(
        [
            "pg_restore",
            "--exit-on-error",
            "--no-owner",
            "--no-privileges",
            f"--dbname={_conninfo()}",
            str(folder / DUMP),
        ]
    )


def lay_file(copy: Path, target: Path) -> None:
    """Move an SQLite database to its place. The log that a killed site left there would be read into it."""
    for ending in ("-wal", "-shm"):
        target.with_name(f"{target.name}{ending}").unlink(missing_ok=True)
    shutil.move(copy, target)
    target.chmod(0o600)


def look_at_copy(folder: Path) -> DatabaseCopy:
    """Count what a copy holds, apart from the site's own database. PostgreSQL makes a database for it, for a moment.

    Raises: DatabaseFault, OSError
    """
    if (folder / FILE).exists():
        return _look_at_file(folder / FILE)
    with _database_aside() as name:
        _run(
            [
                "pg_restore",
                "--exit-on-error",
                "--no-owner",
                "--no-privileges",
                f"--dbname={_conninfo(name)}",
                str(folder / DUMP),
            ]
        )
        return DatabaseCopy(POSTGRESQL, _rows_told_by(name))


def _copy_sqlite(folder: Path) -> DatabaseCopy:
    path = folder / FILE
    if free_bytes() - Path(str(connection.settings_dict["NAME"])).stat().st_size < RESERVE:
        raise OSError(
            errno.ENOSPC, "There is no room for a copy of the database: the rest of the disk is kept for mail"
        )
    try:
        with (
            closing(
                sqlite3.connect(f"file:{_quoted(connection.settings_dict['NAME'])}?mode=ro", uri=True, timeout=60)
            ) as source,
            closing(sqlite3.connect(path)) as target,
        ):
            source.backup(target)  # in one step: readers hold up nobody where the log is written ahead
            target.execute("PRAGMA journal_mode=DELETE")  # the copy is one file
        return _look_at_file(path)
    except sqlite3.Error as error:
        raise DatabaseFault(f"SQLite could not copy the database: {error}.") from error


def _look_at_file(path: Path) -> DatabaseCopy:
    with closing(sqlite3.connect(f"file:{_quoted(path)}?mode=ro&immutable=1", uri=True)) as copy:
        try:
            words = "; ".join(row[0] for row in copy.execute("PRAGMA integrity_check(3)"))
            damage = "" if words == "ok" else words
            tables = [
                row[0] for row in copy.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
            ]
            rows = {name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}  # noqa: S608
        except sqlite3.DatabaseError as error:
            return DatabaseCopy(SQLITE, {}, str(error))
    return DatabaseCopy(SQLITE, rows, damage)


def _copy_postgresql(folder: Path) -> DatabaseCopy:
    """All of it sees one instant: the rows are counted in the snapshot that the dump reads."""
    connection.ensure_connection()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = str(cursor.fetchone()[0])
        rows = _counted(cursor)
        _run(
            [
                *("pg_dump", "--format=directory", "--compress=0", "--no-owner", "--no-privileges"),
                *(f"--snapshot={snapshot}", f"--file={folder / DUMP}", f"--dbname={_conninfo()}"),
            ]
        )
    return DatabaseCopy(POSTGRESQL, rows)


def _counted(cursor: Any) -> dict[str, int]:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename")
    names = [row[0] for row in cursor.fetchall()]
    rows = {}
    for name in names:
        cursor.execute(f'SELECT count(*) FROM "{name}"')  # noqa: S608 (a table's name, as the database told it)
        rows[name] = int(cursor.fetchone()[0])
    return rows


def _rows_told_by(name: str) -> dict[str, int]:
    aside = connection.copy()
    aside.settings_dict = {**connection.settings_dict, "NAME": name}
    try:
        with aside.cursor() as cursor:
            return _counted(cursor)
    finally:
        aside.close()


@contextmanager
def _database_aside() -> Iterator[str]:
    name = f"dueregard_check_{os.getpid()}"
    _run(["createdb", f"--maintenance-db={_conninfo()}", name])
    try:
        yield name
    finally:
        _run(["dropdb", "--if-exists", f"--maintenance-db={_conninfo()}", name])


def _run(command: list[str]) -> None:
    program = shutil.which(command[0])
    if program is None:
        raise DatabaseFault(f"{command[0]} is not installed. As root: apt-get install postgresql-client")
    password = str(connection.settings_dict["PASSWORD"] or "")
    done = subprocess.run(  # noqa: S603 (PostgreSQL's own programs)
        [program, *command[1:]],
        env={**os.environ, **({"PGPASSWORD": password} if password else {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise DatabaseFault(f"{command[0]} failed: {(done.stderr.strip().splitlines() or ['it gave no reason'])[0]}")


def _conninfo(name: str = "") -> str:
    """Return where the database is, without the password: whoever lists processes sees a command's words."""
    told = connection.settings_dict
    parts = {"host": told["HOST"], "port": told["PORT"], "user": told["USER"], "dbname": name or told["NAME"]}
    return " ".join(f"{key}={_in_quotes(str(value))}" for key, value in parts.items() if value)


def _in_quotes(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _quoted(path: object) -> str:
    return str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
