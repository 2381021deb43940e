"""Has a file of an office program drawn to a PDF by LibreOffice, as a person would see it on the screen.

What is done with the drawing, and what may be published, is decided elsewhere.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dueregard.records.evidence.gateways.drawer import AS_OPEN_FILE, Guards, Order
from dueregard.records.evidence.gateways.drawing_engine import EngineLost, Outcome, engine
from dueregard.rules.documents.kinds import Kind

__all__ = [
    "DRAWABLE",
    "REASONS",
    "Drawing",
    "Guards",
    "NotDrawn",
    "as_open_file",
    "can_draw",
    "close_engine",
    "draw",
    "engine_version",
    "guards",
]

# The ending by which LibreOffice is told what it gets; it looks into the file itself besides.
ENDINGS = {
    Kind.DOC: "doc", Kind.DOCX: "docx", Kind.ODT: "odt", Kind.RTF: "rtf", Kind.HTML: "html",
    Kind.XLS: "xls", Kind.XLSX: "xlsx", Kind.XLSB: "xlsb", Kind.ODS: "ods",
    Kind.PPT: "ppt", Kind.PPTX: "pptx", Kind.ODP: "odp",
}  # fmt: skip
DRAWABLE = frozenset(ENDINGS)
SECONDS = 120.0  # on a busy machine; whatever else its worker should do waits meanwhile
CPU_SECONDS = 45
MOST_BYTES = 200 << 20  # of a file
MOST_UNPACKED = 1 << 30  # of its parts, when it is a packed one
MOST_DRAWN = 400 << 20  # of the drawing, and of whatever is written on the way
_PROGRAM = "soffice"
_HALF = ".part"  # what was left half done under this ending is swept


class NotDrawn(Exception):
    """There is no drawing. `reason` is a short code that stays the same: see `REASONS`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


REASONS = {
    "no_program": "LibreOffice is not installed",
    "too_slow": "drawing took too long",
    "too_big": "the drawing, or what the file unpacks to, is too big",
    "locked": "the file asks for a password",
    "broken": "LibreOffice cannot open the file",
    "failed": "LibreOffice ended while drawing",
}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished drawing."""

    path: Path  # of the PDF
    pages: int
    cpu_seconds: float
    engine: str  # the program and its version


def can_draw() -> bool:
    """Tell whether LibreOffice is installed."""
    return shutil.which(_PROGRAM) is not None


@cache
def engine_version() -> str:
    """Return the program and its version, such as "LibreOffice 7.4.7.2"; empty when it is not installed."""
    if not can_draw():
        return ""
    told = subprocess.run(  # noqa: S603 (a program of ours, without a stranger's words)
        [_PROGRAM, "--version"], capture_output=True, text=True, check=False, env={"PATH": _path(), "HOME": os.devnull}
    )
    found = re.match(r"LibreOffice \S+", told.stdout)
    return found.group() if found else "LibreOffice"


@cache
def guards() -> Guards | None:
    """Return which guards are on while files are drawn; none when nothing can be drawn. Starts LibreOffice once."""
    if not can_draw():
        return None
    try:
        return engine.guards()
    except EngineLost:
        return None


def draw(source: Path, kind: str, into: Path) -> Drawing:
    """Draw a file of a drawable kind (`DRAWABLE`) to a PDF at `into`, which is there only when all went well.

    Raises: NotDrawn; KeyError for a kind that cannot be drawn.
    """
    order = Order(ENDINGS[Kind(kind)], SECONDS, CPU_SECONDS, unpacked=MOST_UNPACKED, file_bytes=MOST_DRAWN)
    outcome = _made(order, source, into)
    return Drawing(into, outcome.pages, outcome.cpu_seconds, engine_version())


def as_open_file(source: Path, kind: str, into: Path) -> None:
    """Write a file as OpenDocument at `into`: in the cells of a workbook stand the values as they are shown.

    Raises: NotDrawn; KeyError for a kind that cannot be drawn.
    """
    ending = ENDINGS[Kind(kind)]
    order = Order(ending, SECONDS, CPU_SECONDS, unpacked=MOST_UNPACKED, file_bytes=MOST_DRAWN, macro=AS_OPEN_FILE)
    _made(order, source, into)


def _made(order: Order, source: Path, into: Path) -> Outcome:
    if not can_draw():
        raise NotDrawn("no_program")
    if source.stat().st_size > MOST_BYTES:
        raise NotDrawn("too_big")
    half = into.with_name(f"{into.name}{_HALF}")
    try:
        with source.open("rb") as given, half.open("w+b") as drawn:
            outcome = engine.draw(order, given.fileno(), drawn.fileno())
        if outcome.reason:
            raise NotDrawn(outcome.reason, outcome.detail)
        half.replace(into)
    except EngineLost as fault:
        raise NotDrawn("failed", str(fault)) from fault
    finally:
        half.unlink(missing_ok=True)
    return outcome


def close_engine() -> None:
    """End the process that stands ready, if there is one; the next file starts another."""
    engine.close()


def _path() -> str:
    return os.environ.get("PATH", os.defpath)
