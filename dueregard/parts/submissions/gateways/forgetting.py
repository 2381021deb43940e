"""Lets the database forget what it does not forget by itself: what was deleted, and in which order rows came.

SQLite leaves deleted rows in its file and in its write-ahead file; both databases keep rows in the order in which they
came, and PostgreSQL writes on each the number of its transaction, which stands between those of rows that tell a time.
Source: sqlite.org, PRAGMA secure_delete and wal_checkpoint; postgresql.org, 5.6 "System Columns" and VACUUM.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from django.db.models import Model

LARGEST_ROWID = 2**62  # half of what SQLite has: there is room for new rows behind every other


@contextmanager
def forgetting() -> Iterator[None]:
    """Rows deleted inside are overwritten with zeros."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete=ON")
    yield


def fold_in() -> None:
    """Fold SQLite's write-ahead file into the database and empty it: deleted rows, and the order of writes, are in it.

    Waits for readers as long as a write does; if they still read, it is folded in within the hour.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def shuffle(models: Sequence[type[Model]]) -> None:
    """Write every row of these tables anew, in no order, in one transaction: what it says stays, when it came goes."""
    tables = [connection.ops.quote_name(model._meta.db_table) for model in models]
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA secure_delete=ON")
            for table in tables:
                cursor.execute(f"UPDATE {table} SET rowid = abs(random()) % {LARGEST_ROWID}")  # noqa: S608 (ours)
            return
        cursor.execute(f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE")
        copies = {table: f"shuffled_{number}" for number, table in enumerate(tables)}
        for table, copy in copies.items():
            cursor.execute(f"CREATE TEMPORARY TABLE {copy} ON COMMIT DROP AS SELECT * FROM {table}")  # noqa: S608
        for table in reversed(tables):
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608
        for table, copy in copies.items():
            cursor.execute(f"INSERT INTO {table} SELECT * FROM {copy} ORDER BY random()")  # noqa: S608


def clear_away(models: Sequence[type[Model]]) -> None:
    """Let no older writing of a row lie in the database's own files. If somebody reads for long, it is done later."""
    fold_in()
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return
    tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '5s'")
        try:
            cursor.execute(f"VACUUM (FULL) {tables}")
        except OperationalError:  # the tables are in use; an hour later they are not
            return
        finally:
            cursor.execute("RESET lock_timeout")


def let_go() -> None:
    """Give the database connection back before a slow sender is waited for: there are more senders than connections."""
    if not connection.in_atomic_block:
        connection.close()
