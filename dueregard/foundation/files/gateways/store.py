"""Bytes, kept under their own SHA-256: written whole or not at all, and never twice.

Knows nothing of what they are. Uses Django's default storage, so a folder today and S3 on many machines.
"""

import hashlib
import os
from typing import BinaryIO, cast

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage


def digest_of(content: bytes) -> str:
    """Return the name under which these bytes are kept: SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def put(content: bytes) -> str:
    """Keep these bytes and return their digest. When it returns, they are on the disk."""
    digest = digest_of(content)
    name = _name(digest)
    is_folder = isinstance(default_storage._wrapped, FileSystemStorage)  # type: ignore[attr-defined]
    if default_storage.exists(name):
        if is_folder:  # whoever put them there may have been killed before the name was on the disk
            _flush_name(default_storage.path(name))
        return digest
    if is_folder:
        _write_to_folder(default_storage.path(name), content)
    else:
        default_storage.save(name, ContentFile(content))
    return digest


def get(digest: str) -> bytes:
    """Return the bytes of a digest. Raises: FileNotFoundError"""
    with default_storage.open(_name(digest)) as file:
        return cast(bytes, file.read())


def open_file(digest: str) -> BinaryIO:
    """Open the bytes of a digest for reading. Raises: FileNotFoundError"""
    return cast(BinaryIO, default_storage.open(_name(digest)))


def _name(digest: str) -> str:
    return f"{digest[:2]}/{digest[2:4]}/{digest}"


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
