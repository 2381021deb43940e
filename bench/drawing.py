"""Office files drawn a second of wall time, by two workers as a site has them, beside bare LibreOffice on all."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import random
import subprocess
import tempfile
import time
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

import openpyxl

from bench.figures import Figure
from dueregard.records.evidence.gateways.drawing import draw
from dueregard.rules.documents.kinds import Kind

FILES, WORKERS = 200, 2
TEXTS, WORKBOOKS, SLIDES = 20, 15, 10
PARAGRAPHS, ROWS, COLUMNS = 12, 60, 8
ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "cases" / "evidence"
# Of each file that we write, LibreOffice makes the other kinds.
OTHERS = {"rtf": ("docx", "doc", "odt"), "xlsx": ("xls", "ods"), "fodp": ("pptx", "ppt", "odp")}
KINDS = {kind.name.lower(): kind for kind in Kind}


def run() -> list[Figure]:
    """Return files a second and memory, each against bare LibreOffice, or against what it was after a few files."""
    with tempfile.TemporaryDirectory() as folder:
        files = _files(Path(folder))
        bare = _bare(Path(folder) / "bare", files)
        ours, started, few, many = _ours(Path(folder) / "ours", files)
    return [
        Figure(
            f"drawing: {len(files)} office files by two warm workers",
            len(files) / ours,
            len(files) / bare,
            "files/s",
            0.8,
        ),
        Figure("drawing: the same, both started for it", len(files) / started, len(files) / bare, "files/s", None),
        Figure("drawing: memory of a worker and LibreOffice, at the end", many, few, "MB", 1.1),
    ]


def _files(folder: Path) -> list[Path]:
    """Return two hundred files of mixed kinds: those of the shared cases, where they are, and our own."""
    chance = random.Random(11)
    words = [
        word for file in sorted((ROOT / "docs").rglob("*.md")) for word in file.read_text().split() if word.isalpha()
    ]
    written = [_text(folder / f"text-{number}.rtf", words, chance) for number in range(TEXTS)]
    written += [_workbook(folder / f"book-{number}.xlsx", words, chance) for number in range(WORKBOOKS)]
    written += [_slides(folder / f"slides-{number}.fodp", words, chance) for number in range(SLIDES)]
    for ending, others in OTHERS.items():
        sources = [file for file in written if file.suffix == f".{ending}"]
        for other in others:
            _convert(other, folder, sources)
    written = [file for file in sorted(folder.glob("*.*")) if file.suffix != ".fodp"]
    written += [_page(folder / f"page-{number}.html", words, chance) for number in range(FILES - len(written))]
    given = [file for file in sorted(SHARED.glob("*")) if file.suffix[1:] in KINDS and _is_office(file)]
    chance.shuffle(written)
    chosen = (given + written)[:FILES]
    chance.shuffle(chosen)
    return chosen


def _is_office(file: Path) -> bool:
    return file.suffix[1:] in {"html", "rtf", "xlsx", *(ending for others in OTHERS.values() for ending in others)}


def _sentences(words: list[str], chance: random.Random) -> list[str]:
    starts = [chance.randrange(len(words) - 90) for _ in range(PARAGRAPHS)]
    return [" ".join(words[start : start + 80]) + "." for start in starts]


def _text(path: Path, words: list[str], chance: random.Random) -> Path:
    body = "".join(rf"{{\b {said[:30]}}}\par {said}\par " for said in _sentences(words, chance))
    path.write_text(rf"{{\rtf1\ansi {body}}}")
    return path


def _page(path: Path, words: list[str], chance: random.Random) -> Path:
    body = "".join(f"<h2>{said[:30]}</h2><p>{said}</p>" for said in _sentences(words, chance))
    path.write_text(f"<!doctype html><html><body>{body}</body></html>")
    return path


def _workbook(path: Path, words: list[str], chance: random.Random) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for _ in range(ROWS):
        sheet.append([chance.choice(words), *(chance.randrange(9000) for _ in range(COLUMNS - 1))])
    book.save(path)
    return path


def _slides(path: Path, words: list[str], chance: random.Random) -> Path:
    place = 'svg:x="2cm" svg:y="2cm" svg:width="20cm" svg:height="12cm"'
    boxes = (f"<draw:text-box><text:p>{said}</text:p></draw:text-box>" for said in _sentences(words, chance))
    pages = "".join(f"<draw:page><draw:frame {place}>{box}</draw:frame></draw:page>" for box in boxes)
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (
            ("office", "office"), ("draw", "drawing"), ("text", "text"), ("svg", "svg-compatible"),
        )
    )  # fmt: skip
    kind = 'office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.presentation"'
    body = f"<office:body><office:presentation>{pages}</office:presentation></office:body>"
    path.write_text(f'<?xml version="1.0"?><office:document {spaces} {kind}>{body}</office:document>')
    return path


def _convert(ending: str, into: Path, files: list[Path]) -> None:
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                "soffice", f"-env:UserInstallation=file://{profile}", "--headless",
                "--convert-to", ending, "--outdir", into, *files,
            ],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True,
        )  # fmt: skip


def _bare(into: Path, files: list[Path]) -> float:
    """Return the seconds that one LibreOffice takes for all."""
    began = time.monotonic()
    _convert("pdf", into, files)
    return time.monotonic() - began


def _ours(into: Path, files: list[Path]) -> tuple[float, float, float, float]:
    """Return seconds of two workers that are warm, the same with their start, and megabytes early and at the end."""
    into.mkdir()
    began = time.monotonic()
    start = multiprocessing.Barrier(WORKERS + 1)
    told: Queue[tuple[float, float]] = multiprocessing.Queue()
    workers = [
        multiprocessing.Process(target=_work, args=(files[number::WORKERS], into, files[0], start, told))
        for number in range(WORKERS)
    ]
    for worker in workers:
        worker.start()
    start.wait()
    ready = time.monotonic()
    sizes = [told.get() for _ in workers]
    ended = time.monotonic()
    for worker in workers:
        worker.join()
    few, many = (sum(size) / WORKERS for size in zip(*sizes, strict=True))
    return ended - ready, ended - began, few, many


def _work(files: list[Path], into: Path, first: Path, start: Barrier, told: Queue[tuple[float, float]]) -> None:
    _draw(first, into)
    start.wait()
    few = 0.0
    for number, file in enumerate(files):
        _draw(file, into)
        if number == 10:
            few = _memory()
    told.put((few, _memory()))


def _draw(file: Path, into: Path) -> None:
    draw(file, KINDS[file.suffix[1:]], into / f"{os.getpid()}-{file.name}.pdf")


def _memory() -> float:
    """Return the megabytes that this process and all below it hold beside what they read from the disk."""
    total, waiting = 0.0, [os.getpid()]
    while waiting:
        process = waiting.pop()
        with contextlib.suppress(ProcessLookupError, FileNotFoundError):  # it may end at this moment
            told = Path(f"/proc/{process}/smaps_rollup").read_text()
            total += int(told.partition("\nAnonymous:")[2].split()[0]) / 1024
            for task in Path(f"/proc/{process}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
    return total
