"""Describes the API to programs, by OpenAPI 3.1: every address, what may be asked, and each answer with an example."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dueregard.rules.opendata.asking import LONGEST, MOST, USUAL, place_pattern
from dueregard.rules.opendata.tables import Column, Filter, Table, Type

ROOT = "/api/v1"
VERSION = "1.0.0"
PROBLEM = "application/problem+json"
_SCHEMA: dict[Type, dict[str, Any]] = {
    Type.TEXT: {"type": "string"},
    Type.WHOLE: {"type": "integer"},
    Type.YES_NO: {"type": "boolean"},
    Type.DAY: {"type": "string", "format": "date"},
    Type.INSTANT: {"type": "string", "format": "date-time"},
    Type.ADDRESS: {"type": "string", "format": "uri-reference", "minLength": 1},
    Type.WORDS: {"type": "array", "items": {"type": "string"}},
}


def describe(tables: Sequence[Table], *, title: str, contact: str) -> dict[str, Any]:
    """Return the whole description. `contact` is a web address or empty."""
    paths: dict[str, Any] = {
        ROOT: _read("list_tables", "Which tables there are", "Tables", {"tables": [{**_listed(tables[0])}]})
        if tables
        else {},
        f"{ROOT}/openapi.json": _read("describe", "This description", "", None),
    }
    for one in tables:
        paths[f"{ROOT}/{one.name}"] = _list(one)
        paths[f"{ROOT}/{one.name}/{{{one.key.name}}}"] = _row(one)
    info: dict[str, Any] = {"title": title, "version": VERSION, "description": ABOUT}
    if contact:
        info["contact"] = {"url": contact}
    return {
        "openapi": "3.1.0",
        "info": info,
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {"schemas": _schemas(tables), "responses": _answers(), "headers": HEADERS},
    }


ABOUT = (
    "Everything that everyone may read on this site, as data. Reading only; no key and no account is needed. "
    "A list is read page by page: follow “next” until it is null. Rows come in the order in which they became public, "
    "so nothing is doubled or missed while rows are added."
)
HEADERS: dict[str, Any] = {
    "ETag": {
        "description": "Send it back as If-None-Match to be told when nothing changed.",
        "schema": {"type": "string"},
    },
    "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}},
}


def _listed(table: Table) -> dict[str, object]:
    return {"name": table.name, "title": table.title, "says": table.says, "rows": f"{ROOT}/{table.name}"}


def _schemas(tables: Sequence[Table]) -> dict[str, Any]:
    text = {"type": "string"}
    told: dict[str, Any] = {
        "Problem": {
            "type": "object",
            "required": ["type", "title", "status", "detail"],
            "properties": {
                "type": {**text, "format": "uri-reference"},
                "title": text,
                "status": {"type": "integer"},
                "detail": text,
                "parameter": text,
            },
        },
        "Tables": {
            "type": "object",
            "required": ["tables"],
            "properties": {
                "tables": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["name", "title", "says", "rows"],
                        "properties": {"name": text, "title": text, "says": text, "rows": text},
                    },
                }
            },
        },
    }
    for one in tables:
        told[_type(one)] = {
            "type": "object",
            "description": one.says,
            "required": [column.name for column in one.columns],
            "additionalProperties": False,
            "properties": {column.name: _column(column) for column in one.columns},
        }
        told[f"{_type(one)}Page"] = {
            "type": "object",
            "required": ["rows", "next"],
            "properties": {
                "rows": {"type": "array", "items": {"$ref": f"#/components/schemas/{_type(one)}"}},
                "next": {"type": ["string", "null"], "description": "Where the next page is; null on the last one."},
            },
        }
    return told


def _column(column: Column) -> dict[str, Any]:
    told: dict[str, Any] = {**_SCHEMA[column.type], "description": column.says}
    if column.may_miss and column.type is not Type.TEXT:
        told["type"] = [told["type"], "null"]
    if column.one_of:
        told["enum"] = [*column.one_of]
    return told


def _type(table: Table) -> str:
    return "".join(word.capitalize() for word in table.one.split())


def _list(table: Table) -> dict[str, Any]:
    page = {"rows": [table.example], "next": None}
    told = _read(f"list_{_snake(table)}", table.title, f"{_type(table)}Page", page, asks=True)
    told["get"]["description"] = f"{table.says} Source: {table.licence.source}"
    told["parameters"] = [
        _query("limit", "How many rows at most.", {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}),
        _query(
            "after",
            "From where to go on, as “next” of the page before says.",
            {"type": "string", "pattern": place_pattern(table)},
        ),
        *([_query("since", "Only what became public on this day or later.", _SCHEMA[Type.DAY])] if table.since else []),
        *(_filter(one) for one in table.filters),
    ]
    return told


def _row(table: Table) -> dict[str, Any]:
    told = _read(f"read_{_snake(table)}", f"One {table.one}", _type(table), table.example, asks=True)
    told["parameters"] = [
        {
            "name": table.key.name,
            "in": "path",
            "required": True,
            "description": table.key.says,
            "schema": {"type": "string", "minLength": 1},
            "example": table.key.example,
        }
    ]
    return told


def _place(table: Table) -> dict[str, Any]:
    return {"type": "string", "pattern": place_pattern(table)}


def _snake(table: Table) -> str:
    return table.name.replace("-", "_")


def _filter(one: Filter) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": LONGEST}
    if one.one_of:
        schema = {"type": "string", "enum": [*one.one_of]}
    return {**_query(one.name, one.says, schema), "example": one.example}


def _query(name: str, says: str, schema: dict[str, Any]) -> dict[str, Any]:
    told = {"name": name, "in": "query", "required": False, "description": says, "schema": schema}
    if name == "since":
        told["example"] = "2026-11-30"
    return told


def _read(name: str, says: str, schema: str, example: object, *, asks: bool = False) -> dict[str, Any]:
    of = {"$ref": f"#/components/schemas/{schema}"} if schema else {"type": "object"}
    content: dict[str, Any] = {"schema": of}
    if example is not None:
        content["example"] = example
    good = {
        "description": "As asked.",
        "headers": {"ETag": {"$ref": "#/components/headers/ETag"}},
        "content": {"application/json": content},
    }
    refusals = ["400", "404"] if asks else ["400"]
    answers = {code: {"$ref": f"#/components/responses/{_NAMES[code]}"} for code in (*refusals, "405", "412", "429")}
    unchanged = {"description": "Nothing changed since the answer whose ETag was sent."}
    return {"get": {"operationId": name, "summary": says, "responses": {"200": good, "304": unchanged, **answers}}}


_NAMES = {"400": "NoSense", "404": "NotThere", "405": "ReadingOnly", "412": "NotThis", "429": "TooOften"}
_SAYS = {
    "NoSense": (400, "A parameter makes no sense. The answer names it and says what would be right."),
    "NotThere": (404, "There is no such row, or it is not public."),
    "ReadingOnly": (405, "This address can only be read."),
    "NotThis": (412, "What is there now is not what If-Match names."),
    "TooOften": (429, "Too many questions in one minute. Retry-After says how long to wait."),
}


def _answers() -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    told: dict[str, Any] = {}
    for name, (status, says) in _SAYS.items():
        example = {"type": "about:blank", "title": name, "status": status, "detail": says}
        told[name] = {"description": says, "content": {PROBLEM: {"schema": schema, "example": example}}}
    told["TooOften"]["headers"] = {"Retry-After": {"$ref": "#/components/headers/Retry-After"}}
    return told
