"""Has a file of an office program drawn to a PDF by LibreOffice, as a person would see it on the screen.

What is done with the drawing, and what may be published, is decided elsewhere.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pypdfium2

from dueregard.foundation.work.gateways.limits import WORKING
from dueregard.rules.documents.kinds import Kind

# The ending by which LibreOffice is told what it gets; it looks into the file itself besides.
ENDINGS = {
    Kind.DOC: "doc", Kind.DOCX: "docx", Kind.ODT: "odt", Kind.RTF: "rtf", Kind.HTML: "html",
    Kind.XLS: "xls", Kind.XLSX: "xlsx", Kind.XLSB: "xlsb", Kind.ODS: "ods",
    Kind.PPT: "ppt", Kind.PPTX: "pptx", Kind.ODP: "odp",
}  # fmt: skip
DRAWABLE = frozenset(ENDINGS)
SECONDS = 120.0
_PROGRAM = "soffice"


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
    with tempfile.TemporaryDirectory(prefix=WORKING) as home:
        told = subprocess.run(  # noqa: S603 (a program of ours, without a stranger's words)
            [_PROGRAM, "--version"], capture_output=True, text=True, check=False, env=_surroundings(home)
        )
    found = re.match(r"LibreOffice \S+", told.stdout)
    return found.group() if found else "LibreOffice"


def draw(source: Path, kind: str, into: Path) -> Drawing:
    """Draw a file of a drawable kind (`DRAWABLE`) to a PDF at `into`, which is there only when all went well.

    Raises: NotDrawn; KeyError for a kind that cannot be drawn.
    """
    ending = ENDINGS[Kind(kind)]
    if not can_draw():
        raise NotDrawn("no_program")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryDirectory(prefix=WORKING) as folder:
        drawn = _convert(Path(folder), source, ending)
        pages = _count_pages(drawn)
        shutil.copyfile(drawn, into)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Drawing(into, pages, spent, engine_version())


def _convert(folder: Path, source: Path, ending: str) -> Path:
    given = folder / f"file.{ending}"
    shutil.copyfile(source, given)
    command = [_PROGRAM, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), str(given)]
    try:
        subprocess.run(  # noqa: S603 (names of our own making)
            command, env=_surroundings(str(folder)), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, timeout=SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise NotDrawn("too_slow") from None
    drawn = folder / "file.pdf"
    if not drawn.exists():
        raise NotDrawn("broken")
    return drawn


def _count_pages(drawn: Path) -> int:
    try:
        with pypdfium2.PdfDocument(drawn) as document:
            return len(document)
    except pypdfium2.PdfiumError as fault:
        raise NotDrawn("failed", str(fault)) from fault


def _surroundings(home: str) -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath), "HOME": home, "LANG": "C.UTF-8", "TZ": "Europe/London"}
