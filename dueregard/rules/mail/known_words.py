"""Lists of words for the reading of letters, out of the table beside this file.

What a list is used for is said in the table; the sentences themselves are in `known_sentences`.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

_LISTS: dict[str, str] = tomllib.loads((Path(__file__).parent / "known_words.toml").read_text(encoding="utf-8"))


def word_list(name: str) -> frozenset[str]:
    """The words of one list."""
    return frozenset(_LISTS[name].split())
