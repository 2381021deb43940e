"""Where back-ups lie: a folder, or a bucket of an S3 server. Something is there whole or not at all."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.base import File

from dueregard.foundation.files.gateways.bucket import BucketStorage
from dueregard.foundation.work.gateways.limits import WORKING

PART = ".part"
BUCKET = "s3"


class Place(Protocol):
    """What a back-up needs of the place it goes to. All of it raises OSError."""

    words: str

    @property
    def root(self) -> Path | None:
        """Return its path where it is a folder of this machine."""

    def names(self, folder: str) -> dict[str, int]:
        """Return the names of what lies in one of its folders, with their sizes in bytes."""

    def writing(self, name: str) -> AbstractContextManager[Path]:
        """Give a path to write to; at the end, what was written lies in the place under this name."""

    def reading(self, name: str) -> AbstractContextManager[Path]:
        """Give what lies there as a file. Raises: FileNotFoundError"""

    def remove(self, name: str) -> None:
        """Remove it; what is not there is no error."""

    def tidy(self) -> None:
        """Remove what an earlier back-up left half written. Only one at a time writes to a place."""


def place_called(text: str) -> Place:
    """Return the place that somebody named: a folder, or `s3://bucket/folder`. Raises: ValueError"""
    if not text.startswith(f"{BUCKET}://"):
        return FolderPlace(Path(text).expanduser().resolve())
    address = urlsplit(text)
    if not address.netloc or address.query or address.fragment or "@" in address.netloc:
        raise ValueError(
            "Name a bucket like this: s3://bucket or s3://bucket/folder. Its keys are settings of the site."
        )
    return BucketPlace(address.netloc, address.path.strip("/"))


class FolderPlace:
    """A folder, on this disk or on one that is mounted."""

    def __init__(self, root: Path) -> None:
        self.words = str(root)
        self.root = root

    def names(self, folder: str) -> dict[str, int]:
        """Return the names of what lies in one of its folders, with their sizes in bytes."""
        found: dict[str, int] = {}
        with suppress(FileNotFoundError), os.scandir(self.root / folder) as entries:
            for entry in entries:
                if entry.is_file(follow_symlinks=False) and not entry.name.endswith(PART):
                    found[entry.name] = entry.stat(follow_symlinks=False).st_size
        return found

    @contextmanager
    def writing(self, name: str) -> Iterator[Path]:
        """Write beside the place and move it there whole, on the disk."""
        path = self.root / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = path.with_name(f".{secrets.token_hex(8)}{PART}")
        try:
            yield part
            with part.open("rb") as file:
                os.fsync(file.fileno())
            part.chmod(0o600)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        handle = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    @contextmanager
    def reading(self, name: str) -> Iterator[Path]:
        """Give the file itself."""
        path = self.root / name
        if not path.is_file():
            raise FileNotFoundError(2, "The back-up has no such file", name)
        yield path

    def remove(self, name: str) -> None:
        """Remove it; what is not there is no error."""
        (self.root / name).unlink(missing_ok=True)

    def tidy(self) -> None:
        """Remove what a back-up that was killed left half written."""
        for part in self.root.glob(f"*/.{'[0-9a-f]' * 16}{PART}"):
            part.unlink(missing_ok=True)


class BucketPlace:
    """A bucket. What goes there and comes from there lies in a temporary file on the way."""

    root = None

    def __init__(self, bucket: str, folder: str) -> None:
        self.words = f"{BUCKET}://{bucket}/{folder}".rstrip("/")
        self._folder = folder
        self._storage = BucketStorage(
            bucket=bucket,
            address=settings.BACKUP_S3_URL,
            region=settings.BACKUP_S3_REGION,
            key=settings.BACKUP_S3_KEY,
            secret=settings.BACKUP_S3_SECRET,
        )

    def names(self, folder: str) -> dict[str, int]:
        """Return the names of what lies in one of its folders, with their sizes in bytes."""
        prefix = self._key(folder) + "/"
        return {name.removeprefix(prefix): size for name, size in self._storage.sizes(self._key(folder))}

    @contextmanager
    def writing(self, name: str) -> Iterator[Path]:
        """Write to a temporary file and send it when it is whole."""
        with _on_the_way() as path:
            yield path
            with path.open("rb") as file:
                self._storage.save(self._key(name), File(file))

    @contextmanager
    def reading(self, name: str) -> Iterator[Path]:
        """Fetch it into a temporary file."""
        with _on_the_way() as path:
            with self._storage.open(self._key(name)) as file, path.open("wb") as copy:
                shutil.copyfileobj(file, copy, 1 << 20)
            yield path

    def remove(self, name: str) -> None:
        """Remove it; what is not there is no error."""
        self._storage.delete(self._key(name))

    def tidy(self) -> None:
        """Nothing to do: an object is there whole or not at all."""

    def _key(self, name: str) -> str:
        return f"{self._folder}/{name}" if self._folder else name


@contextmanager
def _on_the_way() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix=WORKING) as folder:
        yield Path(folder) / "on-the-way"
