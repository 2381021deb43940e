"""Open data says the same to everyone: what everyone may read, in the shape it is described in, and nothing private."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from dueregard.foundation.opendata.queries.offer import offers
from dueregard.rules.opendata.openapi import PROBLEM
from tests.doors.asking import ask
from tests.doors.world import World

pytestmark = pytest.mark.django_db
TABLES = [one.table.name for one in offers()]
METHODS = ("post", "put", "patch", "delete", "trace")

# jsonschema passes over a format that it cannot check, and these two it can check only with further packages.
FORMATS = FormatChecker(("date", "email"))


@FORMATS.checks("date-time", raises=ValueError)
def is_instant(told: object) -> bool:
    """Tell whether it is an instant with its offset. Source: RFC 3339, 5.6."""
    return not isinstance(told, str) or (told[10:11] == "T" and datetime.fromisoformat(told).tzinfo is not None)


@FORMATS.checks("uri-reference", raises=ValueError)
def is_address(told: object) -> bool:
    """Tell whether it has no sign that an address may not have, and a port that is one. Source: RFC 3986, 4.1."""
    return not isinstance(told, str) or (urlsplit(told).port != 0 and not re.search(r"[^!-~]|[\"<>\\^`{|}]", told))


@pytest.mark.parametrize("told", ["2026-06-01T10:00:00", "2026-06-01 10:00:00Z", "2026-06-31T10:00:00Z", "yesterday"])
def test_what_is_no_instant_is_told_from_one(told: str) -> None:
    assert not FORMATS.conforms(told, "date-time")
    assert FORMATS.conforms("2026-06-01T10:00:00.5+01:00", "date-time")


@pytest.mark.parametrize("told", ["/a page", "https://a.example/<b>", "https://a.example:ten/", "/caf\u00e9"])
def test_what_is_no_address_is_told_from_one(told: str) -> None:
    assert not FORMATS.conforms(told, "uri-reference")
    assert FORMATS.conforms("/bodies/1?all=yes#top", "uri-reference")


def described() -> dict[str, Any]:
    """Return the description as a program reads it."""
    told: dict[str, Any] = Client().get("/api/v1/openapi.json").json()
    return told


def is_as_described(path: str, method: str, answer: Any, description: dict[str, Any]) -> str:
    """Return what is wrong with an answer by the description; empty when nothing is."""
    said = description["paths"][path][method]["responses"].get(str(answer.status_code))
    if said is None:
        return f"{answer.status_code} is not described"
    said = description["components"]["responses"][said["$ref"].rsplit("/", 1)[1]] if "$ref" in said else said
    if "content" not in said:
        return "" if not answer.content else "has content"
    kind = answer.headers["Content-Type"]
    if kind not in said["content"]:
        return f"{kind} is not described"
    schema = {**said["content"][kind]["schema"], "components": description["components"]}
    wrong = sorted(
        str(one.message) for one in Draft202012Validator(schema, format_checker=FORMATS).iter_errors(answer.json())
    )
    return "; ".join(wrong)


def test_every_table_has_rows_in_this_world_and_each_is_as_described(world: World) -> None:
    description = described()
    wrong = {}
    for name in TABLES:
        answer = Client().get(f"/api/v1/{name}")
        rows = answer.json()["rows"]
        key = offers()[TABLES.index(name)].table.key.name
        one = Client().get(f"/api/v1/{name}/{rows[0][key]}") if rows else answer
        wrong[name] = (
            bool(rows),
            is_as_described(f"/api/v1/{name}", "get", answer, description),
            one.json() == rows[0],
        )
    assert wrong == dict.fromkeys(TABLES, (True, "", True))


def test_the_examples_are_as_described(world: World) -> None:
    description = described()
    wrong = []
    for path, item in description["paths"].items():
        for code, said in item["get"]["responses"].items():
            for one in said.get("content", {}).values():
                schema = {**one["schema"], "components": description["components"]}
                faults = Draft202012Validator(schema).iter_errors(one.get("example", {}))
                wrong += [f"{path} {code}: {fault.message}" for fault in faults] if "example" in one else []
    assert wrong == []


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("who", ["visitor", "caseworker", "administrator"])
def test_everyone_is_told_the_same_and_nothing_private(world: World, who: str, name: str) -> None:
    for address in (f"/api/v1/{name}?limit=500", f"/data/{name}.csv", f"/data/{name}.json"):
        public, told = ask(world.everybody, "visitor", address), ask(world.everybody, who, address)
        assert told.status == 200
        assert told.content == public.content
        assert world.planted.leaks("visitor", public.everything) == []
        assert who == "visitor" or {"no-store", "private"} <= {
            *told.headers["Cache-Control"].replace(" ", "").split(",")
        }


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_is_asked_the_answer_is_as_described(world: World, data: st.DataObject) -> None:
    """Hold what schemathesis holds: a described status, type and shape, and no answer of an error of the site."""
    description = described()
    path = data.draw(st.sampled_from(list(description["paths"])))
    item = description["paths"][path]
    words = st.text(max_size=20)
    query = {}
    for parameter in item.get("parameters", []):
        if parameter["in"] == "path":
            key = data.draw(words.filter(lambda key: key and "/" not in key and "?" not in key and "#" not in key))
            path_asked = path.replace("{" + parameter["name"] + "}", "%s")
        elif data.draw(st.booleans()):
            query[parameter["name"]] = data.draw(st.one_of(words, st.integers().map(str), st.just("2026-01-01")))
    if data.draw(st.booleans()):
        query[data.draw(words)] = data.draw(words)
    from_path = path_asked.replace("%s", key) if "{" in path else path
    answer = Client().get(from_path, query)
    if answer.headers["Content-Type"] == PROBLEM and answer.status_code == 404 and "{" in path:
        return
    assert is_as_described(path, "get", answer, description) == ""
    assert not (set(query) - {one["name"] for one in item.get("parameters", [])}) or answer.status_code in (400, 404)


@pytest.mark.parametrize("method", METHODS)
def test_nothing_can_be_changed(world: World, method: str) -> None:
    answer = Client(enforce_csrf_checks=True).generic(method.upper(), "/api/v1/bodies")
    assert (answer.status_code, answer.headers["Content-Type"]) == (405, PROBLEM)
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert is_as_described("/api/v1/bodies", "get", answer, described()) == ""


@pytest.mark.parametrize("path", ["/api/", "/api/v1/", "/api/v1/nothing", "/api/v1/bodies/a/b", "/api/v1/bodies/%0A"])
def test_what_is_not_there_is_a_problem_in_words(world: World, path: str) -> None:
    answer = Client().get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, PROBLEM)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_costs_the_same_queries_however_long(world: World, name: str) -> None:
    def queries(limit: int) -> int:
        with CaptureQueriesContext(connection) as asked:
            Client().get(f"/api/v1/{name}?limit={limit}")
        return len(asked)

    assert queries(500) <= queries(2) + 1


def test_every_column_has_its_type_in_the_package_and_in_the_files(world: World) -> None:
    package = Client().get("/data/datapackage.json").json()
    assert [one["name"] for one in package["resources"]] == TABLES
    wrong = []
    for resource in package["resources"]:
        answer = Client().get(f"/data/{resource['path']}")
        rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode(), newline="")))
        plain = json.loads(b"".join(Client().get(f"/data/{resource['name']}.json")))
        fields = {one["name"]: one["type"] for one in resource["schema"]["fields"]}
        assert len(rows) == len(plain)
        for row, told in zip(rows, plain, strict=True):
            assert row.keys() == told.keys() == fields.keys()
            for name, kind in fields.items():
                same = {
                    "integer": lambda words: int(words) if words else None,
                    "array": json.loads,
                    "boolean": lambda words: words == "true",
                }.get(kind, lambda words: words)(row[name])
                if same != told[name] and (same or None) != told[name] and same != f"'{told[name]}":
                    wrong.append((resource["name"], name, row[name], told[name]))
    assert wrong == []
