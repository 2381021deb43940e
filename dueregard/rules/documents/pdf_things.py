"""The things that are drawn on a page of a PDF: which there are, and what stands in for them when they are read.

A file can say what is to be read in place of what it draws (ActualText). A page's text is what its reader sees, so this
is taken off before the text is read; whether it differs from what is drawn, `hidden_data` asks.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdfium2 import raw

from dueregard.rules.documents.pdf_calls import (
    address_of,
    count_inside,
    count_marks,
    count_things,
    get_inside,
    get_kind,
    get_mark,
    get_mark_value,
    get_thing,
    remove_mark,
)

MOST_THINGS = 50_000
_DEEPEST = 4  # forms within forms
_STANDS_IN = b"ActualText"
_MOST_BYTES = 2_000


@dataclass(slots=True)
class Things:
    """What one page draws: how many things, by address and kind, in the order in which they are drawn."""

    all: list[tuple[int, int]] = field(default_factory=list)
    is_cut_off: bool = False  # there were more than anybody looks at


def things_on(page: Any) -> Things:
    """Return all that an open page draws, also what lies in its forms."""
    found = Things()
    at = address_of(page)
    for number in range(count_things(at)):
        thing = get_thing(at, number)
        _gather(thing, found, 0)
        if len(found.all) >= MOST_THINGS:
            found.is_cut_off = True
            break
    return found


def _gather(thing: int, found: Things, depth: int) -> None:
    kind = get_kind(thing)
    found.all.append((thing, kind))
    if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        for number in range(min(count_inside(thing), MOST_THINGS)):
            inside = get_inside(thing, number)
            if inside and len(found.all) < MOST_THINGS:
                _gather(inside, found, depth + 1)


def take_off_stand_ins(things: Things) -> list[str]:
    """Take off what is to be read in place of what is drawn; return what it said, in the order of the page.

    Signs that cannot be told from a drawing stay: for many scripts a file names its letters in this way alone.
    """
    said: list[str] = []
    for thing, _ in things.all:
        marks = count_marks(thing)
        for number in range(marks - 1, -1, -1):
            mark = get_mark(thing, number)
            text = _stand_in(mark)
            if text is not None and _is_plainly_drawn(text):
                if text.strip() and (not said or said[-1] != text):
                    said.append(text)
                remove_mark(thing, mark)
    return said


def _stand_in(mark: int) -> str | None:
    length = ctypes.c_ulong()
    if not get_mark_value(mark, _STANDS_IN, 0, 0, ctypes.addressof(length)):
        return None
    buffer = ctypes.create_string_buffer(min(length.value, _MOST_BYTES) + 2)
    if length.value > _MOST_BYTES:  # PDFium gives all or nothing
        buffer = ctypes.create_string_buffer(length.value + 2)
    if not get_mark_value(mark, _STANDS_IN, ctypes.addressof(buffer), len(buffer), ctypes.addressof(length)):
        return None
    return buffer.raw[: max(0, length.value - 2)].decode("utf-16-le", "replace")


def _is_plainly_drawn(text: str) -> bool:
    """Tell whether fonts name such letters by themselves: Latin, Greek, Cyrillic, Hebrew and figures, no clusters."""
    return all(sign < "\u0600" or "\u1e00" <= sign <= "\u2fff" or "\ufb00" <= sign <= "\ufb4f" for sign in text)


def differing(said: list[str], drawn: str) -> Iterator[str]:
    """Yield what stands in for a drawing and has letters that the page's own text has nowhere."""
    said = [text for text in said if text not in drawn]
    seen = _letters(drawn) if said else ""
    for text in said:
        letters = _letters(text)
        if letters and letters not in seen:
            yield text


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in plain if sign.isalnum())
