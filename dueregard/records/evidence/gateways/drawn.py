"""Has a file drawn as its reader would see it: made ready in a limited process, then drawn by the engine (`drawing`).

Whose drawing is kept, and what may be published, is decided elsewhere.
"""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from dueregard.records.evidence.gateways import drawing
from dueregard.records.evidence.gateways.drawing import NotDrawn
from dueregard.records.evidence.gateways.reader import read_in_child
from dueregard.records.evidence.gateways.reading import Expected, FoundChild, ReadingOptions
from dueregard.rules.documents.drawn_kinds import AS_OPEN, WORKBOOKS, is_drawn_kind
from dueregard.rules.documents.flat_files import FLAT
from dueregard.rules.documents.kinds import Kind
from dueregard.rules.documents.reading import CouldNotRead, Reason

SECONDS = 120.0
_PREPARE = ReadingOptions(only_prepares=True)
_WHY = {Reason.TOO_LONG: "too_slow", Reason.TOO_MUCH_MEMORY: "too_big", Reason.PASSWORD: "locked"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing; beside it a workbook as it is shown, or what a binary file holds, as OpenDocument."""

    pdf: Path
    as_shown: Path | None
    engine: str


def draw_file(source: Path, folder: Path, *, name: str = "") -> Drawn | None:
    """Draw a file into a folder; None where its kind is not drawn. Raises: NotDrawn"""
    kind, ready = _made_ready(source, folder / "ready", name)
    if not is_drawn_kind(kind):
        return None
    if not drawing.can_draw():
        raise NotDrawn("no_program")
    is_flat, kind = kind in FLAT, FLAT.get(kind, kind)
    held = ready if is_flat or kind == Kind.XLSX else source
    as_shown = None
    if kind in WORKBOOKS:
        as_shown = folder / "as-shown.ods"
        try:
            drawing.as_open_file(held, kind, as_shown)
        except NotDrawn:
            if kind != Kind.ODS:
                raise
            shutil.copyfile(held, as_shown)  # it says what its own program showed; the drawing is asked all the same
        kind, ready = _made_ready(as_shown, folder / "ready", "")
    elif kind in AS_OPEN:
        as_shown = folder / "as-open.odf"
        drawing.as_open_file(source, kind, as_shown)
    made = drawing.draw(ready, Kind.HTML if kind == Kind.EML else kind, folder / "drawing.pdf")
    return Drawn(made.path, as_shown, made.engine)


def _made_ready(source: Path, ready: Path, name: str) -> tuple[Kind, Path]:
    """Return what a file is, and the file to draw: itself, where nothing needs to be made ready. Raises: NotDrawn"""
    kind, given = Kind.UNKNOWN, source
    try:
        with closing(read_in_child(source, name=name, options=_PREPARE, seconds=SECONDS)) as items:
            for item in items:
                if isinstance(item, Expected):
                    kind = Kind(item.media_type)
                elif isinstance(item, FoundChild):
                    given = Path(shutil.copyfile(item.path, ready))
    except CouldNotRead as fault:
        if not is_drawn_kind(kind):
            return Kind.UNKNOWN, source  # the reading itself will say what is wrong
        raise NotDrawn(_WHY.get(fault.reason, "broken"), fault.detail) from fault
    return kind, given
