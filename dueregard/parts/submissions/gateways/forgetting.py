"""Lets the database overwrite what is deleted, where it does not by itself.

SQLite leaves deleted rows in its file until the space is needed; PostgreSQL's own cleaning takes them.
Source: sqlite.org, PRAGMA secure_delete.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def forgetting() -> Iterator[None]:
    """Rows deleted inside are overwritten with zeros."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete=ON")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete=OFF")


def let_go() -> None:
    """Give the database connection back before a slow sender is waited for: there are more senders than connections."""
    if not connection.in_atomic_block:
        connection.close()
