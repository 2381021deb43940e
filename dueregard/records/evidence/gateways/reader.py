"""Has a file read by a limited child process, page by page; whatever the file does to it, the site goes on.

Each file gets a process of its own (see `reader_child`). What is done with the pages is decided by the actions.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import selectors
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from dueregard.foundation.work.gateways.limited_child import start_child
from dueregard.records.evidence.gateways.reading import Beside, Expected, FoundChild, Item, Limits, ReadingOptions
from dueregard.records.evidence.gateways.reading_frames import (
    HEAD,
    MAX_FRAME_BYTES,
    Nonsense,
    decoded,
    options_as_json,
)
from dueregard.rules.documents.kinds import HEAD_BYTES, SOUND, kind_of
from dueregard.rules.documents.reading import CouldNotRead, Reason

__all__ = ["Beside", "Expected", "FoundChild", "Item", "Limits", "ReadingOptions", "close_reader", "read_in_child"]

# Starting the server of readers takes about a second; a machine that swaps may take long.
SECONDS_TO_START = 60.0
_PASSED_ON = ("PATH", "TMPDIR", "TESSDATA_PREFIX")  # where programs, temporary files and languages are
SMALL_BYTES = 4 << 20  # of a file that may be read in the process that read others before it
_CHUNK = 1 << 16  # a pipe holds no more
_SERVER = "dueregard.records.evidence.gateways.reader_child"


def reading_options() -> ReadingOptions:
    """Return the site's own choice."""
    return ReadingOptions(
        languages=tuple(settings.OCR_LANGUAGES),
        recognises_words=bool(settings.OCR_LANGUAGES),
        speech_engine=settings.SPEECH_ENGINE,
        speech_command=settings.SPEECH_COMMAND,
        speech_model=settings.SPEECH_MODEL,
        speech_language=settings.SPEECH_LANGUAGE,
    )


def read_in_child(
    source: Path,
    *,
    name: str,
    options: ReadingOptions,
    from_page: int = 1,
    seconds: float,
    beside: Beside | None = None,
    together: str = "",
) -> Generator[Item, None, None]:
    """Yield what is in a file: first what is expected, then its pages from the given one, its files, its hidden things.

    No wait for an item is longer than `seconds`, so a long file is not refused for its length. What was yielded
    stands; after a refusal, reading may go on `from_page` of the first page that is missing. Files inside and hidden
    things come again with every reading. Small files for which `together` is the same may be read in one process, one
    after the other: give what only files of one group have in common.

    Raises: CouldNotRead
    """
    made = beside or Beside()
    named = {name: path for name, path in (("drawing", made.drawing), ("as_shown", made.as_shown)) if path}
    with contextlib.ExitStack() as opened:
        try:
            file, *others = (opened.enter_context(path.open("rb")) for path in (source, *named.values()))
        except OSError as fault:
            raise CouldNotRead(Reason.MISSING, type(fault).__name__) from fault
        request = {
            "name": name,
            "from_page": from_page,
            "seconds": seconds,
            "options": options_as_json(options),
            "beside": list(named),
            "together": together if not named and _may_share(file) else "",
        }
        reading = _server.start_reading(request, file.fileno(), [one.fileno() for one in others])
    try:
        yield from reading.items(seconds)
    finally:
        reading.end()


def _may_share(file: BinaryIO) -> bool:
    """Tell whether a file may be read in a process that reads others too: it is small, and no recording."""
    is_small = os.fstat(file.fileno()).st_size <= SMALL_BYTES
    return is_small and kind_of(os.pread(file.fileno(), HEAD_BYTES, 0)) not in SOUND


def close_reader() -> None:
    """End the server of readers, if there is one; the next file starts another."""
    _server.close()


