"""On scans of fax quality every place of a name is shown to whoever looks for it, and no copy lets a name out.

The scans are made (`tests/made_scans`); Tesseract is the real one, and reads each copy once more in another way.
"""

from __future__ import annotations

import io
import json
import subprocess
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import product
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from dueregard.foundation.files.gateways import store
from dueregard.records.evidence.models import Document
from dueregard.records.redaction.actions.look_at_places import black_out, say_something_else
from dueregard.records.redaction.actions.set_marks import mark_words
from dueregard.records.redaction.models import PublicCopy
from dueregard.records.redaction.queries.near_places import PlaceLine, near_lines, places_to_look_at
from dueregard.records.redaction.queries.words_of import words_of
from dueregard.rules.documents.dither import is_dithered, softened
from dueregard.rules.documents.reading import Word
from dueregard.rules.redaction.looking import Place
from dueregard.rules.redaction.marks import Rectangle
from dueregard.rules.redaction.same_words import occurrences
from dueregard.rules.redaction.survivors import survivors_in_text, telling, wanted
from tests.builders_redaction import copied
from tests.made_scans import LAYOUTS, NAMES, QUALITIES, Scan, made_scan
from tests.people import Cast
from tests.records.evidence.arriving import NOW, read, receive
from tests.soak import so_many

State = PublicCopy.State
MOST_ROUNDS = 4
# Of each kind of scan. Of all 36 together it is 97 of a hundred (docs/reference/figures.md).
LEAST_SHOWN = 0.95
KINDS = tuple(product(QUALITIES, LAYOUTS))


@dataclass
class Counted:
    """What became of some scans."""

    places: int = 0
    shown: int = 0
    let_out_unlooked: int = 0
    refused_unlooked: int = 0
    let_out: int = 0
    refused: int = 0
    readable: list[str] = field(default_factory=list)
    why: list[str] = field(default_factory=list)  # of each that was refused, scan by scan
    failed: list[str] = field(default_factory=list)  # that could not be made: no refusal, and no copy


@pytest.mark.soak
@pytest.mark.django_db
@pytest.mark.parametrize("kind", range(so_many(len(KINDS), piece=1)))
def test_no_name_of_a_scan_of_fax_quality_is_readable_in_a_copy_that_was_let_out(
    cast: Cast, tmp_path: Path, kind: int
) -> None:
    counted = Counted()
    for number in range(kind, kind + len(KINDS) * so_many(4, piece=1), len(KINDS)):
        scan = made_scan(number, *KINDS[kind])
        name = f"scan-{number}.{'pdf' if number % 2 else 'png'}"
        document = receive(cast.northport, _as_file(scan, number), name=name)
        read(document)
        _one(document, scan, cast, counted, tmp_path)
    print(KINDS[kind], counted, flush=True)  # noqa: T201 (the figures of the soak)
    assert counted.readable == []
    assert counted.failed == []
    assert counted.shown >= LEAST_SHOWN * counted.places
    assert counted.let_out > 0, "whoever looks at all places gets a copy"


def _as_file(scan: Scan, number: int) -> bytes:
    """Return the scan as a picture, every second time as a PDF."""
    if number % 2 == 0:
        return scan.picture
    kept = io.BytesIO()
    with Image.open(io.BytesIO(scan.picture)) as picture:
        picture.save(kept, "PDF", resolution=200)
    return kept.getvalue()


def _one(document: Document, scan: Scan, cast: Cast, counted: Counted, folder: Path) -> None:
    """Mark each name once and have a copy made; look at every place that is listed, and have it made again."""
    boxes = _boxes(document, scan)
    counted.places += len(boxes)
    counted.shown += sum(_is_shown(document, name, box) for name, box in boxes)
    mark_words(document=document, phrases=NAMES, reason="person", by=cast.asha, now=NOW)
    asked = copied(document, by=cast.asha)
    if asked.state == State.READY:
        counted.let_out_unlooked += 1
    else:
        counted.refused_unlooked += 1
    for rounds in range(1, MOST_ROUNDS + 1):
        assert document.public_copies.first() == asked, "what is listed is what the newest copy was refused for"
        if asked.state != State.REFUSED or not _answered(document, boxes, cast):
            break
        asked = copied(document, by=cast.asha, now=NOW + timedelta(minutes=rounds))
    if asked.state == State.FAILED:
        counted.failed.append(f"{document.name}: {asked.reason}")
        return
    if asked.state != State.READY:
        counted.refused += 1
        counted.why += [f"{document.name}: {fault}" for fault in asked.faults]
        return
    counted.let_out += 1
    counted.readable += [f"{document.name}: {name}" for name in _readable(asked, folder)]


def _boxes(document: Document, scan: Scan) -> list[tuple[str, Rectangle]]:
    page = document.pages.get()
    assert page.width, page.height
    wide, high = page.width, page.height or 0.0
    return [
        (name, Rectangle(left * wide, top * high, right * wide, bottom * high, ""))
        for name, (left, top, right, bottom) in scan.places
    ]


def _is_shown(document: Document, name: str, box: Rectangle) -> bool:
    """Tell whether whoever looks for a name is shown this place of it."""
    exact = [word for place in occurrences(words_of(document.pages.get()), name) for word in place]
    return any(box.touches(word) for word in [*exact, *map(_word, near_lines(document, name).lines)])


def _word(line: PlaceLine) -> Word:
    return Place(**json.loads(line.value)).box


def _answered(document: Document, boxes: list[tuple[str, Rectangle]], cast: Cast) -> bool:
    """Answer as somebody does who sees what is on the pictures; tell whether there was anything."""
    listed = [Place(**json.loads(line.value)) for line in places_to_look_at(document).lines]
    named = [one for one in listed if any(box.touches(one.box) for _, box in boxes)]
    other = [one for one in listed if one not in named]
    if named:
        black_out(document=document, places=named, reason="person", by=cast.asha, now=NOW)
    if other:
        say_something_else(document=document, places=other, by=cast.asha, now=NOW)
    return bool(listed)


def _readable(asked: PublicCopy, folder: Path) -> list[str]:
    """Return the names of which a part can be read in a copy by Tesseract in another way: one block of text."""
    assert asked.copy is not None
    content = store.get(asked.copy.sha256)
    if asked.copy.media_type == "application/pdf":
        pdf = pypdfium2.PdfDocument(content)
        picture = pdf[0].render(scale=200 / 72).to_pil().convert("L")
        pdf.close()
    else:
        picture = Image.open(io.BytesIO(content)).convert("L")
    (softened(picture) if is_dithered(picture) else picture).save(folder / "seen.png")
    command = ["tesseract", str(folder / "seen.png"), "-", "--psm", "6", "--dpi", "200"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [
        name
        for name in NAMES
        if survivors_in_text(text, [wanted(part) for part in {name, *telling(name)} if len(part) > 3])
    ]
