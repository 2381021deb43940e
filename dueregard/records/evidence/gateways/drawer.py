"""What one drawer does: puts on its guards, has LibreOffice draw its file, and hands the pages over.

It runs in a process of its own that was forked for it (`drawing_child`) and ends with the file.
"""

from __future__ import annotations

import mmap
import os
import re
import signal
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from dueregard.foundation.work.gateways.limits import (
    allow_more_processor_time,
    die_with_parent,
    set_limits,
    shut_folders,
    write_only_below,
)
from dueregard.records.evidence.gateways.locked import is_locked
from dueregard.records.evidence.gateways.office import OfficeProcess, program_folder
from dueregard.records.evidence.gateways.reading import Limits

AS_OPEN_FILE = "Drawing.KeepOpen"  # the macro that writes a file as OpenDocument
MEMORY = 1536 << 20  # bytes of address space, beside what the waiting process has
_READABLE = ("/usr", "/bin", "/lib", "/lib32", "/lib64", "/etc/fonts", "/etc/ld.so.cache", "/etc/alternatives",
             "/etc/libreoffice", "/var/cache/fontconfig", "/proc", "/dev")  # fmt: skip
_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
_OPEN_FILES = 512
_LARGE_PART = 10 << 20
_NEARLY = 0.9
# The stages at which our macro can stop, and what that means.
_STOPPED_AT = {"open": "broken", "show": "failed", "draw": "failed"}
_PAGES = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)")


@dataclass(frozen=True, slots=True)
class Order:
    """One file to draw, and how much it may take. Bytes and seconds."""

    ending: str
    seconds: float
    cpu_seconds: int
    unpacked: int  # what the parts of a packed file may be together
    file_bytes: int  # the drawing, and whatever is written on the way
    macro: str = "Drawing.Draw"


@dataclass(frozen=True, slots=True)
class Guards:
    """Which guards are on. What the machine does not offer is false; time, memory and sizes are limited everywhere."""

    walls: bool  # bubblewrap: only the system's programs can be seen
    network: bool  # there is none
    warm: bool  # drawn by a process that stands ready
    read_only: bool  # a drawer writes nowhere but in its own folder
    landlock: bool  # the kernel's Landlock shuts all other folders


class _Refused(Exception):
    """The file is not drawn, for this reason."""


def draw_file(
    office: OfficeProcess, order: Order, guards: Guards, workplace: Path, *, source: int, target: int
) -> dict[str, object]:
    """Draw the file that is open as `source` into the one that is open as `target`. Returns pages, or a reason."""
    try:
        limit = _put_on(guards, order, workplace, office.profile)
        given, drawn = workplace / f"file.{order.ending}", workplace / "file.drawn"
        _copy(source, given)
        _check_packed(given, order.unpacked)
        word, detail = office.run(order.macro, f"file://{given}", f"file://{drawn}", told=workplace / "told")
        if word != "done":
            raise _Refused(_reason(word, given, limit), detail)
        pages = 0 if order.macro == AS_OPEN_FILE else _count_pages(drawn)
        with drawn.open("rb") as file:
            _send(file.fileno(), target)
    except _Refused as refusal:
        return {"reason": refusal.args[0], "detail": refusal.args[1]}
    return {"reason": "", "pages": pages}


def _reason(word: str, given: Path, limit: int) -> str:
    """Return why nothing was drawn, by the word with which our macro ended."""
    if _most_memory() > limit * _NEARLY:
        return "too_big"
    if word == "open" and is_locked(given):
        return "locked"
    return _STOPPED_AT.get(word, "failed")


def _put_on(guards: Guards, order: Order, workplace: Path, profile: Path) -> int:
    """Put on every guard. Returns how much address space there is, in bytes."""
    for number in (signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGILL, signal.SIGFPE, signal.SIGTERM,
                   signal.SIGXFSZ, signal.SIGXCPU):  # fmt: skip
        signal.signal(number, signal.SIG_DFL)  # LibreOffice would try to save what cannot be saved
    die_with_parent()
    if guards.read_only and not write_only_below(str(workplace)):
        raise _Refused("failed", "not read-only")
    os.chdir(workplace)
    if guards.landlock:
        readable = (*_READABLE, str(program_folder().parent), str(profile), sys.base_prefix)
        if not shut_folders(readable=readable, writable=(str(workplace), *_DEVICES)):
            raise _Refused("failed", "not shut")
    memory = _size_now() + MEMORY
    set_limits(memory=memory, open_files=_OPEN_FILES, file_bytes=order.file_bytes)
    allow_more_processor_time(order.cpu_seconds)
    return memory


def _check_packed(path: Path, most: int) -> None:
    """Look into the contents of a packed file before anybody unpacks it."""
    if not zipfile.is_zipfile(path):
        return
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as fault:
        raise _Refused("broken", type(fault).__name__) from fault
    allowed = Limits().expansion
    if sum(part.file_size for part in parts) > most or any(
        part.file_size > _LARGE_PART and part.file_size > part.compress_size * allowed for part in parts
    ):
        raise _Refused("too_big", "unpacked")


def _count_pages(drawn: Path) -> int:
    """Return what the drawing's last tree of pages counts: LibreOffice writes it where anybody can read it."""
    with drawn.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as drawing:
        counts = _PAGES.findall(drawing)
    if not counts:
        raise _Refused("failed", "no pages")
    return int(counts[-1])


def _copy(source: int, path: Path) -> None:
    with path.open("wb") as file:
        _send(source, file.fileno())


def _send(source: int, target: int) -> None:
    place = 0
    while sent := os.sendfile(target, source, place, 1 << 30):
        place += sent


def _size_now() -> int:
    return _from_status("VmSize")


def _most_memory() -> int:
    return _from_status("VmPeak")


def _from_status(name: str) -> int:
    """Return a figure of this process in bytes. Source: proc(5), /proc/pid/status."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:")), 0)
