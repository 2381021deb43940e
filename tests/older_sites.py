"""A database of a test's own, empty at first, in the place of the usual one; it goes to whichever migrations one asks.

A site that is upgraded has been through the migrations with its rows in it, which no other test goes through.
"""

import copy
import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps.registry import Apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.graph import MigrationGraph

from dueregard.foundation.ready.gateways.shelf import SHELF

Node = tuple[str, str]
CONSTRAINT = ("columns", "primary_key", "unique", "foreign_key", "check", "index")


@contextmanager
def empty_database(folder: Path) -> Iterator[BaseDatabaseWrapper]:
    """Have everything in this thread asked of a new database of the same kind as the usual one; it goes afterwards."""
    usual = connections["default"]
    settings = copy.deepcopy(usual.settings_dict)
    is_file = usual.vendor == "sqlite"
    settings["NAME"] = str(folder / "older.sqlite3") if is_file else f"older_{uuid.uuid4().hex}"
    if not is_file:
        _say(usual, f'CREATE DATABASE "{settings["NAME"]}"')
    own = type(usual)(settings, alias="default")
    connections["default"] = own
    try:
        yield own
    finally:
        connections["default"] = usual
        own.close()
        SHELF.forget()  # also its connection, which may be one to the database that goes
        if not is_file:
            _say(usual, f'DROP DATABASE "{settings["NAME"]}"')


def migrate_to_before(own: BaseDatabaseWrapper, change: Node) -> Apps:
    """Migrate as far as one can without a change; returns the models as they were then."""
    graph = MigrationExecutor(own).loader.graph
    return migrate_to(own, _last_without(graph, change))


def migrate_to(own: BaseDatabaseWrapper, targets: list[Node]) -> Apps:
    """Migrate to these migrations, forwards or backwards; returns the models as they are then."""
    executor = MigrationExecutor(own)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


def shape_of(connection: BaseDatabaseWrapper, table: str, *, named: Collection[str] | None = None) -> list[Any]:
    """Return the columns, keys, constraints and indexes of a table. Of names that are not `named` nothing is said."""
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, table)
        constraints = connection.introspection.get_constraints(cursor, table)
    found = [
        [name if named is None or name in named else "", *(one[what] for what in CONSTRAINT)]
        for name, one in constraints.items()
    ]
    return [*sorted(columns, key=str), *sorted(found, key=str)]


def _last_without(graph: MigrationGraph, change: Node) -> list[Node]:
    """Return the last migration of each app that does not rest on a change."""
    last: dict[str, tuple[int, Node]] = {}
    for node in graph.nodes:
        rests_on = graph.forwards_plan(node)
        if change not in rests_on:
            last[node[0]] = max(last.get(node[0], (0, node)), (len(rests_on), node))
    return [node for _, node in last.values()]


def _say(usual: BaseDatabaseWrapper, command: str) -> None:
    with usual._nodb_cursor() as cursor:  # type: ignore[attr-defined]  # outside the transaction of a test
        cursor.execute(command)
