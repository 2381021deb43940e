"""Lists of words for the reading of letters, out of the table beside this file.

What a list is used for is said in the table; the sentences themselves are in `known_sentences`.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

_LISTS: dict[str, str] = tomllib.loads((Path(__file__).parent / "known_words.toml").read_text(encoding="utf-8"))


def word_list(name: str) -> frozenset[str]:
    """The words of one list."""
    return frozenset(_LISTS[name].split())


_STATING = word_list("stating")
_STATING_STEMS = tuple(sorted(word_list("stating_stems")))
_NO_NAMES = word_list("no_names")
_NO_NAME_STEMS = tuple(sorted(word_list("no_name_stems")))
_WORD = re.compile(r"[a-z\u00e0-\u017f][a-z\u00e0-\u017f'&-]{0,30}")


def can_describe(word: str) -> bool:
    """Whether a word may say what a request is about: no verb, no "no", no number, nothing done with information."""
    return bool(_WORD.fullmatch(word)) and word not in _STATING and not word.startswith(_STATING_STEMS)


def may_be_a_name(word: str) -> bool:
    """Whether a word in small letters may be part of a name: none that states, and nothing done with information."""
    return word not in _NO_NAMES and not word.startswith(_NO_NAME_STEMS)
