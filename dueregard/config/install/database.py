"""Copies the site's SQLite file before an upgrade, tells what it has that the copy has not, and lays the copy back.

Run under the site's account, as a program of its own that imports nothing of ours (`back.ask_database`), so that no
file beside the database is ever another's. The site's own code is not asked: it may be what does not start.
"""

import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

LOGS = ("-wal", "-shm")


def keep(database: str, folder: str) -> dict[str, object]:
    """Copy the database into a folder, and look whether the copy is whole."""
    Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    copy = Path(folder) / "site.sqlite3"
    copy.unlink(missing_ok=True)
    with (
        closing(sqlite3.connect(_only_read(database), uri=True, timeout=60)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        words = "; ".join(row[0] for row in target.execute("PRAGMA integrity_check(3)"))
    copy.chmod(0o600)
    return {"damage": "" if words == "ok" else words, "migrations": migrations(str(copy))["migrations"]}


def migrations(database: str) -> dict[str, object]:
    """Return which migrations a database has had, in order."""
    with closing(sqlite3.connect(_only_read(database), uri=True, timeout=60)) as open_file:
        if not open_file.execute("SELECT 1 FROM sqlite_schema WHERE name = 'django_migrations'").fetchone():
            return {"migrations": []}
        return {
            "migrations": [
                list(row) for row in open_file.execute("SELECT app, name FROM django_migrations ORDER BY id")
            ]
        }


def since(database: str, copy: str) -> dict[str, object]:
    """Return what the database has that the copy has not: rows new or changed, and rows gone, by table."""
    changed, gone = {}, {}
    with closing(sqlite3.connect(_only_read(database), uri=True, timeout=60)) as now:
        now.execute("ATTACH ? AS before", (f"{_only_read(copy)}&immutable=1",))
        for table in _tables(now, "main"):
            columns = [name for name, _ in _columns(now, "main", table)]
            shared = [name for name in columns if name in {one for one, _ in _columns(now, "before", table)}]
            if not shared:
                changed[table] = _count(now, f"SELECT count(*) FROM main.{_quoted(table)}")
                continue
            names = ", ".join(map(_quoted, shared))
            both = f"SELECT {names} FROM main.{_quoted(table)} EXCEPT SELECT {names} FROM before.{_quoted(table)}"
            changed[table] = _count(now, f"SELECT count(*) FROM ({both})")
            keys = [name for name, is_key in _columns(now, "main", table) if is_key and name in shared]
            if keys:
                names = ", ".join(map(_quoted, keys))
                both = f"SELECT {names} FROM before.{_quoted(table)} EXCEPT SELECT {names} FROM main.{_quoted(table)}"
                gone[table] = _count(now, f"SELECT count(*) FROM ({both})")
    return {"changed": changed, "gone": gone}


def lay(copy: str, database: str, aside: str) -> dict[str, object]:
    """Put a copy in the place of the database, which is moved aside whole: nothing of it is lost.

    The copy is on the disk before the database is touched. A site that starts without one makes an empty one.
    """
    Path(aside).mkdir(mode=0o700, parents=True, exist_ok=True)
    part = Path(f"{database}.part")
    shutil.copyfile(copy, part)
    part.chmod(0o600)
    with part.open("rb") as written:
        os.fsync(written.fileno())
    there = Path(database)
    if there.exists():
        os.link(there, Path(aside) / there.name)
    for ending in LOGS:
        log = Path(f"{database}{ending}")
        if log.exists():
            log.rename(Path(aside) / log.name)
    part.replace(database)
    return {}


def _only_read(path: str) -> str:
    plain = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file:{plain}?mode=ro"


def _tables(now: sqlite3.Connection, schema: str) -> list[str]:
    asked = (
        f"SELECT name FROM {schema}.sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' "
        "AND name NOT LIKE 'sqlite_%' ORDER BY name"
    )
    return [row[0] for row in now.execute(asked)]


def _columns(now: sqlite3.Connection, schema: str, table: str) -> list[tuple[str, bool]]:
    return [(row[1], bool(row[5])) for row in now.execute(f"PRAGMA {schema}.table_info({_quoted(table)})")]


def _count(now: sqlite3.Connection, asked: str) -> int:
    return int(now.execute(asked).fetchone()[0])


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


VERBS: dict[str, Callable[..., dict[str, object]]] = {
    "keep": keep,
    "migrations": migrations,
    "since": since,
    "lay": lay,
}


def main() -> int:
    """Do what the command line says and print the answer as JSON; a fault of SQLite or the disk is one line."""
    verb, *given = sys.argv[1:]
    try:
        sys.stdout.write(json.dumps(VERBS[verb](*given)))
    except (sqlite3.Error, OSError) as fault:
        sys.stdout.write(f"{fault}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
