"""Reads a guide section's Markdown into passages: paragraphs, list items and headings, each a row of styled words.

Every form of the guide (page, print, book, plain text, comparison) is made from these; how, each form decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from markdown_it import MarkdownIt
from markdown_it.token import Token

FACT = re.compile(r"(?:(?<!\s)\s++)?\[\^([a-z0-9-]+)\]")
# A telephone number as British people write it; also the two that save lives.
NUMBER = re.compile(r"(?<![\w.,/-])(?:(?:\+44|0)\d[\d ]{7,12}\d|999|112|111|116 ?\d{3})(?![\w/-]|,\d)")
_MARKDOWN = MarkdownIt("zero").enable(
    ["heading", "list", "emphasis", "link", "newline", "escape", "entity", "autolink", "backticks"]
)


class Kind(StrEnum):
    """What a passage is."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Span:
    """Words in one style. A span with a `fact` has no words: it is the mark of that fact."""

    words: str = ""
    is_strong: bool = False
    is_stressed: bool = False
    is_number: bool = False
    href: str = ""
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, list item or heading.

    `level` is a heading's (2, 3), or how deep an item lies (1, 2). `number` is the item's own in a numbered list;
    else 0. `markdown` is its source, on one line, without what marks a heading or an item.
    """

    kind: Kind
    spans: tuple[Span, ...]
    markdown: str
    level: int = 0
    number: int = 0
    first_line: int = 0  # of the section's text, from 1
    last_line: int = 0

    @property
    def words(self) -> str:
        """Return the plain words, without marks of facts."""
        return " ".join("".join(span.words for span in self.spans).split())

    @property
    def facts(self) -> tuple[str, ...]:
        """Return the facts marked in it, in order."""
        return tuple(span.fact for span in self.spans if span.fact)


def read_passages(text: str) -> tuple[Passage, ...]:
    """Return the passages of a section in order. HTML and pictures are words like any other."""
    lines = text.replace("\r\n", "\n").split("\n")
    tokens = _MARKDOWN.parse("\n".join(lines))
    found: list[Passage] = []
    lists: list[int] = []  # of each open list the number that comes next; 0 where it has none
    heading, number, is_item = 0, 0, False
    for token in tokens:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            start = int(token.attrs.get("start", 1)) if token.type == "ordered_list_open" else 0
            lists.append(start)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif token.type == "list_item_open":
            is_item, number = True, lists[-1]
            lists[-1] += 1 if number else 0
        elif token.type == "heading_open":
            heading = int(token.tag[1:])
        elif token.type == "inline":
            first, end = token.map or [0, 1]
            kind = Kind.HEADING if heading else Kind.ITEM if is_item else Kind.PARAGRAPH
            found.append(
                Passage(
                    kind,
                    tuple(_spans(token.children or [])),
                    " ".join(token.content.split()),
                    heading or (len(lists) if is_item else 0),
                    number if kind is Kind.ITEM else 0,
                    first + 1,
                    end,
                )
            )
            heading, is_item = 0, False
    return tuple(one for one in found if one.words)


def replace_passage(text: str, passage: Passage, markdown: str) -> str:
    """Return the section's text with one passage written anew; all other lines stay as they are."""
    lines = text.replace("\r\n", "\n").split("\n")
    opening = re.match(r"\s*(?:#{1,6} +|(?:[-*+]|\d+[.)])\s+)?", lines[passage.first_line - 1])
    start = opening[0] if opening else ""
    fresh = start + " ".join(markdown.split())
    return "\n".join([*lines[: passage.first_line - 1], fresh, *lines[passage.last_line :]])


def facts_in_order(passages: Sequence[Passage]) -> dict[str, int]:
    """Return the facts by name with the number that readers see, counted where each is first marked."""
    names = dict.fromkeys(name for passage in passages for name in passage.facts)
    return {name: at for at, name in enumerate(names, start=1)}


def _spans(tokens: Sequence[Token]) -> Iterator[Span]:
    style = Span()
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                style = replace(style, is_strong=token.nesting > 0)
            case "em_open" | "em_close":
                style = replace(style, is_stressed=token.nesting > 0)
            case "link_open":
                style = replace(style, href=str(token.attrs.get("href", "")))
            case "link_close":
                style = replace(style, href="")
            case "softbreak" | "hardbreak":
                yield replace(style, words=" ")
            case _:
                yield from _marked(token.content, style)


def _marked(words: str, style: Span) -> Iterator[Span]:
    """Cut marks of facts and telephone numbers out of the words."""
    at = 0
    for mark in FACT.finditer(words):
        yield from _numbers(words[at : mark.start()], style)
        yield Span(fact=mark[1])
        at = mark.end()
    yield from _numbers(words[at:], style)


def _numbers(words: str, style: Span) -> Iterator[Span]:
    at = 0
    for number in NUMBER.finditer(words):
        if number.start() > at:
            yield replace(style, words=words[at : number.start()])
        yield replace(style, words=number[0], is_number=True)
        at = number.end()
    if at < len(words):
        yield replace(style, words=words[at:])
