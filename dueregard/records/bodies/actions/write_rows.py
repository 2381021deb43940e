"""Insert many rows at once, several times faster than `bulk_create`.

Used only where an official file has tens of thousands; everything else goes through the ORM.
"""

from collections.abc import Iterable, Sequence

from django.db import connection, models


def write_rows(*, model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Insert the rows inside the caller's transaction. The database's own constraints hold as ever."""
    by_name = {field.name: field for field in model._meta.concrete_fields}
    fields = [by_name[column] for column in columns]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    # Only names of our own tables and columns are put into the words; every value is a parameter.
    words = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608
    made = [
        [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)] for row in rows
    ]
    if made:
        with connection.cursor() as cursor:
            cursor.executemany(words, made)
