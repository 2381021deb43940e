"""Takes the files out of zip and 7z archives, one after the other, within the limits. Their names are never paths."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

import py7zr
from py7zr.exceptions import ArchiveError, PasswordRequired
from py7zr.io import Py7zIO, WriterFactory

from dueregard.records.evidence.gateways.readers.opened import Opened, bare_name
from dueregard.records.evidence.gateways.readers.package import BROKEN, Package
from dueregard.records.evidence.gateways.reading import Expected, FoundChild, Item
from dueregard.rules.documents.reading import CouldNotRead, Reason

# What systems leave in archives beside what people put there.
_LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def read_zip(file: Opened) -> Iterator[Item]:
    """Yield the files of a zip. Those before a locked or broken one are yielded."""
    package = Package(file.stream, expansion=file.options.limits.expansion)
    entries = [info for info in package.zip.infolist() if not info.is_dir() and not is_litter(info.filename)]
    yield Expected(0, file.kind.value)
    refusal: CouldNotRead | None = None
    for info in entries:
        if info.flag_bits & 1:
            refusal = CouldNotRead(Reason.PASSWORD)
            continue
        try:
            with package.zip.open(info) as part:
                yield file.take_out(
                    info.filename, place_of(info.filename), cast(BinaryIO, part), packed=info.compress_size
                )
        except BROKEN as fault:
            refusal = CouldNotRead(Reason.DAMAGED, f"in the archive: {type(fault).__name__}")
    if refusal:
        raise refusal
    if not entries:
        raise CouldNotRead(Reason.EMPTY, "no files")


def read_seven_zip(file: Opened) -> Iterator[Item]:
    """Yield the files of a 7z archive."""
    yield Expected(0, file.kind.value)
    shelf = _Shelf(file)
    try:
        with py7zr.SevenZipFile(file.stream) as archive:
            if archive.needs_password():
                raise CouldNotRead(Reason.PASSWORD)
            archive.extractall(factory=shelf)
    except CouldNotRead:
        yield from shelf.found()
        raise
    except PasswordRequired as fault:
        raise CouldNotRead(Reason.PASSWORD) from fault
    except (*BROKEN, ArchiveError, lzma.LZMAError, RecursionError, AssertionError) as fault:
        yield from shelf.found()
        raise CouldNotRead(Reason.DAMAGED, f"7z: {type(fault).__name__}") from fault
    yield from shelf.found()
    if not shelf.taken:
        raise CouldNotRead(Reason.EMPTY, "no files")


def is_litter(name: str) -> bool:
    """Tell what a system left in an archive."""
    return name.startswith(_LITTER[0]) or name.rpartition("/")[2] in _LITTER


def place_of(name: str) -> str:
    """Return where in an archive a file lies, in words."""
    folder = " › ".join(
        bare_name(step) for step in name.replace("\\", "/").split("/")[:-1] if step not in {"", ".", ".."}
    )
    return f"in the archive, in the folder {folder}" if folder else "in the archive"


class _Shelf(WriterFactory):
    """Where py7zr puts the files: into the reader's folder under numbers, counted as they grow."""

    def __init__(self, file: Opened) -> None:
        self.file = file
        self.taken: list[tuple[str, Path]] = []
        self.bytes = 0

    def create(self, filename: str) -> Py7zIO:
        limits = self.file.options.limits
        if len(self.taken) >= limits.found_files:
            raise CouldNotRead(Reason.TOO_MANY, f"more than {limits.found_files}")
        path = self.file.folder / f"unpacked-{len(self.taken)}"
        self.taken.append((filename, path))
        return _Growing(self, path)

    def grow(self, by: int) -> None:
        """Count bytes of all files together. Raises: CouldNotRead"""
        self.bytes += by
        limits = self.file.options.limits
        is_wild = self.bytes > 10_000_000 and self.bytes > limits.expansion * self.file.size
        if is_wild or self.bytes > limits.found_bytes:
            raise CouldNotRead(Reason.EXPANDS, f"after {self.bytes} bytes")

    def found(self) -> Iterator[FoundChild]:
        for name, path in self.taken:
            if not is_litter(name) and path.exists():
                yield FoundChild(bare_name(name), place_of(name), path)


class _Growing(Py7zIO):
    def __init__(self, shelf: _Shelf, path: Path) -> None:
        self.shelf = shelf
        self.content = path.open("w+b")

    def write(self, s: bytes | bytearray) -> int:
        self.shelf.grow(len(s))
        return self.content.write(s)

    def read(self, size: int | None = None) -> bytes:
        return self.content.read(-1 if size is None else size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.content.seek(offset, whence)

    def flush(self) -> None:
        self.content.flush()

    def size(self) -> int:
        return self.content.tell()

    def close(self) -> None:
        self.content.close()
