"""Bytes, kept under their own SHA-256: written whole or not at all, and never twice.

Knows nothing of what they are. Uses Django's default storage, so a folder today and S3 on many machines. The last of a
disk is kept for mail: nothing else is written there.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, default_storage, storages

from dueregard.foundation.work.gateways.disk import leave_the_reserve
from dueregard.foundation.work.gateways.limits import WORKING

CHUNK = 1024 * 1024
ARRIVING = "arriving"  # the folder of the store where files lie until their hash is known


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes that are safe: their name and how many they are."""

    sha256: str
    size: int


def digest_of(content: bytes) -> str:
    """Return the name under which these bytes are kept: SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def put(content: bytes, *, is_mail: bool = False) -> str:
    """Keep these bytes and return their digest. When it returns, they are on the disk.

    E-mails and their files (`is_mail`) may take the room that everything else leaves. Raises: OSError
    """
    digest = digest_of(content)
    name = _name(digest)
    if default_storage.exists(name):
        _flush_what_lies_there(name)
        return digest
    if _is_folder():
        if not is_mail:
            leave_the_reserve()
        _write_to_folder(default_storage.path(name), content)
    else:
        _save_once(name, ContentFile(content))
    return digest


def put_chunks(chunks: Iterable[bytes]) -> Kept:
    """Keep a stream of bytes that is too large to hold in memory. When it returns, they are on the disk.

    Raises: OSError
    """
    if not _is_folder():
        with tempfile.TemporaryFile() as part:
            kept = _copy(chunks, cast(BinaryIO, part))
            part.seek(0)
            if not default_storage.exists(_name(kept.sha256)):
                _save_once(_name(kept.sha256), File(part))
        return kept
    folder = default_storage.path(ARRIVING)
    _make_folder(folder)
    part_path = os.path.join(folder, f"{os.getpid()}.{os.urandom(8).hex()}.part")
    try:
        with open(os.open(part_path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            kept = _copy(_leaving_the_reserve(chunks), file)
            file.flush()
            os.fsync(file.fileno())
        _settle(part_path, _name(kept.sha256))
    except BaseException:
        if os.path.exists(part_path):
            os.unlink(part_path)
        raise
    return kept


def put_file(path: Path) -> Kept:
    """Keep the bytes of a file, without holding them in memory. Raises: OSError"""
    with path.open("rb") as file:
        return put_chunks(iter(lambda: file.read(CHUNK), b""))


def get(digest: str) -> bytes:
    """Return the bytes of a digest. Raises: FileNotFoundError"""
    with default_storage.open(_name(digest)) as file:
        return cast(bytes, file.read())


def open_file(digest: str) -> BinaryIO:
    """Open the bytes of a digest for reading. Raises: FileNotFoundError"""
    return cast(BinaryIO, default_storage.open(_name(digest)))


def has(digest: str) -> bool:
    """Tell whether something lies under this digest."""
    return default_storage.exists(_name(digest))


@contextmanager
def local_file(digest: str) -> Iterator[Path]:
    """Give the bytes of a digest as a file that another program can open for reading. Raises: FileNotFoundError"""
    if _is_folder():
        path = Path(default_storage.path(_name(digest)))
        if not path.exists():
            raise FileNotFoundError(digest)
        yield path
        return
    with tempfile.NamedTemporaryFile(prefix=WORKING) as copy, open_file(digest) as file:
        for chunk in iter(lambda: file.read(CHUNK), b""):
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)


def hash_again(digest: str) -> Kept:
    """Read the bytes of a digest anew and return what they hash to now. Raises: FileNotFoundError"""
    with open_file(digest) as file:
        return _hash(file)


def hash_of_file(path: Path) -> str:
    """Return what the bytes of a file hash to, without holding them in memory. Raises: OSError"""
    with path.open("rb") as file:
        return _hash(file).sha256


def _is_folder() -> bool:
    # Asked of the storage itself: `default_storage` is nothing yet before a process uses it for the first time.
    return isinstance(storages["default"], FileSystemStorage)


def _name(digest: str) -> str:
    return f"{digest[:2]}/{digest[2:4]}/{digest}"


def _hash(file: BinaryIO) -> Kept:
    found, size = hashlib.sha256(), 0
    for chunk in iter(lambda: file.read(CHUNK), b""):
        found.update(chunk)
        size += len(chunk)
    return Kept(found.hexdigest(), size)


def _leaving_the_reserve(chunks: Iterable[bytes]) -> Iterator[bytes]:
    for chunk in chunks:
        leave_the_reserve()
        yield chunk


def _copy(chunks: Iterable[bytes], file: BinaryIO) -> Kept:
    found, size = hashlib.sha256(), 0
    for chunk in chunks:
        found.update(chunk)
        file.write(chunk)
        size += len(chunk)
    return Kept(found.hexdigest(), size)


def _save_once(name: str, content: "File[bytes]") -> None:
    """Save under this very name; a storage that made up another one had the bytes already."""
    saved = default_storage.save(name, content)
    if saved != name:
        default_storage.delete(saved)


def _settle(part: str, name: str) -> None:
    """Give a whole file its name in the store, unless its bytes lie there already."""
    path = default_storage.path(name)
    if os.path.exists(path):
        os.unlink(part)
        _flush_what_lies_there(name)
        return
    _make_folder(os.path.dirname(path))
    os.replace(part, path)
    _flush_folder(os.path.dirname(path))


def _write_to_folder(path: str, content: bytes) -> None:
    """Write beside the place, flush to the disk, then rename: a crash leaves either nothing or everything."""
    folder = os.path.dirname(path)
    _make_folder(folder)
    part = f"{path}.{os.getpid()}.{os.urandom(4).hex()}.part"
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except BaseException:
        if os.path.exists(part):
            os.unlink(part)
        raise
    _flush_folder(folder)


def _flush_what_lies_there(name: str) -> None:
    """Whoever put the bytes there may have been killed before the name was on the disk."""
    if _is_folder():
        _flush_name(default_storage.path(name))


def _flush_name(path: str) -> None:
    """Make sure that a name in the store, and the two folders it lies in, outlive a power cut."""
    folder = os.path.dirname(path)
    for each in (folder, os.path.dirname(folder), os.path.dirname(os.path.dirname(folder))):
        _flush_folder(each)


def _make_folder(folder: str) -> None:
    """Make the folder and those above it; each new one is on the disk before anything is promised to lie in it."""
    if os.path.isdir(folder):
        return
    above = os.path.dirname(folder)
    _make_folder(above)
    os.makedirs(folder, mode=0o700, exist_ok=True)
    _flush_folder(above)


def _flush_folder(folder: str) -> None:
    directory = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def remove(digest: str) -> None:
    """Remove the bytes of a digest and the folders that are empty then; nothing happens when they are gone already.

    Whether anything still names them, the caller has asked: only what was invented is ever removed.
    """
    name = _name(digest)
    default_storage.delete(name)
    if _is_folder():
        for folder in (os.path.dirname(name), os.path.dirname(os.path.dirname(name))):
            with suppress(OSError):  # something else lies there
                os.rmdir(default_storage.path(folder))
