"""Pamphlets as the search finds them: everybody may."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from django.urls import reverse
from dueregard.parts.pamphlets.queries import PAMPHLETS

from dueregard.rules.search.findable import Findable

PRINTED_AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def load(keys: Sequence[str]) -> Iterator[Findable]:
    """Yield these pamphlets."""
    for key in keys:
        url = reverse("pamphlets:one", kwargs={"slug": key})
        yield Findable(
            kind="pamphlet", key=key, title=PAMPHLETS[key], text="", url=url, since=PRINTED_AT, is_public=True
        )


def all_keys() -> Iterator[list[str]]:
    """Yield the names of all pamphlets."""
    yield list(PAMPHLETS)
