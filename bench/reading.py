"""Reading of documents by processor time, text of PDFs and scans, each beside the bare tools it stands on."""

import os
import random
import resource
import subprocess
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pypdfium2 as pdfium
import typst
from PIL import Image, ImageFilter

from bench.figures import Figure
from bench.site import make_site

FILES, PAGES = 30, 20
SCANS, SHEETS = 4, 4
DPI = 200
CORES = 2
Scan = tuple[Path, list[Path]]
T = TypeVar("T")
DOCS = Path(__file__).resolve().parents[1] / "docs"


def run() -> list[Figure]:
    """Return pages of text per processor second against bare PDFium and pdftotext, and scans against bare Tesseract."""
    make_site()
    with tempfile.TemporaryDirectory() as folder:
        files = [_paper(Path(folder) / f"{number}.pdf", number) for number in range(FILES)]
        bare, poppler = _rate(_bare, files), _rate(_poppler, files)
        texts, placed, hidden = (_rate(way, files) for way in (_texts, _placed, _hidden))
        scans = [_scan(Path(folder) / f"scan-{number}", files[number]) for number in range(SCANS)]
        tesseract, recognised = _rate(_bare_tesseract, scans), _rate(_recognised, scans)
    return [
        Figure("reading: text of PDF pages, against bare PDFium", texts, bare, "pages/CPU s", 0.8),
        Figure("reading: the same, against pdftotext", texts, poppler, "pages/CPU s", 0.7),
        Figure("reading: text and places of words, against bare PDFium's text", placed, bare, "pages/CPU s", None),
        Figure("reading: the same and what is hidden, against bare PDFium's text", hidden, bare, "pages/CPU s", 0.3),
        Figure("reading: scans recognised, against bare Tesseract", recognised, tesseract, "pages/CPU s", 0.92),
    ]


def _paper(path: Path, seed: int) -> Path:
    """Set a paper of prose and tables in words of this project's own documents."""
    chance = random.Random(seed)
    words = [word for file in sorted(DOCS.rglob("*.md")) for word in file.read_text().split() if word.isalpha()]
    parts = []
    for _ in range(PAGES):
        for _ in range(5):
            start = chance.randrange(len(words) - 90)
            parts.append(" ".join(words[start : start + 80]) + ".")
        cells = ", ".join(f"[{chance.choice(words)}], [{chance.randrange(9000)}]" for _ in range(8))
        parts.append(f"#table(columns: 4, {cells})\n#pagebreak(weak: true)")
    source = path.with_suffix(".typ")
    source.write_text('#set page(paper: "a4")\n#set text(10pt)\n' + "\n\n".join(parts))
    path.write_bytes(typst.compile(str(source)))
    return path


def _scan(path: Path, paper: Path) -> Scan:
    """Return dirty, slightly turned scans of a paper's first pages: as one PDF, and as bare pictures."""
    sheets = []
    for page in range(SHEETS):
        shown = pdfium.PdfDocument(paper)[page].render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
        turned = shown.rotate(0.4, fillcolor=255, resample=Image.Resampling.BICUBIC)
        sheets.append(turned.filter(ImageFilter.GaussianBlur(0.6)))
    as_pdf, as_pictures = path.with_suffix(".pdf"), [path.with_suffix(f".{page}.pgm") for page in range(SHEETS)]
    sheets[0].save(as_pdf, resolution=DPI, save_all=True, append_images=sheets[1:])
    for sheet, picture in zip(sheets, as_pictures, strict=True):
        sheet.save(picture)
    return as_pdf, as_pictures


def _rate(way: Callable[[list[T]], int], files: list[T]) -> float:
    """Return pages a processor second once the tools are started: what one file costs alone is taken off."""
    (few, start), (pages, whole) = _spent(way, files[:1]), _spent(way, files)
    return (pages - few) / (whole - start)


def _spent(way: Callable[[list[T]], int], files: list[T]) -> tuple[int, float]:
    before = _processor_time()
    pages = way(files)
    return pages, _processor_time() - before


def _processor_time() -> float:
    """Return what this process and its ended children have used."""
    spent = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in spent)


def _bare(files: list[Path]) -> int:
    pages = 0
    for file in files:
        document = pdfium.PdfDocument(file)
        for page in document:
            page.get_textpage().get_text_bounded()
            pages += 1
        document.close()
    return pages


def _poppler(files: list[Path]) -> int:
    for file in files:
        subprocess.run(["pdftotext", file, "-"], stdout=subprocess.DEVNULL, check=True)
    return sum(len(pdfium.PdfDocument(file)) for file in files)


def _texts(files: list[Path]) -> int:
    return _all_read(files, places_words=False, looks_for_hidden=False)


def _placed(files: list[Path]) -> int:
    return _all_read(files, looks_for_hidden=False)


def _hidden(files: list[Path]) -> int:
    return _all_read(files)


def _all_read(files: list[Path], **choices: bool) -> int:
    from dueregard.records.evidence.gateways.reader import close_reader  # noqa: PLC0415 -- Django is set up only now

    pages = sum(_read(file, recognises_words=False, **choices) for file in files)
    close_reader()  # so that all its time is counted, its start too
    return pages


def _read(file: Path, **choices: bool) -> int:
    from dueregard.records.evidence.gateways.reader import ReadingOptions, read_in_child  # noqa: PLC0415
    from dueregard.rules.documents.reading import ReadPage  # noqa: PLC0415

    options = ReadingOptions(**choices)
    items = read_in_child(file, name=file.name, options=options, seconds=600, together="bench")
    return sum(isinstance(item, ReadPage) and bool(item.text) for item in items)


def _bare_tesseract(scans: list[Scan]) -> int:
    with ThreadPoolExecutor(CORES) as pool:
        return sum(pool.map(_bare_one, scans))


def _bare_one(scan: Scan) -> int:
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    for picture in scan[1]:
        command = ["tesseract", picture, "stdout", "--dpi", str(DPI)]
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, check=True)
    return len(scan[1])


def _recognised(scans: list[Scan]) -> int:
    from dueregard.records.evidence.gateways.reader import close_reader  # noqa: PLC0415

    with ThreadPoolExecutor(CORES) as pool:
        pages = sum(pool.map(lambda scan: _read(scan[0], looks_for_hidden=False), scans))
    close_reader()
    return pages
