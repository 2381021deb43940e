"""Which doors of the home page lead somewhere on this site: all are asked about in one question."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from dueregard.rules.wiring.adds import Door


def open_doors(doors: Sequence[Door]) -> list[Door]:
    """Return the doors behind which there is something. One query."""
    asked = {door.leads: import_string(door.leads)() for door in doors if door.leads}
    there = dict(zip(asked, _have_rows(list(asked.values())), strict=True))
    return [door for door in doors if not door.leads or there[door.leads]]


def _have_rows(asked: Sequence[QuerySet[Any]]) -> list[bool]:
    """Tell of each whether it has a row."""
    parts: list[str] = []
    values: list[Any] = []
    for rows in asked:
        try:
            statement, of_this = rows.order_by().values("pk")[:1].query.sql_with_params()
        except EmptyResultSet:
            statement, of_this = "SELECT 1 WHERE 1 = 0", ()
        parts.append(f"EXISTS({statement})")
        values += of_this
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        return [bool(one) for one in cursor.fetchone()]
