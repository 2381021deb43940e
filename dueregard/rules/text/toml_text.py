"""Writes a table as TOML that people can read and edit, in the order of its keys: front matter, tables of a pack.

The standard library reads it; `rules/packs/shelves` says what the keys may be.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")
SHORT = 100  # a list that fits on a line of this many characters stays on one


def to_toml(table: Mapping[str, Any]) -> str:
    """Return the table as TOML: plain values first, then tables, then lists of tables.

    Values are text, numbers, truths, days, lists and tables. None is left out: TOML cannot say it.
    """
    return "\n".join(_table(table, ())).strip() + "\n"


def _table(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    plain = {key: value for key, value in table.items() if not _is_table(value) and not _is_tables(value)}
    for key, value in plain.items():
        if value is not None:
            yield f"{_key(key)} = {_value(value)}"
    for key, value in table.items():
        if _is_table(value):
            yield from ("", f"[{_dotted((*path, key))}]")
            yield from _table(value, (*path, key))
    for key, value in table.items():
        if _is_tables(value):
            for one in value:
                yield from ("", f"[[{_dotted((*path, key))}]]")
                yield from _table(one, (*path, key))


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        items = [_value(one) for one in value]
        one_line = f"[{', '.join(items)}]"
        if len(one_line) <= SHORT:
            return one_line
        return "[\n" + "".join(f"  {item},\n" for item in items) + "]"
    return _text(str(value))


def _text(words: str) -> str:
    """Return a basic string. JSON's escapes are TOML's, except for the one character that JSON leaves as it is."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _dotted(path: tuple[str, ...]) -> str:
    return ".".join(_key(part) for part in path)


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping)


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, Mapping) for one in value)
