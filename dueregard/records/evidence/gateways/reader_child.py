"""The process from which readers are forked: one for each file, limited, without network, with a folder of its own.

A reader that has read a small file well may read more of them that belong together (ADR 10). The server reads nothing
itself. When a reader ends it kills what the reader had started (Tesseract, ffmpeg), tells how it
ended, and removes the folder as soon as whoever asked has closed the line.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import logging
import os
import resource
import selectors
import shutil
import signal
import socket
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dueregard.foundation.work.gateways.forking import prepare_for_forks
from dueregard.foundation.work.gateways.limits import WORKING, cut_network
from dueregard.records.evidence.gateways.readers.reading import read_file, warm_up
from dueregard.rules.documents.reading import Reason

_OUT_OF_PROCESSOR_TIME = {signal.SIGXCPU: Reason.TOO_LONG, signal.SIGXFSZ: Reason.EXPANDS}
_ABORTS = {signal.SIGABRT, signal.SIGTRAP, signal.SIGILL, signal.SIGSEGV, signal.SIGBUS}
_MAX_REQUEST = 1 << 16
_READY, _TAKEN = b"ready", b"taken"
MOST_FILES = 20  # that one reader reads
_MOST_BESIDE = 2  # files that belong to the one being read: its drawing, its sheets as they are shown


@dataclass
class _Reader:
    """A process that reads: one file, or several small ones that belong together, one after the other."""

    pid: int
    folder: Path
    memory_bytes: int
    together: str = ""  # what the files have in common that it may read; empty when it reads one
    line: socket.socket | None = None  # on which it says that it is ready for another
    files: int = 1
    is_silent: bool = False
    has_ended: bool = False


@dataclass
class _Job:
    """One file being read, for whoever holds the other end of `control`."""

    control: socket.socket
    folder: Path
    reader: _Reader
    has_ended: bool = False
    # Request, source and answers, until the reader that waited has taken them: it may have been killed just before.
    offered: tuple[dict[str, Any], int, int] | None = None

    def withdraw(self) -> None:
        """Close what was kept to be offered to another reader."""
        if self.offered is not None:
            for end in self.offered[1:]:
                os.close(end)
            self.offered = None


class _Server:
    def __init__(self, line: socket.socket) -> None:
        self.line = line
        self.jobs: dict[int, _Job] = {}
        self.lines: dict[int, _Reader] = {}  # readers that may read more than one file, by the lines they hold
        self.idle: _Reader | None = None
        self.selector = selectors.DefaultSelector()
        self.selector.register(line, selectors.EVENT_READ)
        self.deaths, notice = os.pipe()
        for end in (self.deaths, notice):
            os.set_blocking(end, False)
        self.selector.register(self.deaths, selectors.EVENT_READ)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(notice, warn_on_full_buffer=False)

    def serve(self) -> None:
        """Go on until the line is closed; then leave nothing behind."""
        is_wanted = True
        while is_wanted:
            # What readers say comes first: one that is ready spares the next file a fork.
            for key, _ in sorted(self.selector.select(), key=lambda one: one[0].fileobj is self.line):
                if key.fileobj is self.line:
                    is_wanted = self._take_request()
                elif key.fd == self.deaths:
                    with contextlib.suppress(BlockingIOError):
                        os.read(self.deaths, 4096)
                    self._collect()
                elif key.fd in self.lines:
                    self._hear(self.lines[key.fd])
                elif key.fd in self.jobs:
                    self._let_go(self.jobs[key.fd])
        for job in list(self.jobs.values()):
            self._let_go(job)
        self._dismiss()

    def _take_request(self) -> bool:
        message, descriptors, _, _ = socket.recv_fds(self.line, _MAX_REQUEST, 3 + _MOST_BESIDE)
        if not message:
            return False
        source, answers, control_end, *beside = descriptors
        control = socket.socket(fileno=control_end)
        request = json.loads(message)
        job = self._given_on(request, source, answers, control)
        if job is None:
            job = self._forked(request, source, answers, beside, control)
            for end in (source, answers, *beside):
                os.close(end)
            self._tell(job, {"folder": str(job.folder)})
        self.jobs[control.fileno()] = job
        self.selector.register(control, selectors.EVENT_READ)
        return True

    def _given_on(self, request: dict[str, Any], source: int, answers: int, control: socket.socket) -> _Job | None:
        """Give the file to the reader that waits, if it reads such files; nothing when none does."""
        reader = self.idle
        if reader is None or reader.line is None:
            return None
        if not request.get("together") or reader.together != request["together"]:
            self._dismiss()
            return None
        reader.files += 1
        folder = reader.folder / str(reader.files)
        try:
            folder.mkdir()
            socket.send_fds(reader.line, [json.dumps({**request, "folder": str(folder)}).encode()], [source, answers])
        except OSError:  # it has just ended
            self._dismiss()
            return None
        self.idle = None
        return _Job(control, folder, reader, offered=(request, source, answers))

    def _forked(
        self, request: dict[str, Any], source: int, answers: int, beside: list[int], control: socket.socket
    ) -> _Job:
        room = Path(tempfile.mkdtemp(prefix=WORKING))
        folder = room / "1"
        folder.mkdir()
        own, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        pid = os.fork()
        if pid == 0:
            _become_reader(request, source, answers, beside, theirs, room)
        with contextlib.suppress(OSError):
            os.setpgid(pid, pid)  # both sides do it, so that neither is too early
        theirs.close()
        reader = _Reader(pid, room, request["options"]["limits"]["memory_bytes"], request.get("together", ""))
        if reader.together:
            reader.line = own
            self.lines[own.fileno()] = reader
            self.selector.register(own, selectors.EVENT_READ)
        else:
            own.close()
        return _Job(control, folder, reader)

    def _hear(self, reader: _Reader) -> None:
        """Note that a reader is ready for another file; that its line was closed, the system tells in another way."""
        assert reader.line is not None
        with contextlib.suppress(OSError):
            said = reader.line.recv(16)
            job = self._job_of(reader)
            if said == _TAKEN:
                if job is not None:
                    job.withdraw()
                    self._tell(job, {"folder": str(job.folder)})
                return
            if said == _READY:
                if job is not None:
                    job.has_ended = True
                    self._tell(job, {"reason": "", "detail": ""})
                if self.idle is not None or reader.files >= MOST_FILES:
                    self._end(reader)
                else:
                    self.idle = reader
                return
        self.selector.unregister(reader.line)  # its end is collected when the system tells of it
        reader.is_silent = True

    def _job_of(self, reader: _Reader) -> _Job | None:
        return next((one for one in self.jobs.values() if one.reader is reader and not one.has_ended), None)

    def _offer_again(self, job: _Job) -> None:
        """Have a file read by a fresh reader: the one that was to take it had ended."""
        assert job.offered is not None
        fresh = self._forked(*job.offered, [], job.control)
        gone, job.reader, job.folder = job.reader, fresh.reader, fresh.folder
        job.withdraw()
        self._end(gone)
        self._tell(job, {"folder": str(job.folder)})

    def _collect(self) -> None:
        readers = {id(one): one for one in (*(job.reader for job in self.jobs.values()), *self.lines.values())}
        for reader in readers.values():
            if reader.has_ended:
                continue
            if os.waitid(os.P_PID, reader.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
                continue
            _, status, usage = self._bury(reader)
            reason, detail = _meaning(os.waitstatus_to_exitcode(status), usage.ru_maxrss * 1024, reader.memory_bytes)
            job = self._job_of(reader)
            if job is not None and job.offered is not None:
                self._offer_again(job)
            elif job is not None:
                job.has_ended = True
                self._tell(job, {"reason": reason.value if reason else "", "detail": detail})
            elif not any(one.reader is reader for one in self.jobs.values()):
                shutil.rmtree(reader.folder, ignore_errors=True)

    def _bury(self, reader: _Reader) -> tuple[int, int, resource.struct_rusage]:
        """Kill the whole group while its leader still holds the number, then collect the leader."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(reader.pid, signal.SIGKILL)
        reader.has_ended = True
        if self.idle is reader:
            self.idle = None
        self._unlist(reader)
        return os.wait4(reader.pid, 0)

    def _unlist(self, reader: _Reader) -> None:
        if reader.line is not None:
            if not reader.is_silent:
                self.selector.unregister(reader.line)
            del self.lines[reader.line.fileno()]
            reader.line.close()
            reader.line = None

    def _end(self, reader: _Reader) -> None:
        """End a reader that has nothing to do; its folder stays as long as somebody reads what it took out."""
        if not reader.has_ended:
            self._bury(reader)
        if not any(job.reader is reader for job in self.jobs.values()):
            shutil.rmtree(reader.folder, ignore_errors=True)

    def _dismiss(self) -> None:
        if self.idle is not None:
            self._end(self.idle)

    def _let_go(self, job: _Job) -> None:
        self.selector.unregister(job.control)
        del self.jobs[job.control.fileno()]
        job.withdraw()
        job.control.close()
        shutil.rmtree(job.folder, ignore_errors=True)
        if not job.has_ended or job.reader.has_ended:
            self._end(job.reader)

    def _tell(self, job: _Job, words: dict[str, str]) -> None:
        with contextlib.suppress(OSError):  # whoever asked may be gone
            job.control.send(json.dumps(words).encode())


