"""The process in which LibreOffice stands ready: it opens no file itself, but forks a drawer for each, under limits.

A drawer inherits a LibreOffice that is loaded and warm, so a file costs a fork and its own work; whatever the file does
to it ends with it. Who asks, and what becomes of the drawing, is decided by `drawing_engine`.

Usage: python -m … WORKPLACE MODE [--walls] with the line to the asking process as standard input. MODE is `warm`, or
`cold` where this LibreOffice cannot be driven through its library: then each file starts the program anew.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import selectors
import shutil
import signal
import socket
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path

from dueregard.foundation.work.gateways.limits import cut_network, stay_without_rights
from dueregard.records.evidence.gateways.drawer import MEMORY, Guards, Order, draw_file
from dueregard.records.evidence.gateways.office import CannotStart, ColdOffice, Office, OfficeProcess, put_profile

IDLE_SECONDS = 900.0  # after so long without a file the memory is given back
_MAX_MESSAGE = 1 << 14
_ABORTS = {signal.SIGABRT, signal.SIGTRAP, signal.SIGILL, signal.SIGSEGV, signal.SIGBUS}
_SECONDS_FOR_THREADS = 20.0
_TRIAL = rb"{\rtf1 A file to try the guards with.}"


class _Server:
    """Takes one order after the other; each is carried out by a process of its own."""

    def __init__(self, line: socket.socket, office: OfficeProcess, workplace: Path, guards: Guards) -> None:
        self.line = line
        self.office = office
        self.home, self.workplace = workplace.parent, workplace
        self.guards = guards
        self.kept = {entry.name for entry in os.scandir(workplace)}  # LibreOffice's own folder for what is passing

    def serve(self) -> None:
        """Go on until the line is closed or nobody has asked for long."""
        self._tell({"ready": True, "guards": asdict(self.guards)})
        self.line.settimeout(IDLE_SECONDS)
        while True:
            try:
                message, files, _, _ = socket.recv_fds(self.line, _MAX_MESSAGE, 2)
            except TimeoutError:
                return
            if not message:
                return
            outcome = self._carry_out(Order(**json.loads(message)), *files)
            self._clear()
            self._tell(outcome)

    def find_guards(self) -> None:
        """Draw a trial file with all guards on; leave off what this machine does not offer. Raises: CannotStart"""
        for read_only, landlock in ((True, True), (True, False), (False, True), (False, False)):
            if landlock and self.guards.walls:
                continue
            tried = replace(self.guards, read_only=read_only, landlock=landlock)
            if not self._trial(tried):
                self.guards = tried
                return
        raise CannotStart("trial")

    def _trial(self, guards: Guards) -> str:
        """Return why a file cannot be drawn with these guards."""
        source, target = self.home / "trial.rtf", self.home / "trial.pdf"
        source.write_bytes(_TRIAL)
        with source.open("rb") as given, target.open("wb") as drawn:
            order = Order(ending="rtf", seconds=60.0, cpu_seconds=30, unpacked=1 << 20, file_bytes=1 << 24)
            self.guards = guards
            outcome = self._carry_out(order, os.dup(given.fileno()), os.dup(drawn.fileno()))
        source.unlink()
        target.unlink()
        self._clear()
        return str(outcome["reason"])

    def _carry_out(self, order: Order, source: int, target: int) -> dict[str, object]:
        """Fork a drawer and wait for it, for its time to be up, or for the line to be closed."""
        answer, answers = os.pipe()
        pid = os.fork()
        if pid == 0:
            self._become_drawer(order, source, target, answers)
        for file in (source, target, answers):
            os.close(file)
        has_time = self._wait_for(pid, order.seconds)
        said = b""
        if has_time:
            os.set_blocking(answer, False)
            with contextlib.suppress(BlockingIOError):
                said = os.read(answer, _MAX_MESSAGE)
        os.close(answer)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
        self._kill_strays()
        _, status, usage = os.wait4(pid, 0)
        seconds = usage.ru_utime + usage.ru_stime
        if not has_time:
            return {"reason": "too_slow", "detail": "clock", "cpu_seconds": seconds}
        return {**_outcome(said, os.waitstatus_to_exitcode(status), usage.ru_maxrss * 1024), "cpu_seconds": seconds}

    def _become_drawer(self, order: Order, source: int, target: int, answers: int) -> None:
        status = 1
        try:
            self.line.close()
            os.setpgid(0, 0)
            said = draw_file(self.office, order, self.guards, self.workplace, source=source, target=target)
            os.write(answers, json.dumps(said).encode())
            status = 0
        finally:
            os._exit(status)

    def _wait_for(self, pid: int, seconds: float) -> bool:
        """Return whether a drawer ended in time. Whoever asked and is gone waits for nothing more."""
        drawer = os.pidfd_open(pid)
        try:
            with selectors.DefaultSelector() as selector:
                selector.register(drawer, selectors.EVENT_READ)
                selector.register(self.line, selectors.EVENT_READ)
                return any(key.fd == drawer for key, _ in selector.select(seconds))
        finally:
            os.close(drawer)

    def _kill_strays(self) -> None:
        """Behind walls every other process is one that the drawer started; outside, its group is all that is known."""
        if os.getpid() == 1:
            with contextlib.suppress(ProcessLookupError):
                os.kill(-1, signal.SIGKILL)

    def _clear(self) -> None:
        """Leave the workplace as it was before the file."""
        for entry in os.scandir(self.workplace):
            if entry.name not in self.kept:
                _remove(entry)
            elif entry.is_dir(follow_symlinks=False):
                for inner in os.scandir(entry):
                    _remove(inner)

    def _tell(self, words: dict[str, object]) -> None:
        with contextlib.suppress(OSError):  # whoever asked may be gone
            self.line.send(json.dumps(words).encode())


def _remove(entry: os.DirEntry[str]) -> None:
    if entry.is_dir(follow_symlinks=False):
        shutil.rmtree(entry, ignore_errors=True)
    else:
        Path(entry).unlink(missing_ok=True)


def _outcome(said: bytes, code: int, most_memory: int) -> dict[str, object]:
    """Return what a drawer said, or what its end means."""
    if code == 0:
        with contextlib.suppress(ValueError):
            told: dict[str, object] = json.loads(said)
            return told
        return {"reason": "failed", "detail": "nonsense"}
    if code > 0:
        return {"reason": "failed", "detail": f"status {code}"}
    number = signal.Signals(-code)
    # A program that cannot have more memory often ends itself; the system kills the largest when all is used.
    is_too_big = number in {signal.SIGXFSZ, signal.SIGKILL} or (number in _ABORTS and most_memory * 3 > MEMORY)
    reason = "too_slow" if number == signal.SIGXCPU else "too_big" if is_too_big else "failed"
    return {"reason": reason, "detail": number.name}


def _wait_to_be_alone() -> None:
    """Wait until LibreOffice's threads have ended: a fork while one holds a lock would wait for it for ever."""
    until = time.monotonic() + _SECONDS_FOR_THREADS
    while len(os.listdir("/proc/self/task")) > 1:
        if time.monotonic() > until:
            raise CannotStart("threads")
        time.sleep(0.02)


