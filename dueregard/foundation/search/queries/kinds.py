"""Where findable things come from: the modules that `settings.FINDABLE_KINDS` names, each with two functions."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import Protocol, cast

from django.conf import settings
from django.db import Error

from dueregard.rules.search.findable import Findable

log = logging.getLogger("dueregard.search")


class Source(Protocol):
    """What such a module offers."""

    def load(self, keys: Sequence[str]) -> Iterable[Findable]:
        """Yield what is findable of the rows with these keys, with who may find it; of a row that is gone, nothing."""

    def all_keys(self) -> Iterator[list[str]]:
        """Yield the keys of all rows, some hundreds at a time."""


def sources() -> dict[str, Source]:
    """Return the source of each kind."""
    return {kind: cast(Source, import_module(path)) for kind, path in settings.FINDABLE_KINDS.items()}


def loaded(source: Source, keys: Sequence[str]) -> list[Findable]:
    """Return what a source yields for some rows. A row that cannot be read is left out and said in the log.

    So one bad row keeps nobody from finding the rest. Raises: Error
    """
    try:
        return list(source.load(keys))
    except Error:  # the database is away, which no row can help
        raise
    except Exception as error:
        if len(keys) == 1:
            log.warning("a row could not be added to the index (%s)", type(error).__name__)
            return []
        return [thing for key in keys for thing in loaded(source, [key])]


def in_lists(keys: Iterable[object], length: int) -> Iterator[list[str]]:
    """Yield keys as text, so many at a time."""
    some: list[str] = []
    for key in keys:
        some.append(str(key))
        if len(some) == length:
            yield some
            some = []
    if some:
        yield some
