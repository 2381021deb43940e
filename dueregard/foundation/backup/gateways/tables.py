"""Reads and writes whole tables of one database, a batch at a time, as values that both kinds of database share.

What counts as the same, `rules/backup/sameness` decides. Rows are not made into objects: what a model does on the way
in or out would be hidden from whoever compares.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import Error, IntegrityError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, ForeignKey, GeneratedField, Model

from dueregard.foundation.backup.gateways.database_copy import POSTGRESQL, SQLITE, DatabaseFault
from dueregard.foundation.search.models import Changed
from dueregard.rules.backup.sameness import JSON, Column, NotOfItsKind, canonical

BATCH = 2000
MIGRATIONS = "django_migrations"
MADE_WITH_TABLES = ("auth_permission", "django_content_type")  # `migrate` fills them; they go before rows come
Row = list[Any]


class BadRow(Exception):
    """A row holds what its column does not allow; its words name table, row and column."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns in order, where among them its key is, and whether the database numbers its rows."""

    name: str
    columns: tuple[Column, ...]
    key: int
    is_numbered: bool


def tables() -> list[Table]:
    """Return the tables of this version of the site, by name."""
    models = [one for one in apps.get_models(include_auto_created=True) if one._meta.managed and not one._meta.proxy]
    return sorted((_table(one) for one in models), key=lambda table: table.name)


def tables_nobody_knows(database: BaseDatabaseWrapper) -> list[str]:
    """Return the tables that hold rows and are of no part that this site has."""
    known = {one.name for one in tables()} | {MIGRATIONS}
    with database.cursor() as cursor:
        there = set(database.introspection.table_names(cursor)) - known
        return sorted(name for name in there if _count(cursor, name))


def tables_with_rows(database: BaseDatabaseWrapper) -> list[str]:
    """Return the tables that hold more than a database has whose tables were just made."""
    with database.cursor() as cursor:
        there = set(database.introspection.table_names(cursor)) - {*MADE_WITH_TABLES, MIGRATIONS}
        return sorted(name for name in there if _count(cursor, name))


def migrations(database: BaseDatabaseWrapper) -> set[tuple[str, str]]:
    """Return the migrations that a database has been through."""
    with database.cursor() as cursor:
        if MIGRATIONS not in database.introspection.table_names(cursor):
            return set()
        cursor.execute(f"SELECT app, name FROM {MIGRATIONS}")  # noqa: S608
        return set(cursor.fetchall())


@contextmanager
def one_instant(database: BaseDatabaseWrapper) -> Iterator[None]:
    """See the database as it is now, and let nobody write to it meanwhile. Raises: DatabaseFault"""
    names = ", ".join(f'"{one.name}"' for one in tables())
    with ExitStack() as held:
        try:
            held.enter_context(transaction.atomic(using=database.alias))
            if database.vendor == POSTGRESQL:
                with database.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                    cursor.execute(f"LOCK TABLE {names} IN SHARE MODE NOWAIT")  # the snapshot is taken after it
        except Error as error:
            raise DatabaseFault(f"Something is writing to this site: {first_line(error)}. Stop it first.") from error
        yield


def rows(database: BaseDatabaseWrapper, table: Table) -> Iterator[Row]:
    """Yield the rows as canonical values. Raises: BadRow"""
    # With the sign before it, SQLite tells what lies there: by the column's name alone it would be converted first.
    sign = "+" if database.vendor == SQLITE else ""
    names = ", ".join(f'{sign}"{one.name}"' for one in table.columns)
    with database.chunked_cursor() as cursor:
        cursor.execute(f'SELECT {names} FROM "{table.name}"')  # noqa: S608
        while batch := _next_batch(cursor, table):
            for found in batch:
                yield _as_canonical(table, found)


def empty(database: BaseDatabaseWrapper) -> None:
    """Remove what `migrate` wrote beside the tables. Permissions name content types."""
    with database.cursor() as cursor:
        for name in MADE_WITH_TABLES:
            cursor.execute(f'DELETE FROM "{name}"')  # noqa: S608


def write(database: BaseDatabaseWrapper, table: Table, found: Iterable[Row]) -> None:
    """Write rows into a table of the second database. Raises: DatabaseFault"""
    kept = [place for place, one in enumerate(table.columns) if not one.is_worked_out]
    names = ", ".join(f'"{table.columns[place].name}"' for place in kept)
    try:
        with database.cursor() as cursor, database.wrap_database_errors:
            if database.vendor == POSTGRESQL:
                with cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
                    for row in found:
                        copy.write_row([row[place] for place in kept])
                return
            marks = ", ".join(["%s"] * len(kept))
            for batch in _batches(found):
                cursor.executemany(
                    f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})',  # noqa: S608
                    [[_for_sqlite(database, table.columns[place], row[place]) for place in kept] for row in batch],
                )
    except Error as error:
        raise DatabaseFault(f"The new database refused the table {table.name}: {first_line(error)}.") from error


