"""Writes one new row with a statement that is composed once a thread: for rows of which there are several an e-mail.

What the row says, and in which transaction it is written, is the caller's.
"""

from functools import partial
from typing import Any

from django.db import connection, models, transaction
from django.db.models.sql import InsertQuery

from dueregard.foundation.work.gateways.composed import NotComposed, composed_here


def add_row(row: models.Model) -> None:
    """Write a new row, as `row.save(force_insert=True)` does, but with the words of the statement composed once."""
    model = type(row)
    if not row._state.adding:
        row.save(force_insert=True)
        return
    kept = composed_here()
    if model not in kept:
        kept[model] = partial(_insert, *_composed_insert(model))
    kept[model](row)


def _composed_insert(model: type[models.Model]) -> tuple[str, list[Any], list[Any]]:
    meta = model._meta
    returned = list(meta.db_returning_fields)
    fields = [field for field in meta.local_concrete_fields if field not in returned and not field.generated]
    query = InsertQuery(model)
    query.insert_values(fields, [model()])
    compiler: Any = query.get_compiler(connection=connection)
    compiler.returning_fields = returned
    ((sql, params),) = compiler.as_sql()
    if len(params) != len(fields) or meta.parents:
        raise NotComposed(sql)
    return sql, fields, returned


def _insert(sql: str, fields: list[Any], returned: list[Any], row: models.Model) -> None:
    params = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    with transaction.mark_for_rollback_on_error(connection.alias), connection.cursor() as cursor:
        cursor.execute(sql, params)
        if returned:
            for field, value in zip(returned, cursor.fetchone(), strict=True):
                setattr(row, field.attname, value)
    row._state.adding, row._state.db = False, connection.alias
