"""Searches a finished copy for what should be gone: its words, every object of it unpacked, its bare bytes.

Anything in it that is not pixels, words or the title counts as a fault as well. What follows is decided by the caller.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium

from dueregard.rules.documents.reading import HiddenThing
from dueregard.rules.hidden_data import find_hidden
from dueregard.rules.redaction.reasons import is_of_labels, without_labels
from dueregard.rules.redaction.survivors import Wanted, survivors_in_bytes, survivors_in_text

MOST_OBJECTS = 2_000_000
PDF = "application/pdf"
Fault = dict[str, str]  # words, where


def faults_of(path: Path, kind: str, gone: Sequence[Wanted], *, title: str) -> list[Fault]:
    """Return every string that survives, with the place, and everything that a copy must not carry."""
    content = path.read_bytes()
    plain = without_labels(content.decode("utf-8", "replace")).encode() if kind.startswith("text/") else content
    found = [*_in_text(content, kind, gone), *_in_bytes(plain, gone, "the bytes of the file")]
    if kind == PDF:
        found += _in_objects(content, gone)
    for one in find_hidden(content, kind):
        if not _is_ours(one, title):
            found.append({"words": "", "where": f"{one.channel}: {one.where}"})
    return found


def _is_ours(found: HiddenThing, title: str) -> bool:
    """Tell whether it is what we put there: the title, or the label in the text of a black box."""
    if found.channel == "text_under_box":
        return is_of_labels(found.sample)
    is_title = found.channel == "property" and found.where == "properties, Title"
    return is_title and title.startswith(found.sample.rstrip("…"))


def _in_text(content: bytes, kind: str, gone: Sequence[Wanted]) -> Iterator[Fault]:
    if kind != PDF:
        if kind.startswith("text/"):
            yield from _faults(survivors_in_text(without_labels(content.decode("utf-8", "replace")), gone), "the text")
        return
    texts = []
    pdf = pdfium.PdfDocument(content)
    try:
        for number in range(len(pdf)):
            page = pdf[number]
            text = page.get_textpage()
            texts.append(without_labels(text.get_text_range()))
            text.close()
            page.close()
            yield from _faults(survivors_in_text(texts[-1], gone), f"the text of page {number + 1}")
    finally:
        pdf.close()
    yield from _faults(survivors_in_text(" ".join(texts), gone), "the text, across its pages")


def _in_objects(content: bytes, gone: Sequence[Wanted]) -> Iterator[Fault]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        waiting: list[Any] = [pdf.trailer]
        seen: set[tuple[int, int]] = set()
        while waiting:
            item = waiting.pop()
            if isinstance(item, pikepdf.Object) and item.is_indirect:
                if item.objgen in seen:
                    continue
                seen.add(item.objgen)
                if len(seen) > MOST_OBJECTS:
                    yield {"words": "", "where": "more objects than can be searched"}
                    return
            yield from _in_object(item, gone)
            if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
                waiting += [value for _, value in item.items()]
            elif isinstance(item, pikepdf.Array):
                waiting += list(item)


def _in_object(item: Any, gone: Sequence[Wanted]) -> Iterator[Fault]:
    if isinstance(item, pikepdf.Stream):
        yield from _in_bytes(item.read_raw_bytes(), gone, f"object {item.objgen[0]}")
        try:
            unpacked = item.read_bytes()
        except pikepdf.PdfError:
            return  # a picture: its bytes were searched as they are, its pixels are read by Tesseract
        yield from _in_bytes(unpacked, gone, f"object {item.objgen[0]}, unpacked")
        yield from _faults(survivors_in_text(unpacked.decode("latin-1"), gone), f"object {item.objgen[0]}, unpacked")
    elif isinstance(item, pikepdf.Dictionary):
        names = " ".join(str(name).lstrip("/") for name in item)
        yield from _faults(survivors_in_text(names, gone), "names of the file")
    elif isinstance(item, pikepdf.String | pikepdf.Name):
        yield from _in_bytes(bytes(item) if isinstance(item, pikepdf.String) else b"", gone, "a string of the file")
        yield from _faults(survivors_in_text(str(item), gone), "a string of the file")


def _in_bytes(content: bytes, gone: Sequence[Wanted], where: str) -> Iterator[Fault]:
    yield from _faults(survivors_in_bytes(content, gone), where)


def _faults(words: Iterable[str], where: str) -> Iterator[Fault]:
    for one in words:
        yield {"words": one, "where": where}
