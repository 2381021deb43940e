"""Where findable things come from: the modules that `settings.FINDABLE_KINDS` names, each with two functions."""

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import Protocol, cast

from django.conf import settings

from dueregard.rules.findable import Findable


class Source(Protocol):
    """What such a module offers."""

    def load(self, keys: Sequence[str]) -> Iterable[Findable]:
        """Yield what is findable of the rows with these keys, with who may find it; of a row that is gone, nothing."""

    def all_keys(self) -> Iterator[list[str]]:
        """Yield the keys of all rows, some hundreds at a time."""


def sources() -> dict[str, Source]:
    """Return the source of each kind."""
    return {kind: cast(Source, import_module(path)) for kind, path in settings.FINDABLE_KINDS.items()}


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
