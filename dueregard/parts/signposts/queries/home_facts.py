"""What the home page says of the key figures: the newest number of each table, with its source and how sure it is."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from dueregard.foundation.packs.models import PackText
from dueregard.foundation.packs.queries import texts_of
from dueregard.parts.signposts.queries.figures import SURE
from dueregard.rules.wiring.figures import HomeFact


def home_facts() -> tuple[HomeFact, ...]:
    """Return the newest numbers of the packs' tables: of the first, also what its second column says. One query."""
    found: list[HomeFact] = []
    for text in texts_of("figures"):
        found += _facts(text, with_second=not found)
    return tuple(found)


def _facts(text: PackText, *, with_second: bool) -> Iterator[HomeFact]:
    columns = text.meta["columns"]
    first = columns[0]["id"]
    row = next((row for row in reversed(text.meta["rows"]) if first in row), None)
    if row is None:
        return
    yield _fact(text, row, first, f"{text.meta['unit']}, {text.meta['place']}, {row['label']}")
    if with_second and len(columns) > 1 and columns[1]["id"] in row:
        yield _fact(text, row, columns[1]["id"], f"of these: {columns[1]['words'].lower()}")


def _fact(text: PackText, row: dict[str, Any], column: str, words: str) -> HomeFact:
    source = text.meta["sources"][0]
    return HomeFact(
        number=f"{row[column]:,}",
        words=words,
        source=source["title"],
        on=date.fromisoformat(source["on"]) if source.get("on") else None,
        href=f"{reverse('signposts:figures')}#{text.slug}",
        unsure="" if row["sure"] == "confirmed" else SURE[row["sure"]],
    )
