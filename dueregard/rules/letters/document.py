"""One motion or letter as every form of file gets it: its parts, its language, the line at the head of each page."""

from __future__ import annotations

from dataclasses import dataclass

from dueregard.rules.letters.languages import ENGLISH, WORDS
from dueregard.rules.letters.markup import Block, Heading, Items, Quotation, blocks_of, cleaned, title_of

UNTITLED = "Letter"


@dataclass(frozen=True, slots=True)
class Document:
    """What is written. `head` is who writes, at the top of each page; `language` is en-GB or cy."""

    title: str
    head: str
    language: str
    blocks: tuple[Block, ...]

    @property
    def page_word(self) -> str:
        """What stands before the number of a page."""
        return WORDS[self.language].page


@dataclass(frozen=True, slots=True)
class Piece:
    """A block as a page and the typesetter take it. `kind` is heading, numbered, bullets, quoted or lines."""

    kind: str
    lines: tuple[str, ...]
    level: int = 0


def pieces_of(document: Document) -> tuple[Piece, ...]:
    """Return a document's blocks in that form."""
    return tuple(_piece(one) for one in document.blocks)


def _piece(block: Block) -> Piece:
    if isinstance(block, Heading):
        return Piece("heading", (block.text,), block.level)
    if isinstance(block, Items):
        return Piece("numbered" if block.is_numbered else "bullets", block.items)
    return Piece("quoted" if isinstance(block, Quotation) else "lines", block.lines)


def document_of(*, text: str, head: str, language: str = ENGLISH, title: str = "") -> Document:
    """Return a text as a document. Its title is its first heading; where it has none, the one given."""
    blocks = blocks_of(text)
    return Document(
        title=title_of(blocks) or _one_line(title) or UNTITLED,
        head=_one_line(head),
        language=language if language in WORDS else ENGLISH,
        blocks=_levelled(blocks),
    )


def _levelled(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks with headings that skip no level, as readers who listen need them."""
    levelled: list[Block] = []
    deepest = 0
    for one in blocks:
        if isinstance(one, Heading):
            deepest = min(one.level, deepest + 1)
            levelled.append(Heading(deepest, one.text))
        else:
            levelled.append(one)
    return tuple(levelled)


def _one_line(text: str) -> str:
    return " ".join(cleaned(text).split())
