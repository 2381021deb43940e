"""The file as a reader has it: its bytes, what is asked, and the folder for what is taken out of it."""

from __future__ import annotations

import mmap
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from dueregard.records.evidence.gateways.reading import FoundChild, ReadingOptions
from dueregard.rules.documents.kinds import Kind
from dueregard.rules.documents.reading import CouldNotRead, HiddenThing, Reason
from dueregard.rules.text.readable_text import clean

_NAME_CHARS = 200
_PART = 1 << 20


@dataclass
class Opened:
    """One file being read."""

    stream: BinaryIO
    size: int
    name: str
    kind: Kind
    options: ReadingOptions
    folder: Path
    from_page: int
    seconds: float
    taken_out: int = 0
    bytes_taken_out: int = 0
    drawing: BinaryIO | None = None  # of a file that was drawn: the PDF
    as_shown: BinaryIO | None = None  # of a workbook or a binary file that was drawn: as OpenDocument
    came_as: Kind | None = None  # where the stream is another form of what came: the kind of that
    looked_at: dict[int, list[HiddenThing]] = field(default_factory=dict)  # what pages of a PDF hide, by their number

    @property
    def media_type(self) -> str:
        """What the file is as it came."""
        return (self.came_as or self.kind).value

    @cached_property
    def content(self) -> mmap.mmap:
        """The bytes, mapped rather than read: a large scan costs no memory. Changes stay in this process."""
        return mmap.mmap(self.stream.fileno(), 0, access=mmap.ACCESS_COPY)

    def take_out(self, name: str, place: str, stream: BinaryIO, *, packed: int | None = None) -> FoundChild:
        """Write a file that lies in this one into the folder, within the limits.

        `packed` is its size in the archive, if it was packed. Raises: CouldNotRead
        """
        limits = self.options.limits
        self.taken_out += 1
        if self.taken_out > limits.found_files:
            raise CouldNotRead(Reason.TOO_MANY, f"more than {limits.found_files}")
        path = self.folder / f"found-{self.taken_out}"
        with path.open("wb") as file:
            size = 0
            while part := stream.read(_PART):
                size += len(part)
                self.bytes_taken_out += len(part)
                if self.bytes_taken_out > limits.found_bytes or _expands(size, packed, limits.expansion):
                    path.unlink()
                    raise CouldNotRead(Reason.EXPANDS, f"after {size} bytes")
                _write(file, part)
        return FoundChild(bare_name(name), clean(place)[:500], path)


def _write(file: BinaryIO, part: bytes) -> None:
    try:
        file.write(part)
    except OSError as fault:  # a full disk says nothing of the file
        raise CouldNotRead(Reason.CRASHED, f"temporary folder: {type(fault).__name__}") from fault


def _expands(size: int, packed: int | None, most: int) -> bool:
    return packed is not None and size > 10_000_000 and size > most * max(packed, 1)


def bare_name(name: str) -> str:
    """Return a name without folders, never empty, fit to be shown."""
    bare = clean(name.replace("\\", "/").rpartition("/")[2]).replace("\n", " ").strip()
    return bare[-_NAME_CHARS:] or "without a name"
