"""Takes a person's name or address out of words, wherever it stands in them. Pure.

Which rows are looked at, and whether a whole row goes instead, is not decided here.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

ERASED = "[erased]"
GONE = "erased-"
SHORTEST = 3  # signs: a shorter word would take pieces out of other people's sentences


def tombstone(digest: str) -> str:
    """Return what stands in the place of the hash of erased bytes: whoever has the bytes again can tell that they were.

    It is as long as the hash, and not the hash: nobody can look the bytes up by it in another place.
    """
    return f"{GONE}{hashlib.sha256(f'erased {digest}'.encode()).hexdigest()}"[:64]


def terms(typed: str) -> tuple[str, ...]:
    """Return what a person typed to be looked for: one a line, none shorter than `SHORTEST`, none twice."""
    lines = (" ".join(line.split()) for line in typed.splitlines())
    return tuple(dict.fromkeys(line for line in lines if len(line) >= SHORTEST))


def spellings(term: str) -> tuple[str, ...]:
    """Return the ways in which databases that only fold ASCII letters may hold a term."""
    return tuple(dict.fromkeys((term, term.lower(), term.upper(), term.title())))


@cache
def _pattern(wanted: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(wanted, key=len, reverse=True)
    words = "|".join(r"\s+".join(map(re.escape, term.split())) for term in longest_first)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def holds(value: object, wanted: Iterable[str]) -> bool:
    """Tell whether one of the terms stands in a text, or in a text anywhere in a list or an object."""
    return without(value, wanted)[1] > 0


def without(value: Any, wanted: Iterable[str]) -> tuple[Any, int]:
    """Return the value with each term replaced by `ERASED`, and how often that was done.

    Capitals make no difference, nor do line ends between the words of a term; a term inside a longer word stays.
    """
    asked = tuple(wanted)
    if not asked:
        return value, 0
    if isinstance(value, str):
        return _pattern(asked).subn(ERASED, value)
    if isinstance(value, Mapping):
        kept = {key: without(inner, asked) for key, inner in value.items()}
        return {key: inner for key, (inner, _) in kept.items()}, sum(count for _, count in kept.values())
    if isinstance(value, list):
        rows = [without(inner, asked) for inner in value]
        return [inner for inner, _ in rows], sum(count for _, count in rows)
    return value, 0


def around(value: object, wanted: Iterable[str], *, most: int = 60) -> str:
    """Return the first place where a term stands, with `most` signs on either side; empty where none does."""
    asked = tuple(wanted)
    for text in _texts(value):
        if asked and (found := _pattern(asked).search(text)):
            start, end = max(found.start() - most, 0), min(found.end() + most, len(text))
            passage = " ".join(text[start:end].split())
            return f"{'… ' if start else ''}{passage}{' …' if end < len(text) else ''}"
    return ""


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
