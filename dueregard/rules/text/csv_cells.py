"""Cells of a table that a spreadsheet opens as words, never as something to run."""

from __future__ import annotations

from dueregard.rules.text.lines import writable

# What makes a spreadsheet treat a cell as a formula. Source: OWASP, CSV Injection.
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(value: str | float | None) -> str:
    """Return a cell's words; anything that would be treated as a formula gets an apostrophe in front. Numbers stay."""
    if value is None:
        return ""
    words = writable(str(value))
    if not words.lstrip().startswith(_STARTS) and not words.startswith(_STARTS):
        return words
    return words if _is_number(words) else f"'{words}"


def words_of_cell(cell: str) -> str:
    """Return the words of a cell that `safe_cell` may have written: without the apostrophe before a formula."""
    return cell[1:] if cell.startswith("'") and safe_cell(cell[1:]) == cell else cell


def _is_number(words: str) -> bool:
    bare = words.removeprefix("-")
    return bare.replace(".", "", 1).isdigit() and bare.isascii()
