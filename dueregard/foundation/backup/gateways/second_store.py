"""The place that kept files move to: a bucket or a folder. What lies there under a name is written and read again."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, storages

from dueregard.foundation.backup.gateways.site_files import below
from dueregard.foundation.files.gateways.bucket import BucketStorage
from dueregard.foundation.files.gateways.store import CHUNK

BUCKET = "s3://"


class BadPlace(Exception):
    """Files cannot move there; its words say why."""


class SecondStore(Protocol):
    """What the move asks of either."""

    @property
    def words(self) -> str:
        """What it is called."""

    def names(self) -> Iterator[tuple[str, int]]:
        """Yield what lies there, with its size in bytes."""

    def put(self, name: str, file: BinaryIO) -> None:
        """Write a file whole, in the place of what lies under its name."""

    def open(self, name: str) -> BinaryIO:
        """Open what lies under a name."""


@dataclass(frozen=True)
class SecondFolder:
    """A folder of this machine."""

    root: Path

    @property
    def words(self) -> str:
        """What it is called."""
        return f"the folder {self.root}"

    def names(self) -> Iterator[tuple[str, int]]:
        """Yield what lies there. What was half written is no file."""
        return ((str(path.relative_to(self.root)), size) for path, size in below(self.root) if path.suffix != ".part")

    def put(self, name: str, file: BinaryIO) -> None:
        """Write beside the place, flush to the disk, then rename."""
        path = self.root / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.part")
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as written:
            for chunk in iter(lambda: file.read(CHUNK), b""):
                written.write(chunk)
            written.flush()
            os.fsync(written.fileno())
        part.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)

    def open(self, name: str) -> BinaryIO:
        """Open a file."""
        return (self.root / name).open("rb")


class SecondBucket:
    """A bucket of the S3 server that the settings name."""

    def __init__(self, bucket: str) -> None:
        self.words = f"the bucket {bucket}"
        self._store = BucketStorage(**{**settings.BUCKET["OPTIONS"], "bucket": bucket})

    def names(self) -> Iterator[tuple[str, int]]:
        """Yield what lies there."""
        return self._store.sizes("")

    def put(self, name: str, file: BinaryIO) -> None:
        """Send it; the server has all of it or nothing."""
        store = self._store
        store.save(name, File(file))

    def open(self, name: str) -> BinaryIO:
        """Fetch it."""
        return cast(BinaryIO, self._store.open(name))


def second_store(place: str) -> SecondStore:
    """Return the place that is named: s3://bucket, or a folder. Raises: BadPlace"""
    own = storages["default"]
    if place.startswith(BUCKET):
        bucket = place.removeprefix(BUCKET).rstrip("/")
        if not bucket or "/" in bucket:
            raise BadPlace("Name the bucket and nothing below it: --files s3://evidence")
        if isinstance(own, BucketStorage) and bucket == settings.S3_BUCKET:
            raise BadPlace("That is the bucket this site keeps its files in now. Name the place they move to.")
        return SecondBucket(bucket)
    root = Path(place).resolve()
    if isinstance(own, FileSystemStorage) and root == Path(own.path("")).resolve():
        raise BadPlace("That is the folder this site keeps its files in now. Name the place they move to.")
    return SecondFolder(root)


def copied_hash(source: BinaryIO, to: BinaryIO | None = None) -> bytes:
    """Return the SHA-256 of a file, and copy it on the way where a place is given."""
    found = hashlib.sha256()
    for chunk in iter(lambda: source.read(CHUNK), b""):
        found.update(chunk)
        if to is not None:
            to.write(chunk)
    return found.digest()
