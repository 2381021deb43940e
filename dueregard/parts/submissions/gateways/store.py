"""Sealed bytes on the disk: a folder for each message, in it a folder for each part, in it the chunks.

A chunk's name holds its place and its hash, so the disk alone says what was confirmed. Times of files and folders are
set to midnight. What is removed is gone from the next back-up. Knows nothing of rows.
"""

import hashlib
import os
import re
import secrets
import shutil
import time as clock
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

PIECE = 64 * 1024  # bytes read at a time
FOLDER = re.compile(r"[0-9a-f]{32}")
CHUNK = re.compile(r"(\d{5})\.([0-9a-f]{64})")


class OtherBytes(Exception):
    """Another chunk is confirmed in this place already."""


class NotWhatWasSaid(Exception):
    """The bytes do not have the length or the hash that was said. Nothing of them is kept."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a chunk belongs."""

    folder: str
    part: int
    index: int


def keep_chunk(stream: BinaryIO, place: Place, *, digest: str, length: int, today: date, start: bytes = b"") -> bool:
    """Keep a chunk; when it returns, it is on the disk. Returns False when it was there already.

    `start` is what was read of the stream before. Raises: OtherBytes, NotWhatWasSaid
    """
    folder = _path(place.folder) / str(place.part)
    if (known := _at(folder, place.index)) is not None:
        if known != digest:
            raise OtherBytes
        return False
    _make(folder, today)
    part = folder / f".{secrets.token_hex(8)}"
    try:
        _write(part, chain([start], _pieces(stream, length - len(start))), digest=digest, length=length)
        os.replace(part, folder / f"{place.index:05}.{digest}")
        _settle(folder / f"{place.index:05}.{digest}", today)
    finally:
        part.unlink(missing_ok=True)
        if folder.is_dir():  # it tells when a chunk failed, too
            _settle(folder, today)
    return True


def chunks(folder: str, part: int) -> dict[tuple[int, str], int]:
    """Return what is confirmed of a part: the length in bytes by index and hash."""
    found: dict[tuple[int, str], int] = {}
    for path in _entries(_path(folder) / str(part)):
        if match := CHUNK.fullmatch(path.name):
            found[int(match[1]), match[2]] = path.stat().st_size
    return found


def start_of(folder: str, part: int, digest: str, length: int) -> bytes:
    """Return the first bytes of a part whose first chunk has this hash. Raises: FileNotFoundError"""
    with _open(_path(folder) / str(part) / f"00000.{digest}") as file:
        return file.read(length)


def read_part(folder: str, part: int) -> Iterator[bytes]:
    """Yield the bytes of a part in order."""
    for index, digest in sorted(chunks(folder, part)):
        with _open(_path(folder) / str(part) / f"{index:05}.{digest}") as file:
            while piece := file.read(PIECE):
                yield piece


def keep_only(folder: str, parts: Mapping[int, Iterable[str]], today: date) -> None:
    """Remove what was sent and then not named: other chunks, other parts, halves of chunks. The rest tells the day."""
    for path in _entries(_path(folder)):
        named = parts.get(int(path.name), ()) if path.name.isdigit() else ()
        wanted = {f"{index:05}.{digest}" for index, digest in enumerate(named)}
        for chunk in [one for one in _entries(path) if one.name not in wanted]:
            chunk.unlink()
        if wanted:
            _settle(path, today)
        else:
            path.rmdir()
    _settle(_path(folder), today)
    _settle(_root(), today)


def remove(folder: str, today: date | None = None) -> None:
    """Remove everything of a message. A second call finds nothing and is content.

    The folder above would tell when: its times are set to the day, or back to what they were, before this returns.
    """
    before = _root().stat() if _root().is_dir() else None
    shutil.rmtree(_path(folder), ignore_errors=True)
    if _path(folder).exists():
        raise OSError("Sealed bytes could not be removed from the store.")
    if today and before:
        _settle(_root(), today)
    elif before:
        os.utime(_root(), (before.st_atime, before.st_mtime))


def left_alone(seconds: float) -> set[str]:
    """Return the ids of folders in which nothing has moved for so long: what arrives at this moment is not among them.

    The system's own time of change tells it, which no program sets and we keep nowhere.
    """
    before = clock.time() - seconds
    folders = [path for path in _entries(_root()) if FOLDER.fullmatch(path.name)]
    return {path.name for path in folders if max(map(_changed, [path, *path.rglob("*")])) <= before}


def _changed(path: Path) -> float:
    try:
        return path.stat().st_ctime
    except FileNotFoundError:  # gone while we looked: something moves there
        return clock.time()


def is_nearly_full(reserve: int | None = None) -> bool:
    """Tell whether the disk has less free space than the site itself needs to go on, or than so many bytes."""
    least = int(settings.SEALED_DISK_RESERVE) if reserve is None else reserve
    return shutil.disk_usage(_make(_root())).free < least


def _root() -> Path:
    return Path(settings.SEALED_STORE)


def _path(folder: str) -> Path:
    if not FOLDER.fullmatch(folder):
        raise ValueError("no folder of the store")
    return _root() / folder


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _open(path: Path) -> BinaryIO:
    """Open a chunk without leaving the time at which it was read."""
    return os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NOATIME", 0)), "rb")


def _at(folder: Path, index: int) -> str | None:
    """Return the hash of the chunk that is confirmed in this place."""
    for path in folder.glob(f"{index:05}.*"):
        if match := CHUNK.fullmatch(path.name):
            return match[2]
    return None


def _pieces(stream: BinaryIO, left: int) -> Iterator[bytes]:
    while left and (piece := stream.read(min(left, PIECE))):
        yield piece
        left -= len(piece)


def _write(path: Path, pieces: Iterable[bytes], *, digest: str, length: int) -> None:
    seen, written = hashlib.sha256(), 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for piece in pieces:
            seen.update(piece)
            written += file.write(piece)
        if written != length or seen.hexdigest() != digest:
            raise NotWhatWasSaid
        file.flush()
        os.fsync(file.fileno())


def _make(folder: Path, today: date | None = None) -> Path:
    """Make a folder and those above it that are missing, each on the disk before anything is promised to lie in it."""
    if not folder.is_dir():
        _make(folder.parent, today)
        folder.mkdir(mode=0o700, exist_ok=True)
        if today:
            _settle(folder, today)
            _settle(folder.parent, today)
    return folder


def _settle(path: Path, today: date) -> None:
    """Flush a name to the disk, and let its times say the day and no more."""
    if path.is_dir():
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    midnight = datetime.combine(today, time(), UTC).timestamp()
    os.utime(path, (midnight, midnight))
