"""Reads the text of a motion or letter as headings, paragraphs, lists and quotations, which every file has as such.

One line is one line: templates are unfolded first (`casework/wording.unfold`), and people break lines as they want.
How each form of file says it is for the gateways.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_SIGNS = 60_000  # of a text, about twenty pages
_HEADING = re.compile(r"(#{1,3})\s+(?=\S)")
_NUMBERED = re.compile(r"\d{1,3}[.)]\s+(?=\S)")
_BULLET = re.compile(r"[-*•]\s+(?=\S)")
_QUOTED = re.compile(r">\s?")
# What XML 1.0 cannot hold (section 2.2), so that no Office file could be opened; and marks that only turn text round.
_NOT_IN_A_FILE = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TURNS_ROUND = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (the title), 2 or 3."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together; each is a line of its own."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list. Numbers begin at 1."""

    is_numbered: bool
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Lines of another letter."""

    lines: tuple[str, ...]


Block = Heading | Paragraph | Items | Quotation


def cleaned(text: str) -> str:
    """Return a text with plain line breaks, without signs that no file can hold or that turn what follows round."""
    text = re.sub("\r\n?|[\u0085\u2028\u2029\v\f]", "\n", text)
    return _TURNS_ROUND.sub("", _NOT_IN_A_FILE.sub("", text))


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return what a text is made of. Lines that begin alike and follow each other are one list, or one quotation."""
    blocks: list[Block] = []
    kind, held = "", list[str]()
    for line in [*cleaned(text).split("\n"), ""]:
        sort, words = _sort_of(line.strip())
        if sort != kind or sort in ("", "heading"):
            blocks += _closed(kind, held)
            kind, held = sort, []
        held.append(words)
    return tuple(blocks)


def numbered(text: str) -> str:
    """Return a text in which each list with numbers counts from 1, and its last item ends in no semicolon."""
    rows, count = [], 0
    lines = text.split("\n")
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        begins = _NUMBERED.match(line)
        count = count + 1 if begins else 0
        is_last = begins and not _NUMBERED.match(following)
        ended = f"{line[:-1]}." if is_last and line.endswith(";") else line
        rows.append(f"{count}. {ended[begins.end() :]}" if begins else ended)
    return "\n".join(rows)


def title_of(blocks: tuple[Block, ...]) -> str:
    """Return the first heading; empty where there is none."""
    return next((one.text for one in blocks if isinstance(one, Heading)), "")


def is_right_to_left(text: str) -> bool:
    """Tell whether the first strong letter of a text is Hebrew, Arabic or of a script written like them."""
    strong = re.search(r"[^\W\d_]", text)
    return bool(strong and re.match("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]", strong.group()))


def _sort_of(line: str) -> tuple[str, str]:
    """Return of which kind a line is, and its words. A heading keeps its signs, which say its level."""
    if _HEADING.match(line):
        return "heading", line
    for kind, pattern in (("numbered", _NUMBERED), ("bullets", _BULLET), ("quoted", _QUOTED)):
        if begins := pattern.match(line):
            return kind, line[begins.end() :]
    return ("line", line) if line else ("", "")


def _closed(kind: str, held: list[str]) -> list[Block]:
    if kind == "heading":
        begins = _HEADING.match(held[0])
        assert begins  # so it was sorted
        return [Heading(len(begins[1]), " ".join(held[0][begins.end() :].split()))]
    if kind in ("numbered", "bullets"):
        return [Items(kind == "numbered", tuple(held))]
    if kind == "quoted":
        return [Quotation(tuple(held))]
    return [Paragraph(tuple(held))] if kind else []
