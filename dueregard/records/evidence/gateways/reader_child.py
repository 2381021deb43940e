"""The process from which readers are forked: one for each file, limited, without network, with a folder of its own.

It reads nothing itself. When a reader ends it kills what the reader had started (Tesseract, ffmpeg), tells how it
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

from dueregard.foundation.work.gateways.forking import prepare_for_forks
from dueregard.foundation.work.gateways.limits import WORKING, cut_network
from dueregard.records.evidence.gateways.readers.reading import read_file, warm_up
from dueregard.rules.documents.reading import Reason

_OUT_OF_PROCESSOR_TIME = {signal.SIGXCPU: Reason.TOO_LONG, signal.SIGXFSZ: Reason.EXPANDS}
_ABORTS = {signal.SIGABRT, signal.SIGTRAP, signal.SIGILL, signal.SIGSEGV, signal.SIGBUS}
_MAX_REQUEST = 1 << 16
_MOST_BESIDE = 2  # files that belong to the one being read: its drawing, its sheets as they are shown


@dataclass
class _Reader:
    pid: int
    control: socket.socket
    folder: Path
    memory_bytes: int
    has_ended: bool = False


class _Server:
    def __init__(self, line: socket.socket) -> None:
        self.line = line
        self.readers: dict[int, _Reader] = {}
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
            for key, _ in self.selector.select():
                if key.fileobj is self.line:
                    is_wanted = self._take_request()
                elif key.fd == self.deaths:
                    with contextlib.suppress(BlockingIOError):
                        os.read(self.deaths, 4096)
                    self._collect()
                else:
                    self._let_go(self.readers[key.fd])
        for reader in list(self.readers.values()):
            self._let_go(reader)

    def _take_request(self) -> bool:
        message, descriptors, _, _ = socket.recv_fds(self.line, _MAX_REQUEST, 3 + _MOST_BESIDE)
        if not message:
            return False
        source, answers, control_end, *beside = descriptors
        control = socket.socket(fileno=control_end)
        request = json.loads(message)
        folder = Path(tempfile.mkdtemp(prefix=WORKING))
        pid = os.fork()
        if pid == 0:
            self._become_reader(request, source, answers, beside, folder)
        with contextlib.suppress(OSError):
            os.setpgid(pid, pid)  # both sides do it, so that neither is too early
        for end in (source, answers, *beside):
            os.close(end)
        reader = _Reader(pid, control, folder, request["options"]["limits"]["memory_bytes"])
        self.readers[control.fileno()] = reader
        self.selector.register(control, selectors.EVENT_READ)
        self._tell(reader, {"folder": str(folder)})
        return True

    def _become_reader(
        self, request: dict[str, object], source: int, answers: int, beside: list[int], folder: Path
    ) -> None:
        status = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.setpgid(0, 0)
            kept = [fcntl.fcntl(end, fcntl.F_DUPFD, 64) for end in (source, answers, *beside)]
            own = [0, 1, *range(3, 3 + len(beside))]
            for end, place in zip(kept, own, strict=True):
                os.dup2(end, place)
            os.closerange(3 + len(beside), 4096)
            os.chdir(folder)
            read_file(request, source=0, answers=1, beside=own[2:], folder=folder)
            status = 0
        finally:
            os._exit(status)

    def _collect(self) -> None:
        for reader in self.readers.values():
            if reader.has_ended:
                continue
            if os.waitid(os.P_PID, reader.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
                continue
            _, status, usage = self._bury(reader)
            reason, detail = _meaning(os.waitstatus_to_exitcode(status), usage.ru_maxrss * 1024, reader.memory_bytes)
            self._tell(reader, {"reason": reason.value if reason else "", "detail": detail})

    def _bury(self, reader: _Reader) -> tuple[int, int, resource.struct_rusage]:
        """Kill the whole group while its leader still holds the number, then collect the leader."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(reader.pid, signal.SIGKILL)
        reader.has_ended = True
        return os.wait4(reader.pid, 0)

    def _let_go(self, reader: _Reader) -> None:
        if not reader.has_ended:
            self._bury(reader)
        self.selector.unregister(reader.control)
        del self.readers[reader.control.fileno()]
        reader.control.close()
        shutil.rmtree(reader.folder, ignore_errors=True)

    def _tell(self, reader: _Reader, words: dict[str, str]) -> None:
        with contextlib.suppress(OSError):  # whoever asked may be gone
            reader.control.send(json.dumps(words).encode())


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
