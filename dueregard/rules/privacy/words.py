"""Lists of words that tell an office, a person or a place, out of the table beside this file.

What a list is used for is said in the table.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

_LISTS: dict[str, str] = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


def word_list(name: str) -> frozenset[str]:
    """Return the words of one list."""
    return frozenset(_LISTS[name].split())


def any_of(name: str) -> str:
    """Return the phrases of one list, one a line, as a pattern that matches any of them, the longest first."""
    phrases = {line.strip() for line in _LISTS[name].splitlines() if line.strip()}
    return "|".join(sorted(phrases, key=len, reverse=True))