def loose_ends(database: BaseDatabaseWrapper) -> list[str]:
    """Return in words the rows that name one which is not there."""
    with database.cursor() as cursor:
        if database.vendor == POSTGRESQL:
            try:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            except IntegrityError as error:
                return [first_line(error)]
            return []
        cursor.execute("PRAGMA foreign_key_check")
        return [f"{name}: row {row} names a row of {other} that is not there" for name, row, other, _ in cursor]


def last_number(database: BaseDatabaseWrapper, table: Table) -> int:
    """Return the last number that the database gave to a row of a table: also one that is gone is not given again."""
    with database.cursor() as cursor:
        if database.vendor == SQLITE:
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table.name])
            return int((cursor.fetchone() or [0])[0])
        cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {_sequence(cursor, table)}")  # noqa: S608
        return int(cursor.fetchone()[0])


def set_last_number(database: BaseDatabaseWrapper, table: Table, number: int) -> None:
    """Have the database go on numbering after this."""
    with database.cursor() as cursor:
        if database.vendor == POSTGRESQL:
            sequence = _sequence(cursor, table)
            cursor.execute("SELECT setval(%s::regclass, %s, %s)", [sequence, max(number, 1), number > 0])
            return
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table.name])
        if number:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table.name, number])


def ask_for_new_index(database: BaseDatabaseWrapper, everything: str) -> None:
    """Have the indexer of the moved site make its index anew."""
    columns = [one for one in Changed._meta.concrete_fields if one.column in {"kind", "key"}]
    names = ", ".join(f'"{one.column}"' for one in columns)
    with database.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{Changed._meta.db_table}" ({names}) VALUES (%s, %s)',  # noqa: S608
            [everything, everything],
        )


def first_line(error: BaseException) -> str:
    """Return what a database says of a fault, without the row that it may quote."""
    return next(iter(str(error).splitlines()), type(error).__name__).rstrip(".")


def _table(model: type[Model]) -> Table:
    fields = model._meta.concrete_fields
    key = model._meta.pk
    is_numbered = key.get_internal_type() in {"AutoField", "BigAutoField", "SmallAutoField"}
    return Table(model._meta.db_table, tuple(map(_column, fields)), list(fields).index(key), is_numbered)


def _column(one: Field[Any, Any]) -> Column:
    is_worked_out = isinstance(one, GeneratedField)
    like: Any = one.output_field if isinstance(one, GeneratedField) else one
    while isinstance(like, ForeignKey):
        like = like.target_field
    kind = "IntegerField" if isinstance(one, ForeignKey) and like.get_internal_type() == "AutoField" else ""
    return Column(str(one.column), kind or like.get_internal_type(), _longest(like), is_worked_out)


def _longest(one: Any) -> int | None:
    """Only a column with a length of its own has one: a TextField's is for forms."""
    return one.max_length if one.get_internal_type() in {"CharField", "SlugField", "FileField"} else None


def _next_batch(cursor: Any, table: Table) -> list[Row]:
    """Return the next rows. SQLite keeps bytes as a text that no program can read as one, and names them; we do not."""
    try:
        return list(cursor.fetchmany(BATCH))
    except Error as error:
        words = first_line(error).partition(" with text")[0]
        raise BadRow(f"{table.name}: a row cannot be read: {words}") from error


def _as_canonical(table: Table, found: Sequence[Any]) -> Row:
    row = []
    for column, value in zip(table.columns, found, strict=True):
        try:
            row.append(canonical(column, value))
        except NotOfItsKind as fault:
            raise BadRow(f"{table.name}, row {found[table.key]}, column {column.name}: {fault}") from None
    return row


def _for_sqlite(database: BaseDatabaseWrapper, column: Column, value: Any) -> Any:
    """Write as Django does. JSON stays the text that it is."""
    if value is None or column.kind == JSON:
        return value
    ops = database.ops
    by_type: dict[str, Callable[[Any], Any]] = {
        "DateTimeField": ops.adapt_datetimefield_value,
        "DateField": ops.adapt_datefield_value,
        "UUIDField": lambda one: one.hex,
        "DurationField": lambda one: one // timedelta(microseconds=1),
        "DecimalField": str,
    }
    return by_type[column.type](value) if column.type in by_type else value


def _batches(found: Iterable[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in found:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _count(cursor: Any, name: str) -> int:
    cursor.execute(f'SELECT count(*) FROM (SELECT 1 FROM "{name}" LIMIT 1) AS one')  # noqa: S608
    return int(cursor.fetchone()[0])


def _sequence(cursor: Any, table: Table) -> str:
    cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table.name}"', table.columns[table.key].name])
    return str(cursor.fetchone()[0])
