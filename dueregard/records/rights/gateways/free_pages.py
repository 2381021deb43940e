"""Cleans what a database leaves behind of rows that are gone: its log of changes, its free pages, its dead rows.

SQLite overwrites what it deletes (`PRAGMA secure_delete` is on for every connection, config/settings), but its log
still holds the pages as they were. PostgreSQL keeps dead rows until they are vacuumed.
Source: sqlite.org, PRAGMA secure_delete and wal_checkpoint; postgresql.org, VACUUM.
"""

from collections.abc import Iterable

from django.db import connection


def clean_free_pages(tables: Iterable[str]) -> bool:
    """Empty SQLite's log, or vacuum these tables of PostgreSQL. False where a reader was in the way: try again."""
    if connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy = cursor.fetchone()[0]
            return not busy
        for table in tables:
            cursor.execute(f"VACUUM {connection.ops.quote_name(table)}")
    return True


def rewrite_database() -> None:
    """Write the whole database anew, without what was deleted before deleted pages were overwritten."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
