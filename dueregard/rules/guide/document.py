"""Makes the whole guide into plain values (lists, texts, numbers), out of which every print and the book are made.

What a form looks like is its template's; here lists are gathered, facts are numbered and telephone numbers are marked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dueregard.rules.guide.text import Kind, Passage, Span, facts_in_order, read_passages

Value = dict[str, Any]


def section_value(*, name: str, title: str, text: str, ids: Sequence[str], meta: Mapping[str, Any]) -> Value:
    """Return one section. `meta` is its front matter as JSON has it."""
    passages = read_passages(text)
    order = facts_in_order(passages)
    held = {one["id"]: one for one in meta.get("facts", ())}
    unsure = {name for name, one in held.items() if one["sure"] == "unconfirmed"}
    return {
        "name": name,
        "title": title,
        "summary": meta["summary"],
        "reviewed_on": meta["reviewed_on"],
        "review_by": meta["review_by"],
        "blocks": blocks(passages, order, unsure),
        "facts": [_fact(number, held[name]) for name, number in order.items() if name in held],
        "tools": [{"words": one["words"], "without": one.get("without", "")} for one in meta.get("tools", ())],
        "changed": list(meta.get("changed", ())),
        "card": [line_value(line) for line in meta.get("card", ())],
        "text": text,
        "ids": list(ids),
    }


def blocks(passages: Sequence[Passage], order: Mapping[str, int], unsure: set[str]) -> list[Value]:
    """Return the passages with the items of each list gathered, lists in lists included."""
    found: list[Value] = []
    open_lists: list[Value] = []
    for passage in passages:
        spans = [_span(span, order, unsure) for span in passage.spans]
        if passage.kind is not Kind.ITEM:
            open_lists.clear()
            found.append({"kind": passage.kind.value, "level": passage.level, "spans": spans})
            continue
        del open_lists[passage.level :]
        is_numbered = bool(passage.number)
        if len(open_lists) == passage.level and open_lists[-1]["is_numbered"] != is_numbered:
            open_lists.pop()
        if len(open_lists) < passage.level:
            fresh: Value = {"kind": "list", "is_numbered": is_numbered, "start": passage.number or 1, "items": []}
            home = open_lists[-1]["items"][-1]["lists"] if open_lists else found
            home.append(fresh)
            open_lists.append(fresh)
        open_lists[-1]["items"].append({"spans": spans, "lists": []})
    return found


def line_value(line: str) -> list[Value]:
    """Return one line, such as one of the wallet card, as spans."""
    return [_span(span, {}, set()) for passage in read_passages(line) for span in passage.spans]


def _span(span: Span, order: Mapping[str, int], unsure: set[str]) -> Value:
    if span.fact:
        return {"fact": order.get(span.fact, 0), "is_unsure": span.fact in unsure}
    return {
        "words": span.words,
        "is_strong": span.is_strong,
        "is_stressed": span.is_stressed,
        "is_number": span.is_number,
        "href": span.href if span.href.startswith("https://") else "",
    }


def _fact(number: int, held: Mapping[str, Any]) -> Value:
    return {
        "number": number,
        "says": held["says"],
        "source": held["source"],
        "on": held.get("on", ""),
        "checked_on": held["checked_on"],
        "sure": held["sure"],
    }
