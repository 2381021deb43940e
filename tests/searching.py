"""Reads into the test's own index what waits, in this process, and asks it as somebody."""

import threading

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.search.actions.audit_index import audit_index
from dueregard.foundation.search.actions.keep_index import keep_index
from dueregard.foundation.search.gateways.interface import Hit, Reader
from dueregard.foundation.search.queries.search import search
from dueregard.records.groups.access import groups_of


def nothing_to_say(done: int, total: int) -> None:
    """Show no progress."""


def index_now() -> int:
    """Read in everything that waits; returns how many changes it was."""
    return keep_index(stop=threading.Event(), progress=nothing_to_say, until_empty=True)


def differences() -> list[tuple[str, str]]:
    """Return what the audit finds: kind of row, and what is wrong."""
    return [(one.kind, one.what) for one in audit_index(progress=nothing_to_say)]


def reader(person: Person | None) -> Reader:
    """Return the reader that a person is."""
    if person is None:
        return Reader()
    return Reader(frozenset(str(pk) for pk in groups_of(person).values_list("pk", flat=True)))


def titles(typed: str, person: Person | None = None) -> list[str]:
    """Return the titles that a person finds, the best first."""
    return [hit.title for hit in hits(typed, person)]


def hits(typed: str, person: Person | None = None) -> tuple[Hit, ...]:
    """Return the hits of a person, the best first."""
    return search(typed, reader=reader(person)).found.hits
