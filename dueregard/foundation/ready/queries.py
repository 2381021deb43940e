"""Lets those who read the same again and again remember it: for a page that is kept, or while nothing has changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from hashlib import blake2b
from typing import TypeVar

from django.db import connection
from django.db.models import Model

from dueregard.foundation.ready.gateways.questions import is_noted, read_for_page
from dueregard.foundation.ready.gateways.shelf import SHELF

Read = TypeVar("Read")


def read_for_this_page(read: Callable[[], Read]) -> Read | None:
    """Return what `read` finds now, once for a page; None while no page is made that will be kept."""
    return read_for_page(read)


def read_while_unchanged(key: Hashable, read: Callable[[], Read]) -> Read:
    """Return what `read` finds, or what it found before if the database says that nothing in it has changed since.

    The sign is asked for first: what is read is as new as that, or newer. `key` holds everything on which `read` rests
    beside that, with rows that were loaded before (`as_read`), which may be older than the sign. Everything is read
    within a transaction, where one's own changes are not saved yet, and for a page that is kept, which must know all
    its questions.
    """
    if connection.in_atomic_block or is_noted() or not SHELF.is_on or (sign := SHELF.sign.now()) is None:
        return read()
    kept = SHELF.answers_of(sign).get(key)
    if kept is not None and kept[0] == sign:
        found: Read = kept[1]
        return found
    found = read()
    SHELF.answers_of(sign).put(key, (sign, found), 1)
    return found


def as_read(*rows: Model) -> tuple[object, ...]:
    """Return what a key holds of rows that were loaded before the sign was asked for: a digest of their columns."""
    told = [(row._meta.label, [row.__dict__.get(one.attname) for one in row._meta.concrete_fields]) for row in rows]
    return (*(row.pk for row in rows), blake2b(repr(told).encode(), digest_size=16).digest())
