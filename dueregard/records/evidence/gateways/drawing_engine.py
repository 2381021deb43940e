"""Holds the line to the process in which LibreOffice stands ready; starts it, replaces it, and leaves nothing of it.

One file is drawn at a time by each process of the site. What LibreOffice does with it is told in `drawing_child`.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import shutil
import socket
import subprocess
import tempfile
import threading
from dataclasses import asdict, dataclass, field
from pathlib import Path

from dueregard.foundation.work.gateways.confined import WRITABLE, can_confine, start_confined
from dueregard.foundation.work.gateways.limited_child import start_child
from dueregard.foundation.work.gateways.limits import WORKING
from dueregard.foundation.work.gateways.process import has_ended, this_process
from dueregard.records.evidence.gateways.drawer import Guards, Order
from dueregard.records.evidence.gateways.office import SURROUNDINGS, program_folder

SECONDS_TO_START = 120.0  # some seconds; a machine that swaps may take long
SECONDS_MORE = 15.0  # beyond a file's own time, until the process itself is taken for dead
ROOM = 1 << 30  # bytes for the profile and one file with all that is written on the way
FILES_BEFORE_A_NEW_ONE = 500
_CHILD = "dueregard.records.evidence.gateways.drawing_child"
_FOLDERS = f"{WORKING}office-"
_MAX_ANSWER = 1 << 14


class EngineLost(Exception):
    """The process ended, said nothing in time, or never started."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How drawing one file went."""

    reason: str  # empty when it went well
    cpu_seconds: float
    pages: int = 0
    detail: str = ""


@dataclass
class _Running:
    process: subprocess.Popen[bytes]
    line: socket.socket
    folder: Path | None  # its own, where there are no walls
    guards: Guards
    files: int = 0

    def end(self) -> None:
        """Close the line, upon which it ends, or is killed; and remove its folder."""
        self.line.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(2)
        self.process.kill()
        self.process.wait()
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)


@dataclass
class Engine:
    """At most one process for each process of ours."""

    walls: bool | None = None  # to be told otherwise than what the machine offers; so are modes
    modes: tuple[str, ...] = ("warm", "cold")
    lock: threading.Lock = field(default_factory=threading.Lock)
    running: _Running | None = None

    def draw(self, order: Order, source: int, target: int) -> Outcome:
        """Have the file that is open as `source` drawn into the one open as `target`. Raises: EngineLost"""
        with self.lock:
            is_fresh = self.running is None or self.running.process.poll() is not None
            try:
                return self._ask(order, source, target)
            except EngineLost:
                self._drop()
                if is_fresh:
                    raise
            os.ftruncate(target, 0)
            return self._ask(order, source, target)  # it may have ended while it waited: once more with a new one

    def guards(self) -> Guards:
        """Return the guards that are on. A process that is started for the answer ends with it. Raises: EngineLost"""
        with self.lock:
            was_there = self.running is not None
            guards = self._ready().guards
            if not was_there:
                self._drop()
            return guards

    def close(self) -> None:
        """End the process, if there is one; the next file starts another."""
        with self.lock:
            self._drop()

    def forget(self) -> None:
        """After a fork: the process belongs to the other one, and the lock may be held by a thread that is gone."""
        self.lock = threading.Lock()
        if self.running is not None:
            self.running.line.close()
            self.running.process.returncode = 0  # not ours to wait for, nor to be warned of
            self.running = None

    def _ask(self, order: Order, source: int, target: int) -> Outcome:
        running = self._ready()
        running.files += 1
        try:
            socket.send_fds(running.line, [json.dumps(asdict(order)).encode()], [source, target])
            return Outcome(**_answer(running.line, order.seconds + SECONDS_MORE))  # type: ignore[arg-type]
        except (OSError, TypeError) as fault:
            raise EngineLost(type(fault).__name__) from fault
        finally:
            if running.files >= FILES_BEFORE_A_NEW_ONE:
                self._drop()

    def _ready(self) -> _Running:
        if self.running is not None and self.running.process.poll() is not None:
            self._drop()
        if self.running is None:
            self.running = self._start()
        return self.running

    def _start(self) -> _Running:
        """Start the warm process, or where that cannot be, the cold one. Raises: EngineLost"""
        remove_folders_of_the_dead()
        walls = can_confine() if self.walls is None else self.walls
        fault = EngineLost("no mode")
        for mode in self.modes:
            try:
                return _start(mode, walls=walls)
            except EngineLost as lost:
                fault = lost
        raise fault

    def _drop(self) -> None:
        if self.running is not None:
            self.running.end()
            self.running = None


def _start(mode: str, *, walls: bool) -> _Running:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    folder = None if walls else Path(tempfile.mkdtemp(prefix=f"{_FOLDERS}{this_process().replace(' ', '-')}-"))
    extra = {"PATH": os.environ.get("PATH", os.defpath), **SURROUNDINGS}
    with theirs:
        if folder is None:
            process = start_confined(
                _CHILD,
                stdin=theirs.fileno(),
                readable=(str(program_folder().parent), "/etc/libreoffice"),
                room=ROOM,
                extra=extra,
                arguments=[WRITABLE, mode, "--walls"],
            )
        else:
            extra |= {"HOME": str(folder), "TMPDIR": str(folder)}
            process = start_child(
                _CHILD, stdin=theirs.fileno(), stdout=subprocess.DEVNULL, extra=extra, arguments=[str(folder), mode]
            )
    running = _Running(process, ours, folder, Guards(walls, False, False, False, False))
    try:
        told = _answer(ours, SECONDS_TO_START)
        running.guards = Guards(**told["guards"])  # type: ignore[arg-type]
    except (EngineLost, KeyError, TypeError) as fault:
        running.end()
        raise EngineLost(f"{mode} did not start") from fault
    return running


def _answer(line: socket.socket, seconds: float) -> dict[str, object]:
    line.settimeout(seconds)
    try:
        told: dict[str, object] = json.loads(line.recv(_MAX_ANSWER))
    except (OSError, ValueError) as fault:
        raise EngineLost(type(fault).__name__) from fault
    return told


def remove_folders_of_the_dead() -> None:
    """Remove what processes of this machine left that were killed together with their office."""
    for path in Path(tempfile.gettempdir()).glob(f"{_FOLDERS}*"):
        number, _, begun = path.name.removeprefix(_FOLDERS).partition("-")
        if has_ended(f"{number} {begun.partition('-')[0]}"):
            shutil.rmtree(path, ignore_errors=True)


engine = Engine()
os.register_at_fork(after_in_child=engine.forget)
atexit.register(engine.close)
