"""Asks SQLite whether its file is whole, while the site writes to it; and keeps the answer beside the database."""

import json
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

SQLITE = "sqlite"
MOST = 3  # faults that are named


@dataclass(frozen=True, slots=True)
class Looked:
    """When somebody last looked, and what SQLite found; nothing where all was whole."""

    at: datetime
    damage: str


def is_sqlite() -> bool:
    """Tell whether this site's database is a file that can be looked at. PostgreSQL looks after its own pages."""
    return connection.vendor == SQLITE


def damage() -> str:
    """Return what SQLite finds wrong with pages and indexes, and which rows point at none; nothing when all is well."""
    path = str(connection.settings_dict["NAME"]).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=60)) as file:
            words = [row[0] for row in file.execute(f"PRAGMA integrity_check({MOST})")]
            if words == ["ok"]:
                words = [
                    f"{table} {row}: points at a row of {parent} that is not there"
                    for table, row, parent, _ in file.execute("PRAGMA foreign_key_check").fetchmany(MOST)
                ]
    except sqlite3.Error as error:
        return str(error)
    return "; ".join(words)


def remember(looked: Looked) -> None:
    """Keep the answer."""
    path = _file()
    path.parent.mkdir(mode=0o700, exist_ok=True)
    part = path.with_suffix(".part")
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(json.dumps({"at": looked.at.isoformat(), "damage": looked.damage}))
    part.replace(path)


def last_looked() -> Looked | None:
    """Return the last answer; None where nobody looked yet."""
    try:
        told = json.loads(_file().read_text())
        return Looked(datetime.fromisoformat(told["at"]), str(told["damage"]))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def _file() -> Path:
    return Path(settings.BACKUPS) / "integrity.json"
