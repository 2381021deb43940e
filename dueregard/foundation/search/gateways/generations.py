"""The folders of the embedded index: which one is in use, who may write, and putting a new one in its place.

A generation is named after the shape it has. One of an older shape that can still be asked answers until the new one is
made; any other is as good as none.
"""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dueregard.foundation.search.gateways.interface import AnotherIndexer
from dueregard.foundation.search.gateways.shape import READABLE, VERSION

PREFIX = f"shape-{VERSION}-"
OLDER = tuple(f"shape-{version}-" for version in READABLE)  # can still be asked, not written


def state_of(file: Path) -> tuple[int, int, int]:
    """Return what is another once a file has been replaced or written."""
    at = os.stat(file)
    return at.st_ino, at.st_mtime_ns, at.st_size


class NoGeneration(OSError):
    """There is no index of this shape."""


class Generations:
    """The generations of one index, in its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: tuple[tuple[int, int, int], str] = (0, 0, 0), ""  # the name, and the state of the file it is from

    def current(self, *, may_be_older: bool = False) -> str:
        """Return the name of the generation in use, one of an older shape only if that will do. Raises: NoGeneration"""
        file = self.folder / "current"
        try:
            state = state_of(file)
            if self._read[0] != state:
                self._read = state, file.read_text(encoding="ascii").strip()
        except OSError as error:
            raise NoGeneration(str(self.folder)) from error
        name = self._read[1]
        if not name.startswith((PREFIX, *OLDER) if may_be_older else PREFIX):
            raise NoGeneration(name)
        return name

    def begin(self) -> Path:
        """Make a folder for a new generation, and clear away what earlier tries left."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.clear_away()
        folder = self.folder / f"{PREFIX}{secrets.token_hex(6)}"
        folder.mkdir(mode=0o700)
        return folder

    def put_in_place(self, folder: Path) -> None:
        """Let readers use this generation from now on; the others go. Open files of theirs stay readable."""
        part = self.folder / "current.part"
        with part.open("w", encoding="ascii") as file:
            file.write(folder.name)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self.folder / "current")
        self.clear_away()

    def clear_away(self) -> None:
        """Remove every generation but the one in use, so that the index never grows without end."""
        try:
            kept = self.current(may_be_older=True)
        except NoGeneration:
            kept = ""
        for folder in self.folder.glob("shape-*"):
            if folder.name != kept:
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def only_writer(self) -> Iterator[None]:
        """Hold the lock that one process can have. The system gives it back when that dies. Raises: AnotherIndexer"""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.folder / "writer.lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise AnotherIndexer from None
            yield
