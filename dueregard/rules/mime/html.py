"""Makes the HTML of other people's e-mails safe to show, and readable as plain text.

Nothing is fetched and nothing runs: no pictures, styles, forms or scripts are left. Where it is shown is for the page.
"""

from __future__ import annotations

import html as entities
import re
from collections import Counter
from functools import lru_cache

import nh3

from dueregard.rules.mime.limits import MAX_HTML_CHARS, MAX_HTML_DEPTH, MAX_TAG_CHARS
from dueregard.rules.mime.text import storable

# fmt: off
_SHOWN_TAGS = frozenset({
    "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del", "div",
    "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins", "li", "ol", "p", "pre", "q", "s",
    "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "wbr",
})
# fmt: on
_SHOWN_ATTRIBUTES = {
    "a": {"href", "title"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
}
# The content of these goes too: it is not part of the letter.
# fmt: off
_EMPTIED_TAGS = frozenset({
    "script", "style", "title", "head", "noscript", "template", "svg", "math", "iframe", "object", "embed",
    "textarea", "select",
})
_LINK_SCHEMES = frozenset({
    "http", "https", "mailto", "tel",
})
_TEXT_TAGS = frozenset({
    "a", "blockquote", "br", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol",
    "p", "pre", "table", "td", "th", "tr", "ul", "wbr",
})
# fmt: on

_WHOLE_TAG = re.compile(r"</?[a-zA-Z][^<>]*>?")
_LONG_TAG = re.compile(rf"<[a-zA-Z][^>]{{{MAX_TAG_CHARS},}}")
_QUOTED = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*')")
# The sanitiser escapes "&" and the signs U+0080 to U+00BF (a pound sign, a hard space) in a time that grows with the
# square of the text between two tags. Where a long one has many of them it is parted by a place for a line break.
_PARTED_AT = 4_000
_LONG_TEXT = re.compile(rf"(?:\A|>|<(?![a-zA-Z/!?]))[^<>]{{{_PARTED_AT},}}+")
_ESCAPED_SLOWLY = re.compile("[&\x80-\xbf]")
_TO_CUT_AT = re.compile("[^&]{0,40}+")  # never within "&pound;"
_MANY = 400
_LONGEST_VALUE = 8_000  # a longer address opens in no program
# The parser takes each "<" with which no tag can begin for itself, and each "&" with which no reference can, and writes
# it as several signs: where a text has many, a sign that it does not have stands for them meanwhile. The parser reads
# over it as fast as over letters. Source: WHATWG HTML, 13.2.5.6 and 13.2.5.72
_NO_TAG = re.compile("<(?![a-zA-Z/!?])")
_NO_REFERENCE = re.compile("&(?![a-zA-Z0-9#])")
_STAND_INS = range(0xE000, 0xF900)  # signs for private use; source: Unicode 15, 23.5
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,60})")
# These close themselves or hold nothing, so they never nest deeply.
# fmt: off
_FLAT_TAGS = frozenset({
    "p", "li", "tr", "td", "th", "dt", "dd", "option", "tbody", "thead", "tfoot", "br", "hr", "img", "meta", "link",
    "input", "col", "area", "base", "wbr", "o:p", "html", "head", "body",
})
# fmt: on
_TAG = re.compile(r'<(/?)([a-z0-9]+)((?:\s+[a-z-]+="[^"]*")*)\s*/?>')
_HREF = re.compile(r'href="([^"]*)"')
# fmt: off
_BLOCKS = frozenset({
    "blockquote", "div", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "table", "tr",
    "ul", "dt", "dd", "li", "br",
})
_PARAGRAPHS = frozenset({
    "blockquote", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "table", "ul",
})
# fmt: on


_SHOWING = nh3.Cleaner(
    tags=set(_SHOWN_TAGS),
    attributes={tag: set(names) for tag, names in _SHOWN_ATTRIBUTES.items()},
    clean_content_tags=set(_EMPTIED_TAGS),
    url_schemes=set(_LINK_SCHEMES),
    link_rel="noreferrer noopener nofollow",
    strip_comments=True,
)
_READING = nh3.Cleaner(
    tags=set(_TEXT_TAGS),
    attributes={"a": {"href"}},
    clean_content_tags=set(_EMPTIED_TAGS),
    url_schemes=set(_LINK_SCHEMES),
    link_rel=None,
    strip_comments=True,
)


def safe_html(html: str) -> str:
    """HTML that is safe on our pages: an allow-list of tags, links that reveal nothing about us, no pictures."""
    tamed, stand_ins = _tamed(html)
    shown = _SHOWING.clean(tamed)
    for sign, written in zip(stand_ins, ("&lt;", "&amp;"), strict=True):
        shown = shown.replace(sign, written) if sign else shown
    return shown


def html_to_text(html: str) -> str:
    """The words of some HTML: paragraphs separated, quoted blocks marked with >, links followed by their target."""
    tamed, stand_ins = _tamed(html)
    written = _Writer().written(_READING.clean(tamed))
    for sign, read in zip(stand_ins, "<&", strict=True):
        written = written.replace(sign, read) if sign else written
    return written


