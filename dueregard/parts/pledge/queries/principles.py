"""The principles of the pledge, out of the installed pack."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dueregard.foundation.packs.queries import texts_of


@dataclass(frozen=True, slots=True)
class PrincipleSource:
    """Where the sense of a principle comes from."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Principle:
    """One principle. `text` is what an organisation commits itself to."""

    slug: str
    title: str
    text: str
    sources: tuple[PrincipleSource, ...]


def principles() -> tuple[Principle, ...]:
    """Return the principles in their order. One query."""
    return tuple(
        Principle(
            text.slug,
            text.title,
            " ".join(text.text.split()),
            tuple(
                PrincipleSource(str(one.get("title", "")), str(one.get("url", "")))
                for one in text.meta.get("sources", [])
            ),
        )
        for text in texts_of("principle")
    )


def titles_of(slugs: Iterable[str], known: Iterable[Principle]) -> tuple[str, ...]:
    """Return the titles of some principles in their order; one that the pack no longer has keeps its short name."""
    chosen = list(slugs)
    titles = {one.slug: one.title for one in known}
    order = [slug for slug in titles if slug in chosen]
    return tuple(titles.get(slug, slug) for slug in [*order, *(one for one in chosen if one not in titles)])
