"""Has incoming e-mails read and sorted by a limited child process, watches its clock, and replaces it when it fails.

`rules/mime/incoming` decides what is read and `rules/mail/triage` what an e-mail is; the caller decides what happens to
one that cannot be read, or read but not sorted.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import struct
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from dueregard.foundation.mail.gateways.parser_child import (
    ANSWER,
    DONE,
    FAILED,
    KEPT_BYTES,
    LENGTH,
    MISSING,
    OUT_OF_MEMORY,
    READY,
    REQUEST,
)
from dueregard.foundation.work.gateways.limited_child import start_child
from dueregard.rules.mail.carried import facts_from, to_json, verdict_from
from dueregard.rules.mail.verdict import FactsWanted, Known, Verdict
from dueregard.rules.mime.incoming import NoSuchAttachment, ReadMail

# Wall-clock seconds for one request, on a busy machine: the largest release seen takes about two.
SECONDS_PER_MAIL = 60.0
# Starting takes about three quarters of a second; a machine that swaps may take long.
SECONDS_TO_START = 30.0
# After this many e-mails a fresh child takes over, so that no library's leak grows for ever. It loads all the rules of
# sorting, which costs as much as sixty e-mails, so it is not done often.
MAILS_PER_CHILD = 2_000
# A child that has just read something this large keeps the memory; it is replaced at once.
LARGE_MAIL_BYTES = 20_000_000
_CHUNK = 1 << 20


class GaveUp(StrEnum):
    """Why an e-mail was not read."""

    TOOK_TOO_LONG = "took too long"
    OUT_OF_MEMORY = "out of memory"
    CRASHED = "crashed"


class ParserGaveUp(Exception):
    """The e-mail could not be read; `reason` says why and `detail` holds nothing of its content."""

    _SAYS = "The e-mail could not be read"

    def __init__(self, reason: GaveUp, detail: str = "") -> None:
        super().__init__(f"{self._SAYS}: {reason.value}{f' ({detail})' if detail else ''}.")
        self.reason = reason
        self.detail = detail


class SorterGaveUp(ParserGaveUp):
    """The e-mail was read, but what it is and where it belongs could not be worked out; a person decides."""

    _SAYS = "We read this e-mail but could not sort it"


@dataclass(frozen=True)
class Opened:
    """An e-mail that was read, what is to be looked up before it is sorted, and the e-mail as the child wrote it.

    `turn` says to which child it was shown, and when: while it is the last, the child need not be shown it again.
    """

    mail: ReadMail
    wanted: FactsWanted
    written: bytes
    turn: object = None


def open_in_child(
    raw: bytes,
    *,
    envelope_to: Sequence[str],
    envelope_from: str,
    reply_address: str,
    seconds: float = SECONDS_PER_MAIL,
) -> Opened:
    """Read an e-mail in the child, with what its envelope says, and ask what must be known to sort it. Never hangs.

    `reply_address` is the pattern of our addresses, see `rules/casework/reply_address`. Raises: ParserGaveUp.
    """
    asked = {"envelope_to": list(envelope_to), "envelope_from": envelope_from, "reply_address": reply_address}
    turn = object() if len(raw) <= KEPT_BYTES else None
    answer = _parser.ask(b"O", 0, raw, seconds, beside=json.dumps(asked).encode("utf-8"), turn=turn)
    with _distrusted():
        written, wanted = _pieces(answer)
        return Opened(ReadMail.from_json(written.decode("utf-8")), facts_from(wanted.decode("utf-8")), written, turn)


def sort_in_child(opened: Opened, known: Known, *, seconds: float = SECONDS_PER_MAIL) -> Verdict:
    """What `triage` decides, worked out in the child: its rules run over all that a stranger wrote. Never hangs.

    Raises: SorterGaveUp.
    """
    try:
        answer = _parser.ask(b"S", 0, opened.written, seconds, beside=to_json(known).encode("utf-8"), turn=opened.turn)
        with _distrusted():
            return verdict_from(answer.decode("utf-8"))
    except ParserGaveUp as refusal:
        raise SorterGaveUp(refusal.reason, refusal.detail) from refusal


@contextlib.contextmanager
def _distrusted() -> Iterator[None]:
    """Whatever the child answered, what is no such value is a child that failed."""
    try:
        yield
    except (KeyError, TypeError, ValueError, struct.error) as fault:
        raise ParserGaveUp(GaveUp.CRASHED, "answered something else") from fault


def read_in_child(raw: bytes, *, seconds: float = SECONDS_PER_MAIL) -> ReadMail:
    """What `read_mail` finds, worked out in the child. Never hangs.

    Raises: ParserGaveUp.
    """
    return ReadMail.from_json(_parser.ask(b"R", 0, raw, seconds).decode("utf-8"))


def attachment_in_child(raw: bytes, position: int, *, seconds: float = SECONDS_PER_MAIL, turn: object = None) -> bytes:
    """The content of one attachment, extracted in the child. Never hangs. `turn` is that of the e-mail, if opened.

    Raises: ParserGaveUp, NoSuchAttachment.
    """
    return _parser.ask(b"A", position, raw, seconds, turn=turn)


def every_attachment_in_child(
    raw: bytes, *, seconds: float = SECONDS_PER_MAIL, turn: object = None
) -> tuple[bytes, ...]:
    """The contents of all attachments by position, reading the e-mail only once. Never hangs.

    Raises: ParserGaveUp; `attachment_in_child` may then still extract single ones.
    """
    return _pieces(_parser.ask(b"E", 0, raw, seconds, turn=turn))


def _pieces(content: bytes) -> tuple[bytes, ...]:
    """The pieces of an answer that has several, each behind its length."""
    answer, pieces = memoryview(content), []
    while answer:
        (length,) = LENGTH.unpack_from(answer)
        pieces.append(bytes(answer[LENGTH.size : LENGTH.size + length]))
        answer = answer[LENGTH.size + length :]
    return tuple(pieces)


def close_child() -> None:
    """Ends the child, if there is one; the next e-mail starts another."""
    _parser.close()


@dataclass
class _Child:
    process: subprocess.Popen[bytes]
    limits: str = ""
    served: int = 0
    last: object = None  # the turn of the e-mail that it was shown last and keeps

    def talk(self, request: bytes, raw: bytes, deadline: float) -> tuple[bytes, bytes]:
        """Sends a request while reading the answer, so that neither side waits for the other's full pipe."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        waiting = [memoryview(request), memoryview(raw)]
        received = bytearray()
        wanted = ANSWER.size
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            if request:
                selector.register(self.process.stdin, selectors.EVENT_WRITE)
            while len(received) < wanted:
                events = selector.select(max(0.0, deadline - time.monotonic()))
                if not events and time.monotonic() >= deadline:
                    raise ParserGaveUp(GaveUp.TOOK_TOO_LONG)
                for key, _ in events:
                    if key.fileobj is self.process.stdin:
                        if not _send(self.process.stdin.fileno(), waiting):
                            selector.unregister(self.process.stdin)
                    else:
                        received += self._receive()
                if len(received) >= ANSWER.size:
                    wanted = ANSWER.size + ANSWER.unpack_from(received)[1]
        kind, _ = ANSWER.unpack_from(received)
        return kind, bytes(memoryview(received)[ANSWER.size : wanted])

    def _receive(self) -> bytes:
        assert self.process.stdout is not None
        chunk = os.read(self.process.stdout.fileno(), _CHUNK)
        if not chunk:
            raise self._ended()
        return chunk

    def _ended(self) -> ParserGaveUp:
        try:
            status = self.process.wait(5)
        except subprocess.TimeoutExpired:
            return ParserGaveUp(GaveUp.CRASHED, "closed its pipe")
        if status == -_SIGXCPU:
            return ParserGaveUp(GaveUp.TOOK_TOO_LONG, "processor time")
        return ParserGaveUp(GaveUp.CRASHED, f"signal {-status}" if status < 0 else f"status {status}")

    def end(self) -> None:
        """Kills the child and collects it, so that no zombie stays."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


_SIGXCPU = 24
_READS = (b"R", b"O")  # what begins with an e-mail that the child has not seen


def _send(descriptor: int, waiting: list[memoryview]) -> bool:
    """Writes what the pipe accepts; false when everything is sent or nobody is reading any more."""
    while waiting and not waiting[0]:
        waiting.pop(0)
    if not waiting:
        return False
    try:
        sent = os.write(descriptor, waiting[0][:_CHUNK])
    except BlockingIOError:
        return True
    except BrokenPipeError:
        return False
    waiting[0] = waiting[0][sent:]
    return True


@dataclass
class _Parser:
    """One child at a time for this process; threads take turns."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    child: _Child | None = None

    def ask(
        self, what: bytes, position: int, raw: bytes, seconds: float, *, beside: bytes = b"", turn: object = None
    ) -> bytes:
        with self.lock:
            child = self._child()
            if what in _READS:
                child.last = turn
            elif turn is not None and child.last is turn:
                what, raw = what.lower(), b""
            try:
                request = REQUEST.pack(what, len(beside) or position, len(raw)) + beside
                kind, content = child.talk(request, raw, time.monotonic() + seconds)
            except BaseException:
                self._drop()
                raise
            child.served += what in _READS
            if child.served >= MAILS_PER_CHILD or len(raw) > LARGE_MAIL_BYTES or kind not in (DONE, MISSING):
                self._drop()
        if kind == MISSING:
            raise NoSuchAttachment(f"There is no attachment {position}.")
        if kind == OUT_OF_MEMORY:
            raise ParserGaveUp(GaveUp.OUT_OF_MEMORY)
        if kind == FAILED:
            raise ParserGaveUp(GaveUp.CRASHED, content.decode("ascii", "replace"))
        return content

    def limits(self) -> str:
        with self.lock:
            return self._child().limits

    def close(self) -> None:
        with self.lock:
            self._drop()

    def forget(self) -> None:
        """After a fork: the child belongs to the other process, and its lock may be held by a thread that is gone."""
        self.lock = threading.Lock()
        if self.child is not None:
            for pipe in (self.child.process.stdin, self.child.process.stdout):
                if pipe is not None:
                    with contextlib.suppress(OSError):
                        pipe.close()
            # Python would warn about a child still running when the object goes; it is not ours to wait for.
            self.child.process.returncode = 0
            self.child = None

    def _child(self) -> _Child:
        if self.child is not None and self.child.process.poll() is not None:
            self._drop()
        if self.child is None:
            self.child = _started()
        return self.child

    def _drop(self) -> None:
        if self.child is not None:
            self.child.end()
            self.child = None


def _started() -> _Child:
    process = start_child(
        "dueregard.foundation.mail.gateways.parser_child", stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    child = _Child(process)
    assert process.stdin is not None
    os.set_blocking(process.stdin.fileno(), False)
    try:
        kind, content = child.talk(b"", b"", time.monotonic() + SECONDS_TO_START)
    except BaseException:
        child.end()
        raise
    if kind != READY:
        child.end()
        raise ParserGaveUp(GaveUp.CRASHED, "did not start")
    child.limits = content.decode("ascii")
    return child


_parser = _Parser()
os.register_at_fork(after_in_child=_parser.forget)


def child_limits() -> str:
    """Which limits the child could take on: whether the network is cut off, in words."""
    return _parser.limits()
