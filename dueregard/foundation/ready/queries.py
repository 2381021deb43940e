"""Lets those who remember for seconds what they read look again for a page that is to be kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from dueregard.foundation.ready.gateways.questions import read_for_page

Read = TypeVar("Read")


def read_for_this_page(read: Callable[[], Read]) -> Read | None:
    """Return what `read` finds now, once for a page; None while no page is made that will be kept."""
    return read_for_page(read)
