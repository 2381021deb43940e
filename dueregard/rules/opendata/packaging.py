"""Describes the tables as a data package, so that no program has to guess: “2010-11” is text, and so is “5E1”.

Source: Data Package and Table Schema, version 1 (specs.frictionlessdata.io).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from dueregard.rules.opendata.tables import Column, Table, Type
from dueregard.rules.text.csv_cells import safe_cell

_FIELD: dict[Type, dict[str, str]] = {
    Type.TEXT: {"type": "string"},
    Type.WHOLE: {"type": "integer"},
    Type.YES_NO: {"type": "boolean"},
    Type.DAY: {"type": "date", "format": "%Y-%m-%d"},
    Type.INSTANT: {"type": "datetime", "format": "%Y-%m-%dT%H:%M:%SZ"},
    Type.ADDRESS: {"type": "string"},
    Type.WORDS: {"type": "array"},
}
FORMULAS = (
    "A text that a spreadsheet would run as a formula has an apostrophe in front in the CSV file; in the JSON file it "
    "stands as it is."
)


def describe(
    tables: Sequence[Table], *, title: str, home: str, made_at: datetime, counts: Mapping[str, int] | None = None
) -> dict[str, Any]:
    """Return the descriptor of all tables, in UTC; `counts` says how many rows each has, where that is known."""
    return {
        "profile": "tabular-data-package",
        "name": "due-regard",
        "title": title,
        "homepage": home,
        "description": FORMULAS,
        "created": f"{made_at:%Y-%m-%dT%H:%M:%SZ}",
        "licenses": _licences(tables),
        "sources": [{"title": source} for source in dict.fromkeys(one.licence.source for one in tables)],
        "resources": [_resource(one, tables, counts or {}) for one in tables],
    }


def cell(column: Column, value: object) -> str:
    """Return a value as it stands in a CSV file: nothing for null, a list as JSON, no formula."""
    if value is None:
        return ""
    if column.type is Type.WORDS:
        return json.dumps(value, ensure_ascii=False)
    if column.type is Type.YES_NO:
        return "true" if value else "false"
    if column.type in (Type.TEXT, Type.ADDRESS):
        return safe_cell(str(value))
    return str(value)


def _licences(tables: Sequence[Table]) -> list[dict[str, str]]:
    known = {one.licence.code: one.licence for one in tables if one.licence.code}
    return [{"name": one.code, "title": one.title, "path": one.url} for one in known.values()]


def _resource(table: Table, tables: Sequence[Table], counts: Mapping[str, int]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": table.name,
        "title": table.title,
        "description": table.says,
        "profile": "tabular-data-resource",
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "sources": [{"title": table.licence.source}],
        "schema": {
            "fields": [_field(one) for one in table.columns],
            "primaryKey": [table.key.name],
            "missingValues": [""],
        },
    }
    if table.licence.code:
        told["licenses"] = _licences([table])
    there = {one.name: one for one in tables}
    if keys := [_foreign(one.column, there[one.table]) for one in table.refers if one.table in there]:
        told["schema"]["foreignKeys"] = keys
    if table.name in counts:
        told["rows"] = counts[table.name]
    return told


def _foreign(column: str, table: Table) -> dict[str, Any]:
    return {"fields": [column], "reference": {"resource": table.name, "fields": [table.key.name]}}


def _field(column: Column) -> dict[str, Any]:
    told: dict[str, Any] = {"name": column.name, "description": column.says, **_FIELD[column.type]}
    must = column.type is not Type.TEXT and column.type is not Type.ADDRESS and not column.may_miss
    limits: dict[str, Any] = {"required": True} if must else {}
    if column.one_of:
        limits["enum"] = [*column.one_of]
    return {**told, "constraints": limits} if limits else told