@lru_cache(maxsize=1)  # the same HTML is made safe to show, and then read
def _tamed(html: str) -> tuple[str, tuple[str, str]]:
    """HTML that the sanitiser can read in time proportional to its length, and the signs that stand for "<" and "&".

    Its parser is slow where tags are deeply nested or have thousands of attributes; such tags are left out.
    """
    text = storable(html[:MAX_HTML_CHARS])
    opened: Counter[str] = Counter()
    depth = 0
    for match in _ANY_TAG.finditer(text):
        tag = match.group(2).lower()
        if tag in _FLAT_TAGS:
            continue
        if not match.group(1):
            opened[tag] += 1
            depth += 1
        elif opened[tag]:
            opened[tag] -= 1
            depth -= 1
        if depth > MAX_HTML_DEPTH:
            text = text[: match.start()] + _WHOLE_TAG.sub(" ", text[match.start() :])
            break
    text = _LONG_TAG.sub(_short_enough, text)
    text, less_than = _with_stand_in(text, _NO_TAG)
    text, ampersand = _with_stand_in(text, _NO_REFERENCE)
    return _LONG_TEXT.sub(_parted, text), (less_than, ampersand)


def _with_stand_in(text: str, begins_nothing: re.Pattern[str]) -> tuple[str, str]:
    """Return a text in which a sign that it does not have stands for these, if it has many; else the text alone."""
    sign = _stand_in(text) if len(begins_nothing.findall(text)) >= _MANY else ""
    return begins_nothing.sub(sign, text) if sign else text, sign


def _stand_in(text: str) -> str:
    """Return a sign that the text does not have; nothing if it has them all."""
    return next((sign for sign in map(chr, _STAND_INS) if sign not in text), "")


def _parted(long: re.Match[str]) -> str:
    text = long.group()
    if len(_ESCAPED_SLOWLY.findall(text)) < _MANY:
        return text
    pieces, place = [], 0
    while place < len(text):
        match = _TO_CUT_AT.match(text, place + _PARTED_AT)
        end = match.end() if match else len(text)
        pieces.append(text[place:end])
        place = end
    return "<wbr>".join(pieces)


def _short_enough(tag: re.Match[str]) -> str:
    """The tag without its long values: pasted pictures, mostly, which are not shown."""
    if len(_QUOTED.sub("", tag.group())) > MAX_TAG_CHARS:
        return ""
    return _QUOTED.sub(lambda value: value.group() if len(value.group()) <= _LONGEST_VALUE else '=""', tag.group())


def _unescaped(text: str) -> str:
    """Text of the sanitiser as it reads: these four are all that it escapes there."""
    if "&" not in text:
        return text
    for name, sign in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\u00a0"), ("&amp;", "&")):
        text = text.replace(name, sign)
    return text


class _Writer:
    """Walks the well-formed HTML that the sanitiser leaves and writes lines."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.quotes = 0
        self.verbatim = 0
        self.links: list[tuple[str, int]] = []

    def written(self, html: str) -> str:
        place = 0
        for match in _TAG.finditer(html):
            self._words(html[place : match.start()])
            place = match.end()
            if match.group(1):
                self._close(match.group(2))
            else:
                self._open(match.group(2), match.group(3))
        self._words(html[place:])
        self._end_line()
        while self.lines and not self.lines[-1].strip("> "):
            self.lines.pop()
        return storable("\n".join(self.lines)).strip("\n")

    def _words(self, raw: str) -> None:
        if not raw:
            return
        text = _unescaped(raw)
        if self.verbatim:
            first, *rest = text.split("\n")
            self.line.append(first)
            for line in rest:
                self._end_line()
                self.line.append(line)
            return
        words = re.sub(r"[ \t\r\n\f]+", " ", text)
        self.line.append(words.lstrip() if not self.line else words)

    def _open(self, tag: str, attributes: str) -> None:
        if tag == "a":
            href = _HREF.search(attributes)
            self.links.append((entities.unescape(href.group(1)) if href else "", len(self.line)))
        elif tag in {"td", "th"} and self.line:
            self.line.append("\t")
        if tag in _BLOCKS:
            self._end_line()
        if tag in _PARAGRAPHS:
            self._blank_line()
        if tag == "blockquote":
            self.quotes += 1
        elif tag == "pre":
            self.verbatim += 1
        elif tag == "li":
            self.line.append("- ")

    def _close(self, tag: str) -> None:
        if tag == "a" and self.links:
            href, began = self.links.pop()
            shown = "".join(self.line[began:]).strip()
            if href and href.removeprefix("mailto:").rstrip("/") not in shown.rstrip("/"):
                self.line.append(f" <{href}>")
        if tag in _BLOCKS:
            self._end_line()
        if tag == "blockquote":
            self.quotes = max(0, self.quotes - 1)
        elif tag == "pre":
            self.verbatim = max(0, self.verbatim - 1)
        if tag in _PARAGRAPHS:
            self._blank_line()

    def _end_line(self) -> None:
        text = "".join(self.line).rstrip()
        self.line = []
        if text:
            self.lines.append("> " * min(self.quotes, 10) + text)

    def _blank_line(self) -> None:
        blank = ("> " * min(self.quotes, 10)).rstrip()
        if not self.lines:
            return
        if self.lines[-1].strip("> "):
            self.lines.append(blank)
        else:
            self.lines[-1] = blank
