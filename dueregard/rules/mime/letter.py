"""The text of one message: which bytes are text, in which character set, and which of several texts is the letter.

Finding the parts is for `structure`; what is no text is a file, which `parts` lists.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from dueregard.rules.mime.charset_doubts import coded_twice, read_as_named_elsewhere, reads_as_no_language
from dueregard.rules.mime.html import html_to_text
from dueregard.rules.mime.text import decode
from dueregard.rules.text.encodings import encoding_by_mark, encoding_by_noughts, reads_as_text

_LOOKS_LIKE_HTML = re.compile(r"\s*(?:<!doctype html|<html[\s>]|<\?xml[^>]{0,200}>\s*<!doctype html)", re.IGNORECASE)
_HTML_TAGS = re.compile(r"</(?:p|div|body|table|span)>|<br ?/?>", re.IGNORECASE)
_HTML_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
# Up to here a part is looked at to tell that it is no text.
_SNIFFED = 4_096
# A plain part this short beside a long HTML part only says that the letter is HTML.
_SHORT_PLAIN, _TIMES_LONGER = 200, 4

_SAYS_IT_IS_HTML = re.compile(
    r"\bhtml\b|\be-?mail (?:client|program|reader|software)\b|\bview (?:this|it)\b", re.IGNORECASE
)
_COMPARED = re.compile(r"[^\W_]+")
_NOT_COMPARED = re.compile(
    r"(?:https?://|www\.|mailto:|cid:)[^\s<>\")\]]{1,2000}|^[ \t>*]{0,20}(?:\d{1,3}|[a-z])[.)](?=\s)"
    r"|\[(?:image|cid)[^\]\n]{0,300}\]",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass
class Letter:
    """The text of one message while its parts are read: plain and HTML pieces in order.

    `packed` came from a container beside them (a winmail.dat, rich text) and often says the same; `packed_html` is its
    HTML, shown where the message has none. `head` is the message's header as it came.
    """

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    packed: list[str] = field(default_factory=list)
    packed_html: list[str] = field(default_factory=list)
    head: bytes = b""


def best_text(letter: Letter) -> str:
    """The plain text where there is one worth the name, else the words of the HTML; and what only a container says."""
    text = _written(letter)
    said = "".join(text.split())
    for piece in letter.packed:
        if "".join(piece.split()) not in said:
            text = f"{text}\n\n{piece}".strip("\n")
    return text


def _written(letter: Letter) -> str:
    """One of the two texts, and every line of the other that says more: a decision may stand in either alone."""
    plain = "\n\n".join(piece.strip("\n") for piece in letter.plain if piece.strip())
    if not letter.html:
        return plain
    from_html = html_to_text("\n".join(letter.html))
    if not plain.strip():
        return from_html
    is_stub = len(plain.strip()) <= _SHORT_PLAIN and len(from_html) > _TIMES_LONGER * len(plain.strip())
    shown, other = (from_html, plain) if is_stub else (plain, from_html)
    more = "\n".join(line for line in _lines_beyond(shown, other) if not (is_stub and _SAYS_IT_IS_HTML.search(line)))
    return f"{shown.rstrip()}\n\n{more}" if more else shown


def _lines_beyond(shown: str, other: str) -> Iterator[str]:
    """Yield the lines of the other text that have two neighbouring words which are nowhere so in the one that is shown.

    Links and numbers of lists are written in many ways, so they are not compared.
    """
    words = _compared(shown)
    single, pairs = set(words), set(pairwise(words))
    for line in other.split("\n"):
        said = _compared(line)
        if not single.issuperset(said) or not pairs.issuperset(pairwise(said)):
            yield line.strip()


def _compared(text: str) -> list[str]:
    return _COMPARED.findall(_NOT_COMPARED.sub(" ", text).lower())


@dataclass(frozen=True)
class Text:
    """The words of a part and sentences about how they were read."""

    words: str
    notes: tuple[str, ...]


def read_text(content: bytes, charset: str, head: bytes) -> Text:
    """The words of a part that is text, in the character set it names or in the likeliest one."""
    decoded = decode(content, charset)
    if reads_as_no_language(decoded.text):
        words, note = read_as_named_elsewhere(content, charset, head)
        return Text(words or decoded.text, (note,))
    return Text(decoded.text, (decoded.note, coded_twice(decoded.text)))


def charset_of_html(content: bytes) -> str:
    """The character set that a web page names itself."""
    said = _HTML_CHARSET.search(content[:_SNIFFED])
    return said.group(1).decode("ascii") if said else ""


def is_html(text: str) -> bool:
    """Whether what calls itself plain text is a web page."""
    if _LOOKS_LIKE_HTML.match(text):
        return True
    return text.lstrip().startswith("<") and len(_HTML_TAGS.findall(text[:20_000])) >= 3


def as_html(text: str) -> str:
    """Words, such as a gateway's footer, to stand under a letter in HTML."""
    return f"<p>{entities.escape(text)}</p>"


def why_no_text(content: bytes) -> str:
    """A sentence where what calls itself text is a file of another kind, or nothing."""
    start = content[:_SNIFFED]
    if start.lstrip().startswith(b"%PDF-"):
        return "A part labelled as text is a PDF; it is attached as a file."
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff")):
        return "A part labelled as text is a file; it is attached."
    if start.count(0) * 10 > len(start):
        wide = encoding_by_mark(start) or encoding_by_noughts(start)
        if not wide or not reads_as_text(start, wide):
            return "A part labelled as text is binary data; it is attached as a file."
    return ""
