"""Follows a walk through the code: which modules' functions ran, in the order in which each was first called.

Processes that the walk starts are followed as well: they find a `sitecustomize` on their path that notes the same. The
notes go through a pipe with a name, because a limited process may write no file.
"""

import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from tests.house.sources import PACKAGE

# What each followed process runs, this one too. It writes as it goes, because a limited process may end at any time.
FOLLOWER = """
import os, sys, threading
def follow(package, notes):
    seen, ink = set(), os.open(notes, os.O_WRONLY)
    pipe = os.fstat(ink).st_ino
    def write(place):  # a forked process closes what it inherited, and may give the number to another file
        try:
            mine = ink if os.fstat(ink).st_ino == pipe else None
        except OSError:
            mine = None
        to = os.open(notes, os.O_WRONLY | os.O_NONBLOCK) if mine is None else mine
        try:
            os.write(to, (place + "\\n").encode())
        finally:
            if mine is None:
                os.close(to)
    def importing(frame):
        while frame is not None:
            if frame.f_code.co_filename.startswith("<frozen importlib"):
                return True
            frame = frame.f_back
        return False
    def note(frame, event, argument):
        name = frame.f_code.co_filename
        if event == "call" and name.startswith(package) and name not in seen and not importing(frame):
            seen.add(name)
            try:
                write(name[len(package):])
            except OSError:
                pass
    threading.setprofile(note)
    sys.setprofile(note)
"""


class Footprints:
    """The modules of a walk by the order of their first call: "rules/law/deadlines.py"."""

    def __init__(self, notes: Sequence[str] = ()) -> None:
        self._notes = list(notes)

    def add(self, notes: bytes) -> None:
        """Add what was noted meanwhile, a line a module."""
        self._notes += notes.decode().split()

    def order(self) -> list[str]:
        """Return each module once."""
        return list(dict.fromkeys(self._notes))

    def first(self, place: str) -> int | None:
        """Return where a module, or anything in a folder, was first met; None when it never was."""
        for at, module in enumerate(self.order()):
            if module == f"{place}.py" or module == place or module.startswith(f"{place.removesuffix('/')}/"):
                return at
        return None


@contextmanager
def following(folder: Path) -> Iterator[Footprints]:
    """Note every module of the package that runs meanwhile, here and in processes that are started meanwhile."""
    notes, prints = folder / "notes", Footprints()
    os.mkfifo(notes)
    reading = os.open(notes, os.O_RDONLY | os.O_NONBLOCK)
    package = f"{PACKAGE}/"
    (folder / "sitecustomize.py").write_text(f"{FOLLOWER}\nfollow({package!r}, {str(notes)!r})\n")
    sys.path.insert(0, str(folder))
    known: dict[str, object] = {}
    exec(FOLLOWER, known)
    before: FrameType | object = sys.getprofile()
    try:
        known["follow"](package, str(notes))  # type: ignore[operator]
        yield prints
    finally:
        sys.setprofile(before)  # type: ignore[arg-type]
        threading.setprofile(None)
        while noted := _waiting(reading):
            prints.add(noted)
        os.close(reading)
        sys.path.remove(str(folder))


def _waiting(reading: int) -> bytes:
    try:
        return os.read(reading, 1 << 20)
    except BlockingIOError:  # a process that was followed lives on and has nothing to say
        return b""
