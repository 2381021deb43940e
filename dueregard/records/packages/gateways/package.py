"""Writes packages of files that a stranger can check (BagIt 1.0, RFC 8493), zipped, without holding them in memory.

What goes into one is decided by the action. Packages can be made again, and are removed after a while.
"""

import hashlib
import io
import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import BinaryIO, cast

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, default_storage, storages

CHUNK = 1024 * 1024
FOLDER = "exports"


class PackageWriter:
    """A package being written: payload under `data/`, tag files beside it, and the manifests at the end."""

    def __init__(self, file: BinaryIO, *, name: str, at: datetime) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        self._name = name
        self._at = at.timetuple()[:6]
        self._payload: list[str] = []
        self._tags: list[str] = []
        self._octets = 0

    def add_payload(self, path: str, chunks: Iterable[bytes]) -> str:
        """Add a file under `data/`; return the SHA-256 of what was written."""
        digest, size = self._write(f"data/{path}", chunks)
        self._payload.append(f"{digest}  {_in_manifest(f'data/{path}')}\n")
        self._octets += size
        return digest

    def add_tag(self, path: str, chunks: Iterable[bytes]) -> None:
        """Add a file that says something about the package."""
        digest, _ = self._write(path, chunks)
        self._tags.append(f"{digest}  {_in_manifest(path)}\n")

    def finish(self, info: dict[str, str]) -> None:
        """Write what makes it a package. Nothing can be added after that."""
        self.add_tag("bagit.txt", [b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"])
        lines = {**info, "Payload-Oxum": f"{self._octets}.{len(self._payload)}"}
        self.add_tag("bag-info.txt", ["".join(f"{name}: {_one_line(said)}\n" for name, said in lines.items()).encode()])
        self.add_tag("manifest-sha256.txt", (line.encode() for line in self._payload))
        self._write("tagmanifest-sha256.txt", (line.encode() for line in list(self._tags)))
        self._zip.close()

    def _write(self, path: str, chunks: Iterable[bytes]) -> tuple[str, int]:
        entry = zipfile.ZipInfo(f"{self._name}/{path}", date_time=self._at)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        digest, size = hashlib.sha256(), 0
        with self._zip.open(entry, "w", force_zip64=True) as file:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                file.write(chunk)
        return digest.hexdigest(), size


@contextmanager
def new_package(pk: str) -> Iterator[BinaryIO]:
    """Give a file to write a package into; when all went well, it can be opened under its id. Raises: OSError"""
    name = _name(pk)
    if not isinstance(storages["default"], FileSystemStorage):
        with tempfile.TemporaryFile() as part:
            yield cast(BinaryIO, part)
            part.seek(0)
            remove_package(pk)
            default_storage.save(name, File(part))
        return
    path = default_storage.path(name)
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    part_path = f"{path}.part"
    try:
        with open(os.open(part_path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as file:
            yield cast(BinaryIO, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part_path, path)
    except BaseException:
        if os.path.exists(part_path):
            os.unlink(part_path)
        raise


def open_package(pk: str) -> BinaryIO:
    """Open a finished package. Raises: FileNotFoundError"""
    return cast(BinaryIO, default_storage.open(_name(pk)))


def remove_package(pk: str) -> None:
    """Remove a package, if it is there."""
    if default_storage.exists(_name(pk)):
        default_storage.delete(_name(pk))


def hash_and_size(file: BinaryIO) -> tuple[str, int]:
    """Return the SHA-256 and the length of a file that can be read from its beginning."""
    file.seek(0)
    digest = hashlib.sha256()
    for chunk in iter(lambda: file.read(CHUNK), b""):
        digest.update(chunk)
    return digest.hexdigest(), file.seek(0, io.SEEK_END)


def _name(pk: str) -> str:
    return f"{FOLDER}/{pk}.zip"


def _in_manifest(path: str) -> str:
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _one_line(said: str) -> str:
    return " ".join(said.split())
