"""Asks the database for a sign that is another one whenever anything in it has changed.

SQLite counts the commits of others for each connection (`PRAGMA data_version`). So one connection asks that never
writes: to it, everybody is another. PostgreSQL tells which transactions can be seen (`pg_current_snapshot()`): while
that is the same, so is all that can be seen. Neither sees what is not committed. Source: sqlite.org/pragma.html;
postgresql.org/docs, "System Information Functions".
"""

from __future__ import annotations

import logging
import os
from itertools import count
from pathlib import Path
from threading import Lock

from django.db import Error, connection
from django.db.backends.base.base import BaseDatabaseWrapper

log = logging.getLogger(__name__)
QUESTIONS = {"sqlite": "PRAGMA data_version", "postgresql": "SELECT pg_current_snapshot()::text"}
Sign = tuple[object, ...]


class DatabaseSign:
    """The sign of the default database as one process sees it, through a connection of its own."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._begun, self._answer = 0, None  # type: int, Sign | None
        self._own: BaseDatabaseWrapper | None = None
        self._of: tuple[object, ...] = ()
        self._numbers = count()
        self._number = 0

    def now(self) -> Sign | None:
        """Return the sign as it was at some time after this call; None when nobody can tell.

        Two signs that are equal stand for the same database. Of all who come while one asks, one asks for all.
        """
        begun = self._begun  # what was asked before I came may not know what I have seen
        with self._lock:
            if self._begun > begun:
                return self._answer
            self._begun += 1
            self._answer = None  # whoever waited is told no older one if asking fails
            self._answer = self._ask()
            return self._answer

    def close(self) -> None:
        """Let go of the connection."""
        with self._lock:
            self._close()

    def _ask(self) -> Sign | None:
        try:
            of = _which()
            if self._own is None or of != self._of:
                self._connect(of)
            row = self._own.connection.execute(QUESTIONS[connection.vendor]).fetchone()  # type: ignore[union-attr]
        except Exception as failure:
            if not _is_of_the_database(failure):
                raise
            log.warning("the database gave no sign (%s): no page is kept", type(failure).__name__)
            self._close()
            return None
        return (self._number, row[0])

    def _connect(self, of: tuple[object, ...]) -> None:
        self._close()
        own = connection.copy()
        own.settings_dict = {**own.settings_dict, "OPTIONS": {**own.settings_dict["OPTIONS"]}}
        own.settings_dict["OPTIONS"].pop("pool", None)
        own.inc_thread_sharing()
        own.connect()
        self._own, self._of, self._number = own, of, next(self._numbers)

    def _close(self) -> None:
        own, self._own = self._own, None
        if own is not None and self._of[0] == os.getpid():  # one that was forked away belongs to the parent
            own.close()


def _which() -> tuple[object, ...]:
    """Return what tells this database from one put in its place; raises: OSError where there is none."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite":
        return os.getpid(), name
    file = Path(name).stat()
    return os.getpid(), name, file.st_dev, file.st_ino


def _is_of_the_database(failure: Exception) -> bool:
    kinds = (OSError, Error, connection.Database.Error)  # type: ignore[attr-defined]
    return isinstance(failure, kinds)
