"""Writes the guide as plain text: for a message, a text browser, a reader that knows nothing else."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

WIDTH = 72


def make_text(guide: dict[str, Any]) -> bytes:
    """Return the guide as UTF-8 text with lines of at most 72 characters, but for addresses."""
    return ("\n".join(_lines(guide)).rstrip() + "\n").encode()


def _lines(guide: dict[str, Any]) -> Iterator[str]:
    yield from _heading(guide["title"], "=")
    yield from _wrapped(guide["subtitle"])
    yield from ("", "Is someone’s life in danger? Call 999. This is not legal advice.", "")
    yield from _wrapped(f"Edition of {guide['edition_words']}. Published by {guide['run_by']}. {guide['licence']}.")
    yield from ("What has changed since:", guide["changes"], "", "Contents", "")
    yield from (f"- {section['title']}" for section in guide["sections"])
    for section in guide["sections"]:
        yield from ("", "", *_heading(section["title"], "="), *_wrapped(section["summary"]))
        yield from _blocks(section["blocks"])
        yield from _list("Do it now", [f"{tool['words']}. {tool['without']}" for tool in section["tools"]])
        yield from _list("What has changed since the 2016 guide", section["changed"])
        yield from _list("Where this comes from", [_fact(fact) for fact in section["facts"]], is_numbered=True)
        yield from ("", f"Last checked on {section['reviewed_on']}. Next check by {section['review_by']}.")
    yield from ("", "", *_heading("Thanks", "="), *(f"- {line}" for line in guide["credit"]))


def _blocks(blocks: list[dict[str, Any]]) -> Iterator[str]:
    for block in blocks:
        if block["kind"] == "heading":
            yield from ("", "", *_heading(_words(block["spans"]), "-"))
        elif block["kind"] == "list":
            yield ""
            yield from _items(block, "")
        else:
            yield ""
            yield from _wrapped(_words(block["spans"]))


def _items(gathered: dict[str, Any], indent: str) -> Iterator[str]:
    for at, item in enumerate(gathered["items"], start=gathered["start"]):
        sign = f"{at}. " if gathered["is_numbered"] else "- "
        yield from _wrapped(_words(item["spans"]), indent + sign, indent + " " * len(sign))
        for inner in item["lists"]:
            yield from _items(inner, indent + " " * len(sign))


def _list(title: str, lines: list[str], *, is_numbered: bool = False) -> Iterator[str]:
    if lines:
        yield from ("", "", *_heading(title, "-"))
        for at, line in enumerate(lines, start=1):
            sign = f"{at}. " if is_numbered else "- "
            yield from _wrapped(line, sign, " " * len(sign))


def _fact(fact: dict[str, Any]) -> str:
    doubt = {"unconfirmed": " NOT CONFIRMED.", "reported": " As reported."}.get(fact["sure"], "")
    on = f", {fact['on']}" if fact["on"] else ""
    return f"{fact['says']}{doubt} {fact['source']}{on}. We checked on {fact['checked_on']}."


def _heading(words: str, sign: str) -> tuple[str, str, str]:
    return (words, sign * min(len(words), WIDTH), "")


def _words(spans: list[dict[str, Any]]) -> str:
    found = []
    for span in spans:
        if "fact" in span:
            found.append(f" [{span['fact']}{', not confirmed' if span['is_unsure'] else ''}]" if span["fact"] else "")
        else:
            found.append(span["words"] + (f" ({span['href']})" if span["href"] else ""))
    return "".join(found)


def _wrapped(words: str, first: str = "", others: str = "") -> list[str]:
    return textwrap.wrap(
        words, WIDTH, initial_indent=first, subsequent_indent=others, break_long_words=False, break_on_hyphens=False
    )