def _become_reader(
    request: dict[str, Any], source: int, answers: int, beside: list[int], line: socket.socket, room: Path
) -> None:
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setpgid(0, 0)
        kept = [fcntl.fcntl(end, fcntl.F_DUPFD, 64) for end in (source, answers, *beside, line.fileno())]
        own = [0, 1, *range(3, 4 + len(beside))]
        for end, place in zip(kept, own, strict=True):
            os.dup2(end, place)
        os.closerange(4 + len(beside), 4096)
        os.chdir(room)
        is_fit = read_file(request, source=0, answers=1, beside=own[2:-1], folder=room / "1", room=room)
        if is_fit and request.get("together"):
            _read_more(socket.socket(fileno=os.dup(own[-1])))
        status = 0
    finally:
        os._exit(status)


def _read_more(line: socket.socket) -> None:
    """Say that this reader is ready, and read what it is given, as long as every file is read well."""
    nothing = os.open(os.devnull, os.O_RDWR)
    while True:
        for place in (0, 1):  # whoever waits for the end of the answers has it now
            os.dup2(nothing, place)
        line.send(_READY)
        message, descriptors, _, _ = socket.recv_fds(line, _MAX_REQUEST, 2)
        if not message:
            return
        line.send(_TAKEN)
        request = json.loads(message)
        for end, place in zip(descriptors, (0, 1), strict=True):
            os.dup2(end, place)
            os.close(end)
        if not read_file(request, source=0, answers=1, folder=Path(request["folder"])):
            return


def _meaning(code: int, most_memory: int, limit: int) -> tuple[Reason | None, str]:
    """Return the reason that the end of a reader stands for; none when it ended well."""
    if code == 0:
        return None, ""
    if code > 0:
        return Reason.CRASHED, f"status {code}"
    number = signal.Signals(-code)
    if number in _OUT_OF_PROCESSOR_TIME:
        return _OUT_OF_PROCESSOR_TIME[number], number.name
    # A library that cannot have more memory often ends its process; the system kills the largest when all is used.
    if number == signal.SIGKILL or (number in _ABORTS and most_memory * 2 > limit):
        return Reason.TOO_MUCH_MEMORY, number.name
    return Reason.CRASHED, number.name


def main() -> None:
    """Give up the network, make ready, then fork readers for as long as anybody asks."""
    logging.disable(logging.CRITICAL)
    cut_network()
    warm_up()
    prepare_for_forks()
    _Server(socket.socket(fileno=os.dup(sys.stdin.fileno()))).serve()


if __name__ == "__main__":
    main()
