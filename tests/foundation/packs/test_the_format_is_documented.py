"""What a pack may hold is written down: the page and the rule name the same things."""

import re

from django.conf import settings

from dueregard.rules.casework.wording import PLACEHOLDERS
from dueregard.rules.letters.wording import PLACEHOLDERS as TAKEN_AWAY
from dueregard.rules.packs import shape as pack
from dueregard.rules.packs.shelves import SHELVES, Shape

PAGE = (settings.ROOT / "docs" / "reference" / "pack.md").read_text(encoding="utf-8")


def test_every_placeholder_is_in_the_table_with_the_same_words() -> None:
    taken_away, others = PAGE.split("\n## Placeholders\n")
    assert rows_of(others) == dict(PLACEHOLDERS)
    assert rows_of(taken_away) == dict(TAKEN_AWAY)


def rows_of(page: str) -> dict[str, str]:
    """Return the placeholders of a table with their words."""
    return dict(re.findall(r"^\| `\{(\w+)\}` \| (.+) \|$", page, re.MULTILINE))


def keys_of(shape: Shape) -> set[str]:
    """Return every key of a shape and of the tables in it."""
    return {*shape.required, *shape.optional}.union(*(keys_of(part) for part in shape.parts.values()))


def words_of(shape: Shape) -> set[str]:
    """Return every word that a key of a shape may hold, but for those the register and the law name."""
    own = {word for key, known in shape.codes.items() if key not in {"for_kinds", "laws"} for word in known}
    return own.union(*(words_of(part) for part in shape.parts.values()))


def test_every_folder_word_and_key_is_named() -> None:
    wanted = {f"{folder}/" for folder in SHELVES}
    for shelf in SHELVES.values():
        wanted |= {f"`{word}`" for word in words_of(shelf.shape) | keys_of(shelf.shape)}
    wanted |= {f"`{key}`" for key in (*pack.PACK, *pack.PACK_OPTIONAL) if key not in {"duty", "words"}}
    assert sorted(one for one in wanted if one not in PAGE) == []
