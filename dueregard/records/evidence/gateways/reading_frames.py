"""How the items of a reading travel through a pipe: a letter, a length, and JSON.

The child is not trusted: `decoded` builds each item anew and lets nothing else through.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dueregard.records.evidence.gateways.reading import Expected, FoundChild, Item, Limits, ReadingOptions, ShownTables
from dueregard.rules.documents.reading import (
    CERTAIN,
    CouldNotRead,
    HiddenThing,
    PackedWords,
    ReadPage,
    Reason,
    RecognisedWord,
    TextSource,
    Word,
)

HEAD = struct.Struct(">cI")
# A page of text is some kilobytes, a dense page with the places of its words some hundred.
MAX_FRAME_BYTES = 64 << 20
# Places travel as whole tenths of a point; finer than that no page is shown.
_FINE = 10
PAGE, FOUND, HIDDEN, EXPECTED, TABLES, REFUSAL = b"P", b"F", b"H", b"X", b"T", b"E"


class Nonsense(ValueError):
    """The child said something that no reader says."""


def encoded(item: Item | CouldNotRead) -> bytes:
    """Return the item as a frame."""
    if isinstance(item, ReadPage):
        kind, content = PAGE, _page_as_list(item)
    elif isinstance(item, FoundChild):
        kind, content = FOUND, [item.name, item.place, item.path.name]
    elif isinstance(item, HiddenThing):
        kind, content = HIDDEN, [item.channel, item.where, item.count, item.sample, item.page]
    elif isinstance(item, Expected):
        kind, content = EXPECTED, [item.pages, item.media_type]
    elif isinstance(item, ShownTables):
        kind, content = TABLES, [item.content]
    else:
        kind, content = REFUSAL, [item.reason.value, item.detail]
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return HEAD.pack(kind, len(body)) + body


def decoded(kind: bytes, body: bytes, folder: Path) -> Item | CouldNotRead:
    """Return the item of a frame; found files must lie in the folder. Raises: Nonsense"""
    try:
        content = json.loads(body)
        if kind == PAGE:
            return _page_from_list(content)
        if kind == FOUND:
            name, place, file = map(str, content)
            return FoundChild(name, place, _inside(folder, file))
        if kind == HIDDEN:
            channel, where, count, sample, page = content
            return HiddenThing(str(channel), str(where), int(count), str(sample), _whole(page))
        if kind == EXPECTED:
            return Expected(_whole(content[0]), str(content[1]))
        if kind == TABLES:
            return ShownTables(str(content[0]))
        if kind == REFUSAL:
            return CouldNotRead(Reason(content[0]), str(content[1])[:300])
    except (ValueError, TypeError, LookupError, RecursionError) as fault:
        raise Nonsense(type(fault).__name__) from fault
    raise Nonsense("kind")


def options_as_json(options: ReadingOptions) -> dict[str, object]:
    """Return the options as JSON has them."""
    return asdict(options)


def options_from_json(given: dict[str, Any]) -> ReadingOptions:
    """Return the options that `options_as_json` wrote."""
    return ReadingOptions(**{**given, "limits": Limits(**given["limits"]), "languages": tuple(given["languages"])})


def _page_as_list(page: ReadPage) -> list[object]:
    texts = [word.text for word in page.words]
    places = [int(side * _FINE + 0.5) for word in page.words for side in word[1:]]
    sures = [] if all(word.sure >= CERTAIN for word in page.words) else [round(word.sure) for word in page.words]
    return [
        page.number, page.text, page.source.value, page.label, page.confidence, page.width, page.height,
        page.start_ms, page.end_ms, page.reason.value if page.reason else None, texts, places,
        sures,
    ]  # fmt: skip


def _page_from_list(content: list[Any]) -> ReadPage:
    number, text, source, label, confidence, width, height, start, end, reason, texts, places, sures = content
    words: Sequence[Word] = _words(texts, places)
    if sures:
        words = tuple(RecognisedWord.surely(word, float(sure)) for word, sure in zip(words, sures, strict=True))
    return ReadPage(
        number=_whole(number) or 0,
        text=str(text),
        source=TextSource(source),
        label=str(label),
        confidence=_number(confidence),
        width=_number(width),
        height=_number(height),
        start_ms=_whole(start),
        end_ms=_whole(end),
        words=words,
        reason=None if reason is None else Reason(reason),
    )


def _words(texts: list[Any], places: list[Any]) -> PackedWords:
    """Return the words of a frame. That each is what it should be is seen without looking at one after the other."""
    if set(map(type, texts)) - {str} or set(map(type, places)) - {int}:
        raise Nonsense("words")
    return PackedWords(texts, places)


def _inside(folder: Path, file: str) -> Path:
    path = folder / file
    if path.parent != folder or file in {"", ".", ".."} or path.is_symlink() or not path.is_file():
        raise Nonsense("place")
    return path


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
