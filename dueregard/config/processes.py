"""Keeps the site's processes going: starts them, starts a fallen helper again, stops all together.

What each process does is its own; which there are is the `serve` command's.
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import FrameType

FIRST_WAIT = 1.0  # seconds before a fallen process is started again; doubled each time
LONGEST_WAIT = 60.0
STEADY_AFTER = 60.0  # a process that ran so long starts again with the first wait
PATIENCE = 40.0  # seconds a process may take to finish its work when told to stop
PR_SET_PDEATHSIG = 1  # prctl(2)


@dataclass
class Kept:
    """One process that is kept going. Without the essential one there is no site."""

    name: str
    command: Sequence[str]
    is_essential: bool = False
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    wait: float = FIRST_WAIT
    start_again_at: float = 0.0

    def start(self) -> None:
        """Start it in its own process group: a Ctrl-C reaches only us, and we stop the rest in order."""
        self.process = subprocess.Popen(  # noqa: S603 (our own commands)
            self.command,
            start_new_session=True,
            preexec_fn=_stop_with(os.getpid()),  # one thread here: nothing can be locked
        )
        self.started_at = time.monotonic()


def _stop_with(parent: int) -> Callable[[], None] | None:
    """Return what a child does first: ask to be told to stop when we are gone, so that being killed leaves nobody.

    Only Linux knows how. Source: prctl(2), PR_SET_PDEATHSIG.
    """
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)

    def ask() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        if os.getppid() != parent:  # we went before it could ask
            os._exit(1)

    return ask


class EssentialProcessEnded(Exception):
    """The web server ended by itself; its own words above say why."""


class Processes:
    """All the site's processes."""

    def __init__(self, kept: Sequence[Kept], say: Callable[[str], None]) -> None:
        self.kept = list(kept)
        self.say = say
        self._stop = threading.Event()

    def run(self) -> None:
        """Start all and keep them going until SIGTERM or SIGINT; then stop all. Raises: EssentialProcessEnded"""
        signal.signal(signal.SIGTERM, self._told_to_stop)
        signal.signal(signal.SIGINT, self._told_to_stop)
        try:
            for one in self.kept:
                one.start()
            while not self._stop.wait(0.2):
                for one in self.kept:
                    self._look_after(one)
        finally:
            self._stop_all()

    def _told_to_stop(self, number: int, frame: FrameType | None) -> None:
        if self._stop.is_set():
            sys.exit(128 + number)
        self._stop.set()

    def _look_after(self, one: Kept) -> None:
        if one.process is None:
            if time.monotonic() >= one.start_again_at:
                one.start()
            return
        code = one.process.poll()
        if code is None:
            return
        if one.is_essential:
            raise EssentialProcessEnded(one.name)
        if time.monotonic() - one.started_at > STEADY_AFTER:
            one.wait = FIRST_WAIT
        self.say(f"The {one.name} stopped ({code}); it will start again in {one.wait:.0f} s.")
        one.process = None
        one.start_again_at = time.monotonic() + one.wait
        one.wait = min(one.wait * 2, LONGEST_WAIT)

    def _stop_all(self) -> None:
        """Tell all, wait for all, and kill what does not listen: whatever it was doing is safe to be killed."""
        alive = [one for one in self.kept if one.process is not None and one.process.poll() is None]
        for one in alive:
            self._signal(one, signal.SIGTERM)
        until = time.monotonic() + PATIENCE
        for one in alive:
            if one.process is None:
                continue
            try:
                one.process.wait(timeout=max(until - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                self.say(f"The {one.name} did not stop in time and was killed. Nothing is lost.")
                self._signal(one, signal.SIGKILL)
                one.process.wait()

    @staticmethod
    def _signal(one: Kept, number: int) -> None:
        if one.process is not None:
            one.process.send_signal(number)
