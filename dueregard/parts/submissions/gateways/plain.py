"""Reads the form without scripts straight into the store: what does not begin like an age file never touches the disk.

Whether the files are sealed to the right people is `actions/take_plain`.
"""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from io import BytesIO
from typing import Any, NoReturn, Protocol

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from dueregard.parts.submissions.gateways import store
from dueregard.rules.sealed.envelope import VERSION_LINE
from dueregard.rules.sealed.upload import CHUNK_BYTES, LARGEST_PART, MOST_FILES


class NotAccepted(Exception):
    """A file does not begin like an age file, is too large, or is one too many."""


class TakesRoom(Protocol):
    """Somebody who takes room for bytes before they are written, or raises."""

    def take(self, length: int) -> None:
        """Take room for so many bytes."""


@dataclass(frozen=True, slots=True)
class PlainFile:
    """A file whose bytes lie in the store already. Its name, whatever it was, is not kept."""

    part: int
    size: int
    chunks: tuple[str, ...]

    def close(self) -> None:
        """Do nothing: Django closes the files of a form, and this one is not open."""


class IntoStore(FileUploadHandler):
    """Puts each file of a form into one folder of the store, chunk by chunk. `refused` says why it stopped."""

    def __init__(self, request: HttpRequest, *, folder: str, today: date, arriving: TakesRoom) -> None:
        super().__init__(request)
        self.folder, self.today, self.arriving = folder, today, arriving
        self.part = 0
        self.refused: Exception | None = None
        self.files: list[PlainFile] = []
        self._begin()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin the next file."""
        super().new_file(*args, **kwargs)
        self.part += 1
        self._begin()
        if self.part > MOST_FILES:
            self._stop(NotAccepted())

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take the next bytes of a file. Django then hands them to no other handler."""
        self.held += raw_data
        self.size += len(raw_data)
        told = min(len(self.held), len(VERSION_LINE))
        is_other = not self.chunks and bytes(self.held[:told]) != VERSION_LINE[:told]
        if is_other or self.size > LARGEST_PART:
            self._stop(NotAccepted())
        while len(self.held) >= CHUNK_BYTES:
            self._flush(CHUNK_BYTES)

    def file_complete(self, file_size: int) -> Any:
        """Put the rest of a file into the store."""
        if not self.chunks and not self.held.startswith(VERSION_LINE):
            self._stop(NotAccepted())
        if self.held:
            self._flush(len(self.held))
        self.files.append(PlainFile(self.part, self.size, tuple(self.chunks)))
        return self.files[-1]

    def _begin(self) -> None:
        self.held = bytearray()
        self.chunks: list[str] = []
        self.size = 0

    def _flush(self, length: int) -> None:
        try:
            self.arriving.take(length)
        except Exception as no_room:
            self._stop(no_room)
        piece = bytes(self.held[:length])
        del self.held[:length]
        digest = sha256(piece).hexdigest()
        place = store.Place(self.folder, self.part, len(self.chunks))
        store.keep_chunk(BytesIO(piece), place, digest=digest, length=length, today=self.today)
        self.chunks.append(digest)

    def _stop(self, why: Exception) -> NoReturn:
        """Keep nothing of the rest. What came before is dropped by whoever began."""
        self.refused = why
        raise StopUpload(connection_reset=False)
