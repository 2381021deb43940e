"""What a text in RTF visibly says: without hidden, deleted, pale and tiny words, asides and the addresses behind links.

Source: Rich Text Format Specification 1.9.1 (groups, character properties, destinations that may be ignored).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from striprtf.striprtf import rtf_to_text

from dueregard.rules.text.rich_text import without_idle_stars
from dueregard.rules.visible.blocks import LEFT_OUT_PICTURE, MOST_WORDS, Block, Paragraph, TooMuch

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|(?P<open>\{)(?P<aside>\\\*)?|(?P<close>\})"
    r"|\\'[0-9a-fA-F]{2}|\\.|[^\\{}]+|\\",
    re.DOTALL,
)
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_COLOURS = re.compile(r"\{\\colortbl([^{}]{0,20000})\}")
_LIGHT = 240  # of 255, in each colour
_SMALLEST = 4  # half points
_PROPERTIES = {"v", "deleted", "cf", "fs"}
_NO_WORDS = {"pict", "objdata"}  # until the end of their group: pixels and files, written as digits


def visible_in_rich_text(content: bytes) -> Iterator[Block]:
    """Yield the paragraphs, and a note where pictures were. Raises: TooMuch, and what striprtf raises"""
    text = without_idle_stars(content[max(0, content[:1024].find(b"{\\rtf")) :].decode("latin-1"))
    said = str(rtf_to_text(shown_part(text), encoding=_encoding(content), errors="replace"))  # type: ignore[no-untyped-call]
    if said.count(" ") > MOST_WORDS:
        raise TooMuch
    for line in said.split("\n"):
        shown = "".join(sign if sign.isprintable() else " " for sign in line).strip()
        if shown:
            yield Paragraph(shown)
    if "\\pict" in text:
        yield Paragraph(LEFT_OUT_PICTURE)


def shown_part(text: str) -> str:
    """Return the RTF without what its reader is not shown."""
    pale = _pale(text)
    kept: list[str] = []
    hidden: set[str] = set()
    above: list[set[str]] = []
    at = 0
    while found := _TOKEN.match(text, at):
        at = found.end()
        word, number = found["word"], found["number"]
        if found["open"]:
            above.append(set(hidden))
            hidden |= {"aside"} if found["aside"] else set()
        elif found["close"]:
            hidden = above.pop() if above else set()
        elif word == "bin":  # raw bytes follow, which may look like anything
            at += max(0, int(number or 0))
            continue
        elif word in _NO_WORDS:
            hidden.add("aside")
        elif word == "plain":
            hidden -= _PROPERTIES
        elif word in _PROPERTIES:
            (hidden.add if _hides(word, number, pale) else hidden.discard)(word)
        if not hidden or found["open"] or found["close"] or word == "uc":
            kept.append(found.group())
    return "".join(kept)


def _hides(word: str, number: str | None, pale: set[int]) -> bool:
    if word == "cf":
        return int(number or 0) in pale
    if word == "fs":
        return number is not None and int(number) <= _SMALLEST
    return number != "0"


def _pale(text: str) -> set[int]:
    """Return the numbers of the colours that cannot be told from paper."""
    table = _COLOURS.search(text)
    found = set()
    for number, colour in enumerate(table[1].split(";") if table else ()):
        parts = [int(part) for part in re.findall(r"\\(?:red|green|blue)(\d{1,3})", colour)]
        if len(parts) == 3 and min(parts) >= _LIGHT:
            found.add(number)
    return found


def _encoding(content: bytes) -> str:
    page = _CODE_PAGE.search(content[:1024])
    try:
        "".encode(name := f"cp{page[1].decode()}" if page else "cp1252")
    except LookupError:
        return "cp1252"
    return name