@dataclass
class _Reading:
    """One file being read: its answers, and the line to the server that knows how its reader ended."""

    answers: int
    control: socket.socket
    received: bytearray = field(default_factory=bytearray)
    folder: Path = Path()

    def items(self, seconds: float) -> Iterator[Item]:
        started = self._control_message(time.monotonic() + SECONDS_TO_START)
        self.folder = Path(str(started["folder"]))
        with selectors.DefaultSelector() as selector:
            selector.register(self.answers, selectors.EVENT_READ)
            while (item := self._next(selector, time.monotonic() + seconds)) is not None:
                if isinstance(item, CouldNotRead):
                    raise item
                yield item
                if isinstance(item, FoundChild):
                    item.path.unlink(missing_ok=True)
        self._check_end()

    def _next(self, selector: selectors.BaseSelector, deadline: float) -> Item | CouldNotRead | None:
        """Wait for a whole frame; nothing when the reader has closed its pipe."""
        while True:
            if len(self.received) >= HEAD.size:
                kind, length = HEAD.unpack_from(self.received)
                if length > MAX_FRAME_BYTES:
                    return CouldNotRead(Reason.CRASHED, "said too much")
                end = HEAD.size + length
                if len(self.received) >= end:
                    body = bytes(memoryview(self.received)[HEAD.size : end])
                    del self.received[:end]
                    return self._decoded(kind, body)
            if not selector.select(max(0.0, deadline - time.monotonic())):
                return CouldNotRead(Reason.TOO_LONG, "clock")
            chunk = os.read(self.answers, _CHUNK)
            if not chunk:
                return None
            self.received += chunk

    def _decoded(self, kind: bytes, body: bytes) -> Item | CouldNotRead:
        try:
            return decoded(kind, body, self.folder)
        except Nonsense as fault:
            return CouldNotRead(Reason.CRASHED, f"said nonsense ({fault})")

    def _check_end(self) -> None:
        """Raise what the end of the process means, unless it ended well. Raises: CouldNotRead"""
        ended = self._control_message(time.monotonic() + SECONDS_TO_START)
        if ended["reason"]:
            raise CouldNotRead(Reason(str(ended["reason"])), str(ended["detail"]))
        if self.received:
            raise CouldNotRead(Reason.CRASHED, "broke off")

    def _control_message(self, deadline: float) -> dict[str, object]:
        self.control.settimeout(max(0.1, deadline - time.monotonic()))
        try:
            said = self.control.recv(4096)
            found: dict[str, object] = json.loads(said)
        except (OSError, ValueError) as fault:
            raise CouldNotRead(Reason.CRASHED, f"no answer ({type(fault).__name__})") from fault
        return found

    def end(self) -> None:
        """Let go: the server kills what still runs and removes the folder as soon as this line is closed."""
        os.close(self.answers)
        self.control.close()
        if self.folder != Path():
            shutil.rmtree(self.folder, ignore_errors=True)


@dataclass
class _Server:
    """One process per process of ours, from which each reader is forked."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    process: subprocess.Popen[bytes] | None = None
    line: socket.socket | None = None

    def start_reading(self, request: dict[str, object], source: int, beside: Sequence[int] = ()) -> _Reading:
        """Ask for a reader. Raises: CouldNotRead when none can be had."""
        message = json.dumps(request).encode()
        with self.lock:
            for is_last in (False, True):
                try:
                    return self._ask(message, source, beside)
                except OSError as fault:  # the server is gone: once more with a fresh one
                    self._drop()
                    if is_last:
                        raise CouldNotRead(Reason.CRASHED, f"no reader ({type(fault).__name__})") from fault
        raise AssertionError

    def _ask(self, message: bytes, source: int, beside: Sequence[int]) -> _Reading:
        line = self._line()
        answers, their_answers = os.pipe()
        control, their_control = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            socket.send_fds(line, [message], [source, their_answers, their_control.fileno(), *beside])
        except OSError:
            os.close(answers)
            control.close()
            raise
        finally:
            os.close(their_answers)
            their_control.close()
        return _Reading(answers, control)

    def _line(self) -> socket.socket:
        if self.process is not None and self.process.poll() is not None:
            self._drop()
        if self.line is None:
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with theirs:
                self.process = start_child(
                    _SERVER,
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    extra={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
                )
            self.line = ours
        return self.line

    def close(self) -> None:
        with self.lock:
            self._drop()

    def forget(self) -> None:
        """After a fork: the server belongs to the other process, and its lock may be held by a thread that is gone."""
        self.lock = threading.Lock()
        if self.line is not None:
            self.line.close()
            self.line = None
        if self.process is not None:
            # Python would warn of a child still running when the object goes; it is not ours to wait for.
            self.process.returncode = 0
            self.process = None

    def _drop(self) -> None:
        if self.line is not None:
            self.line.close()
            self.line = None
        if self.process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(5)  # it ends by itself when its line is closed
            self.process.kill()
            self.process.wait()
            self.process = None


_server = _Server()
os.register_at_fork(after_in_child=_server.forget)
atexit.register(close_reader)
