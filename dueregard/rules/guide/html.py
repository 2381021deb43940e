"""Writes passages of the guide as HTML that is also XML, for pages and for the book; numbers stay whole.

Which address a link leads to is given; what surrounds the passages is for templates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from dueregard.rules.guide.text import Kind, Passage, Span

Address = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class FactMark:
    """What stands at the place where a fact is used. `warns` is empty for a fact that is confirmed."""

    number: int
    warns: str = ""


def to_html(passages: Sequence[Passage], ids: Sequence[str], facts: Mapping[str, FactMark], address: Address) -> str:
    """Return the passages with their ids. `address` turns a link's target into an address; empty: the words alone."""
    return "\n".join(_lines(passages, ids, facts, address))


def spans_to_html(spans: Sequence[Span], facts: Mapping[str, FactMark], address: Address) -> str:
    """Return one passage's words."""
    return "".join(_span(span, facts, address) for span in spans)


def number_to_html(number: str) -> str:
    """Return a telephone number that no right-to-left text can turn round, and that stays on one line."""
    return f'<bdi dir="ltr" class="whole">{escape(number)}</bdi>'


def _lines(
    passages: Sequence[Passage], ids: Sequence[str], facts: Mapping[str, FactMark], address: Address
) -> Iterator[str]:
    open_lists: list[str] = []
    for passage, name in zip(passages, ids, strict=True):
        words = spans_to_html(passage.spans, facts, address)
        wanted = passage.level if passage.kind is Kind.ITEM else 0
        tag = "ol" if passage.number else "ul"
        while len(open_lists) > wanted or (wanted and len(open_lists) == wanted and open_lists[-1] != tag):
            yield f"</li></{open_lists.pop()}>"
        if passage.kind is Kind.ITEM:
            if len(open_lists) == wanted:
                yield "</li>"
            while len(open_lists) < wanted:
                open_lists.append(tag)
                start = f' start="{passage.number}"' if passage.number > 1 else ""
                yield f"<{open_lists[-1]}{start}>"
                if len(open_lists) < wanted:
                    yield "<li>"
            yield f'<li id="{name}">{words}'
        elif passage.kind is Kind.HEADING:
            heading = f"h{max(2, min(passage.level, 6))}"
            yield f'<{heading} id="{name}">{words}</{heading}>'
        else:
            yield f'<p id="{name}">{words}</p>'
    while open_lists:
        yield f"</li></{open_lists.pop()}>"


def _span(span: Span, facts: Mapping[str, FactMark], address: Address) -> str:
    if span.fact:
        mark = facts.get(span.fact)
        if mark is None:
            return ""
        warns = f" {escape(mark.warns)}" if mark.warns else ""
        return f'<sup class="fact"><a href="#f-{span.fact}">{mark.number}{warns}</a></sup>'
    words = number_to_html(span.words) if span.is_number else escape(span.words, quote=False)
    if span.is_stressed:
        words = f"<em>{words}</em>"
    if span.is_strong:
        words = f"<strong>{words}</strong>"
    target = address(span.href) if span.href else ""
    if target:
        elsewhere = ' rel="noreferrer"' if target.startswith("http") else ""
        return f'<a href="{escape(target)}"{elsewhere}>{words}</a>'
    return words