def _get_ready(office: OfficeProcess, workplace: Path) -> None:
    """Load what every file needs. Raises: CannotStart"""
    ready = workplace / "ready"
    ready.mkdir()
    word, detail = office.run("Ready.GetReady", str(ready), told=ready / "told")
    shutil.rmtree(ready)
    if word != "done":
        raise CannotStart(f"{word} {detail}")
    _wait_to_be_alone()


def main() -> None:
    """Give up the network, start LibreOffice, find out which guards it bears, then draw for as long as anybody asks."""
    logging.disable(logging.CRITICAL)
    home, mode, has_walls = Path(sys.argv[1]), sys.argv[2], "--walls" in sys.argv
    line = socket.socket(fileno=os.dup(sys.stdin.fileno()))
    if has_walls:
        stay_without_rights()
    is_cut = has_walls or cut_network()
    workplace, profile = home / "work", home / "profile"
    workplace.mkdir()
    put_profile(profile)
    os.environ["TMPDIR"] = str(workplace)
    office: OfficeProcess = Office(profile) if mode == "warm" else ColdOffice(profile)

    def work() -> None:
        if mode == "warm":
            _get_ready(office, workplace)
        guards = Guards(walls=has_walls, network=is_cut, warm=mode == "warm", read_only=True, landlock=not has_walls)
        server = _Server(line, office, workplace, guards)
        server.find_guards()
        server.serve()
        if not has_walls:  # whoever asked may be gone and remove nothing
            shutil.rmtree(home, ignore_errors=True)

    office.serve(work)


if __name__ == "__main__":
    main()
