"""Finds where the parts of a multipart lie between its boundary lines, and what stands outside them.

What the parts are is for `structure`. One walk through the bytes, whatever they are.
Source: RFC 2046, 5.1.1 (delimiters, what stands before the first and after the last).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dueregard.rules.mime.limits import MAX_PARTS

Place = tuple[int, int]


@dataclass
class Divided:
    """Where each part begins and ends; whether the end was marked; whether parts follow it; what stands outside."""

    parts: list[Place] = field(default_factory=list)
    is_closed: bool = False
    has_more_after_end: bool = False
    before: Place | None = None
    after: list[Place] = field(default_factory=list)


def divide(source: bytes, start: int, end: int, boundary: bytes) -> Divided:
    """Divide the bytes between `start` and `end` at the lines of this boundary."""
    found = Divided()
    if not boundary:
        return found
    mark = b"--" + boundary
    opened, closed_at = -1, -1
    place = source.find(mark, start, end)
    while place >= 0 and len(found.parts) <= MAX_PARTS:
        after = place + len(mark)
        stop = source.find(b"\n", after, end)
        line_end = end if stop < 0 else stop
        tail = source[after : min(line_end, after + 100)].strip()
        if (place == start or source[place - 1] == 0x0A) and tail in (b"", b"--"):
            _step(found, source, (start, place), opened, closed_at)
            opened, closed_at = (-1, min(line_end + 1, end)) if tail else (min(line_end + 1, end), -1)
        place = source.find(mark, after, end)
    if opened >= 0 and (opened < end or not found.parts):
        found.parts.append((opened, end))
    found.is_closed = closed_at >= 0
    if closed_at >= 0:
        found.after.append((closed_at, end))
    return found


def _step(found: Divided, source: bytes, before: Place, opened: int, closed_at: int) -> None:
    """Take what ends at a boundary line: a part, what stood before the first, or what stood after an end."""
    place = before[1]
    if opened >= 0:
        found.parts.append((opened, _before_line_end(source, opened, place)))
    elif closed_at >= 0:
        found.has_more_after_end = True
        found.after.append((closed_at, place))
    else:
        found.before = before


def _before_line_end(source: bytes, start: int, place: int) -> int:
    if place > start and source[place - 1] == 0x0A:
        place -= 1
    if place > start and source[place - 1] == 0x0D:
        place -= 1
    return place


def guessed_boundary(source: bytes, start: int, end: int) -> bytes:
    """The first line that begins with two dashes, is followed by a header field, and comes again."""
    latest = min(end, start + 20_000)
    place = source.find(b"--", start, latest)
    while place >= 0:
        stop = source.find(b"\n", place, end)
        line = source[place : stop if stop >= 0 else end].rstrip() if stop - place < 250 else b""
        is_line = place == start or source[place - 1] == 0x0A
        if is_line and len(line) > 4 and stop >= 0 and source[stop + 1 : stop + 9].lower() == b"content-":
            return line[2:]
        place = source.find(b"--", max(stop, place + 1), latest) if stop >= 0 else -1
    return b""
