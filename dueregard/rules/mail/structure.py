"""Finds the parts of an e-mail by their positions in its bytes, without recursion and without copying them.

Python's own parser builds a tree, and a message with 1,500 levels exhausts it; what a part holds is for `parts`.
"""

from __future__ import annotations

import binascii
from collections.abc import Iterator
from dataclasses import dataclass, field

from dueregard.rules.mail.headers import Fields, Parameters, read_fields, read_parameters
from dueregard.rules.mail.limits import MAX_DEPTH, MAX_PARTS
from dueregard.rules.mail.text import decode_base64, one_line


@dataclass(frozen=True)
class Leaf:
    """One part that holds no further parts: bytes `start` to `end` of `source`, still encoded for transfer.

    `container` is the subtype of the multipart around it (mixed, alternative, related …), empty at the top.
    """

    source: bytes
    start: int
    end: int
    fields: Fields
    content_type: Parameters
    disposition: Parameters
    container: str = ""
    is_unread: bool = False


@dataclass
class Notes:
    """Sentences about what was odd, each once, and whether anything was left unread."""

    sentences: dict[str, None] = field(default_factory=dict)
    is_complete: bool = True
    parts: int = 0

    def add(self, sentence: str) -> None:
        if sentence:
            self.sentences[sentence] = None

    def left_out(self, sentence: str) -> None:
        self.is_complete = False
        self.add(sentence)


@dataclass(frozen=True)
class _Range:
    source: bytes
    start: int
    end: int
    container: str
    depth: int
    default_type: str = "text/plain"


def leaves_of(source: bytes, start: int, end: int, notes: Notes) -> Iterator[Leaf]:
    """Every part that holds no parts, in reading order, of the message or part between `start` and `end`."""
    waiting = [_Range(source, start, end, "", 0)]
    while waiting:
        place = waiting.pop()
        leaf = _leaf_at(place, notes)
        kind = leaf.content_type.value
        if not kind.startswith("multipart/"):
            notes.parts += 1
            if notes.parts > MAX_PARTS:
                notes.left_out(f"It has more than {MAX_PARTS:,} parts; the rest were not read.")
                return
            yield leaf
            continue
        inside = _ranges_inside(leaf, place.depth, notes)
        if inside is None or place.depth >= MAX_DEPTH:
            if inside is not None:
                notes.left_out(
                    f"It has parts more than {MAX_DEPTH} levels deep; the deeper ones are kept unread as one file."
                )
            yield _as_single(leaf, is_unread=inside is not None)
            continue
        waiting.extend(reversed(inside))


def _leaf_at(place: _Range, notes: Notes) -> Leaf:
    fields = read_fields(place.source, place.start, place.end)
    if fields.is_cut:
        notes.left_out("It has more header lines than any real message; the rest were not read.")
    content_type = read_parameters(fields.first("content-type"))
    if "/" not in content_type.value:
        content_type = Parameters(place.default_type, content_type.of)
    disposition = read_parameters(fields.first("content-disposition"))
    return Leaf(place.source, fields.body_at, place.end, fields, content_type, disposition, place.container)


def _as_single(leaf: Leaf, *, is_unread: bool) -> Leaf:
    kind = leaf.content_type.value if is_unread else "text/plain"
    return Leaf(
        leaf.source,
        leaf.start,
        leaf.end,
        leaf.fields,
        Parameters(kind, leaf.content_type.of),
        leaf.disposition,
        leaf.container,
        is_unread,
    )


def _ranges_inside(leaf: Leaf, depth: int, notes: Notes) -> list[_Range] | None:
    """The parts of a multipart, or none where no boundary can be found."""
    subtype = one_line(leaf.content_type.value.partition("/")[2])
    source, start, end = leaf.source, leaf.start, leaf.end
    boundary = leaf.content_type.of.get("boundary", "").rstrip().encode("utf-8", "replace")
    found, is_closed = _between_boundaries(source, start, end, boundary)
    if not found and transfer_encoding(leaf) in {"base64", "quoted-printable"}:
        source = content_of(leaf, notes)
        start, end = 0, len(source)
        found, is_closed = _between_boundaries(source, start, end, boundary)
    if not found:
        guessed = _guessed_boundary(source, start, end)
        found, is_closed = _between_boundaries(source, start, end, guessed)
        if not found:
            notes.add("It says that it has several parts, but they could not be separated; it is shown as one text.")
            return None
        notes.add("The boundary it names is missing, so where its parts begin and end is a guess.")
    if not is_closed:
        notes.add("Its closing boundary is missing, so something may be lost; what arrived was read.")
    default_type = "message/rfc822" if subtype == "digest" else "text/plain"
    return [_Range(source, first, last, subtype, depth + 1, default_type) for first, last in found]


def _between_boundaries(source: bytes, start: int, end: int, boundary: bytes) -> tuple[list[tuple[int, int]], bool]:
    """Where each part is, and whether the closing boundary comes at the end."""
    if not boundary:
        return [], False
    mark = b"--" + boundary
    found: list[tuple[int, int]] = []
    opened = -1
    place = source.find(mark, start, end)
    while place >= 0 and len(found) <= MAX_PARTS:
        after = place + len(mark)
        stop = source.find(b"\n", after, end)
        line_end = end if stop < 0 else stop
        tail = source[after : min(line_end, after + 100)].strip()
        if (place == start or source[place - 1] == 0x0A) and tail in (b"", b"--"):
            if opened >= 0:
                found.append((opened, _before_line_end(source, opened, place)))
            opened = min(line_end + 1, end)
            if tail:
                return found, True
        place = source.find(mark, after, end)
    if opened >= 0 and (opened < end or not found):
        found.append((opened, end))
    return found, False


def _before_line_end(source: bytes, start: int, place: int) -> int:
    if place > start and source[place - 1] == 0x0A:
        place -= 1
    if place > start and source[place - 1] == 0x0D:
        place -= 1
    return place


def _guessed_boundary(source: bytes, start: int, end: int) -> bytes:
    """The first line that begins with two dashes and is followed by a header field."""
    place = source.find(b"--", start, min(end, start + 20_000))
    while place >= 0:
        stop = source.find(b"\n", place, end)
        line = source[place : stop if stop >= 0 else end].rstrip() if stop - place < 250 else b""
        is_line = place == start or source[place - 1] == 0x0A
        if is_line and len(line) > 4 and stop >= 0 and source[stop + 1 : stop + 9].lower() == b"content-":
            return line[2:]
        place = source.find(b"--", max(stop, place + 1), min(end, start + 20_000)) if stop >= 0 else -1
    return b""


def transfer_encoding(leaf: Leaf) -> str:
    """How the part was encoded for transfer: base64, quoted-printable, 8bit, or empty if it does not say."""
    return leaf.fields.text("content-transfer-encoding").lower().strip("\"' ;")


def content_of(leaf: Leaf, notes: Notes) -> bytes:
    """The bytes of a part, decoded from its transfer encoding as far as they go. Never raises."""
    raw = leaf.source[leaf.start : leaf.end]
    encoding = transfer_encoding(leaf)
    if encoding == "base64":
        return decode_base64(raw)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(raw)
    if encoding not in {"", "7bit", "8bit", "binary", "x-uuencode", "uuencode", "x-uue", "uue", "none"}:
        notes.add(f"The transfer encoding \u201c{encoding[:40]}\u201d is unknown; the part is kept as it arrived.")
    return raw
