"""A source of findable things for tests: what lies on the shelf, by the key of its row."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from dueregard.foundation.search.queries.kinds import in_lists
from dueregard.rules.search.findable import Findable

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
THINGS: dict[str, list[Findable]] = {}


def thing(key: str, text: str, **known: Any) -> Findable:
    """Return a public page, or what `known` says."""
    plain = {"title": f"Document {key}", "url": f"/d/{key}/", "since": NOW, "is_public": True}
    return Findable(**{"kind": "page", "of": "shelf", "key": key, "text": text} | plain | known)


def put(*things: Findable) -> None:
    """Put things on the shelf in the place of what lay there under the same keys."""
    for one in things:
        THINGS[one.key] = []
    for one in things:
        THINGS[one.key].append(one)


def load(keys: Sequence[str]) -> Iterator[Findable]:
    """Yield what lies on the shelf under these keys."""
    for key in keys:
        yield from THINGS.get(key, ())


def all_keys() -> Iterator[list[str]]:
    """Yield the keys of the shelf."""
    yield from in_lists(sorted(THINGS), 3)
