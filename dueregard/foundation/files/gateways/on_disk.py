"""Makes commits wait for the disk where a promise was made: "we have it" to a mail server, "it may be out" to us.

SQLite's usual setting survives a killed process; only a power cut could take back its last commits.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def on_disk() -> Iterator[None]:
    """Commits made inside are on the disk when they return. PostgreSQL does so anyway."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=FULL")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=NORMAL")
