"""The search at the size of a national archive, against Xapian and PostgreSQL's full text on the same pages in one run.

Each engine is ready in a process of its own; then every search is asked of one after the other, in changing order, so
that what else the machine does falls on all alike. DUEREGARD_BENCH_PAGES says how many pages and DUEREGARD_BENCH_WORDS
how long they are (2,000,000 of 25, about a quarter of an hour). Above 200,000 pages a second index of ours holds the
first 200,000, so that its growth is seen; DUEREGARD_BENCH_PEERS lets the peers hold fewer pages when time is short.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from tqdm import tqdm

from bench.figures import Figure
from bench.search_pages import ROOT, Ways, make_searches, write_pages

PAGES = int(os.environ.get("DUEREGARD_BENCH_PAGES", "200000"))
FEW = 200_000  # pages
WORDS = int(os.environ.get("DUEREGARD_BENCH_WORDS", "150" if PAGES <= FEW else "25"))
PEERS_HOLD = int(os.environ.get("DUEREGARD_BENCH_PEERS", PAGES))
A_CLASS = int(os.environ.get("DUEREGARD_BENCH_SEARCHES", "300" if PAGES <= FEW else "100"))
WARM = 20  # searches of each class before those that count
PEERS = {"Xapian": "xapian", "PostgreSQL": "postgresql"}
PYTHONS = {"xapian": "/usr/bin/python3"}  # the system's own has python3-xapian
FACETED = "common term with five facets"
LOOK_EVERY = 1.0 if sys.stderr.isatty() else 15.0  # seconds between two looks of a bar


class Side:
    """One engine in its own process, and what its searches took."""

    def __init__(self, engine: str, folder: Path, count: int) -> None:
        self.engine, self.count = engine, count
        self.process = subprocess.Popen(
            [PYTHONS.get(engine, sys.executable), "-m", "bench.search_sides", engine, str(folder), str(count)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        self.told: dict[str, float] = {}  # how taking the pages in went
        self.ms: dict[str, list[float]] = defaultdict(list)
        self.cpu: dict[str, list[float]] = defaultdict(list)
        self.hits: dict[str, int] = defaultdict(int)

    def __enter__(self) -> Self:
        """Wait until it has taken the pages in."""
        with tqdm(total=self.count, desc=f"{self.engine} takes in", unit=" pages", mininterval=LOOK_EVERY) as bar:
            while not self.told.get("is_ready"):
                self.told |= self._hear()
                bar.update(int(self.told.get("done", 0)) - bar.n)
            bar.update(self.count - bar.n)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Let it end: it does when there is nothing more to read."""
        if self.process.stdin:
            self.process.stdin.close()
        self.process.wait()

    def find(self, way: str, words: list[str], *, counts: bool) -> None:
        """Let it answer one search."""
        if self.process.stdin:
            self.process.stdin.write(json.dumps([way, words]) + "\n")
            self.process.stdin.flush()
        heard = self._hear()
        if counts:
            self.ms[way].append(heard["ms"])
            self.cpu[way].append(heard["cpu"])
            self.hits[way] += int(heard["hits"])

    def median(self, way: str) -> float:
        """Return what half of the searches of a class took at most, in milliseconds."""
        return statistics.median(self.ms[way])

    def p95(self, way: str) -> float:
        """Return what nineteen of twenty took at most."""
        return statistics.quantiles(self.ms[way], n=20, method="inclusive")[-1]

    def _hear(self) -> dict[str, float]:
        line = self.process.stdout.readline() if self.process.stdout else ""
        if not line:
            raise RuntimeError(f"{self.engine} ended in the middle; what it said stands above.")
        heard: dict[str, float] = json.loads(line)
        return heard


def run() -> Iterator[Figure]:
    """Yield the figures of all three engines."""
    with tempfile.TemporaryDirectory(prefix="dueregard-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        write_pages(folder / "pages.tsv", PAGES, WORDS)
        ways = make_searches(folder / "pages.tsv", A_CLASS + WARM)
        ours = stack.enter_context(Side("ours", folder, PAGES))
        small = stack.enter_context(Side("ours", folder, FEW)) if PAGES > FEW else None
        peers = {name: stack.enter_context(Side(engine, folder, PEERS_HOLD)) for name, engine in PEERS.items()}
        ask_all([ours, *([small] if small else []), *peers.values()], ways)
        yield from _taking_in(ours, peers)
        for way in ways:
            yield from _finding(way, ours, peers)
        if small:
            yield from _growing(ours, small, ways)
        yield from _facets(ours, ways)


def ask_all(sides: list[Side], ways: Ways) -> None:
    """Ask every side every search, one right after the other, and let each be first as often. Raises: RuntimeError"""
    turns = len(sides)
    total = sum(len(every) for every in ways.values())
    with tqdm(total=total, unit=" searches of all", mininterval=LOOK_EVERY) as bar:
        for way, every in ways.items():
            bar.set_description(way)
            for number, words in enumerate(every):
                for turn in range(turns):
                    sides[(number + turn) % turns].find(way, words, counts=number >= WARM)
                bar.update()
            silent = [side.engine for side in sides if not side.hits[way]]
            if silent:
                raise RuntimeError(
                    f"Nothing was found by {', '.join(silent)} for “{way}”: this would be no comparison."
                )


def _taking_in(ours: Side, peers: dict[str, Side]) -> Iterator[Figure]:
    name = f"search: {ours.count:,} pages of {WORDS} words read in"
    for peer, side in peers.items():
        aim = 5.0 if peer == "Xapian" else None
        yield Figure(f"{name}, against {_called(peer, side)}", _rate(ours), _rate(side), "pages/s", aim)
    theirs = peers["Xapian"]
    yield Figure(f"{name}, CPU, against Xapian", _rate(ours, "cpu"), _rate(theirs, "cpu"), "pages/s", 5.0)
    sizes = [side.told["bytes"] / side.count for side in (theirs, ours)]
    yield Figure("search: room on the disk for a page, Xapian's against ours", *sizes, "bytes", 1.0)


def _finding(way: str, ours: Side, peers: dict[str, Side]) -> Iterator[Figure]:
    cpu, theirs = (statistics.fmean(side.cpu[way]) for side in (ours, peers["Xapian"]))
    name = f"search: {way}, against"
    of_one = f"{name} {_called('Xapian', peers['Xapian'])}, CPU of one"
    yield Figure(of_one, 1000 / cpu, 1000 / theirs, "a CPU second", 1.0)
    for peer, side in peers.items():
        aim = 20.0 if peer == "PostgreSQL" and way == "common term" else 1.0
        called = f"{name} {_called(peer, side)}"
        yield Figure(f"{called}, p50", 1000 / ours.median(way), 1000 / side.median(way), "searches/s", aim)
        yield Figure(f"{called}, p95", 1000 / ours.p95(way), 1000 / side.p95(way), "searches/s", aim)


def _called(peer: str, side: Side) -> str:
    """Name a peer, and how many pages it holds when that is not as many as ours."""
    return peer if side.count == PAGES else f"{peer} at {side.count:,}"


def _growing(ours: Side, small: Side, ways: Ways) -> Iterator[Figure]:
    sizes = f"{ours.count:,} pages against {small.count:,}"
    yield Figure(f"search: read in, {sizes}", _rate(ours), _rate(small), "pages/s", None)
    memory = [side.told["memory"] / 1e6 for side in (ours, small)]
    yield Figure(f"search: own memory of reading in, {sizes}", *memory, "MB", None)
    for way in ways:
        yield Figure(f"search: {way}, time, {sizes}, p50", ours.median(way), small.median(way), "ms", None)
        yield Figure(f"search: {way}, time, {sizes}, p95", ours.p95(way), small.p95(way), "ms", None)


def _facets(ours: Side, ways: Ways) -> Iterator[Figure]:
    for number, words in enumerate(ways["common term"]):
        ours.find(FACETED, words, counts=number >= WARM)
    with_them, plain = ours.median(FACETED), ours.median("common term")
    yield Figure(f"search: {FACETED}, against none", 1000 / with_them, 1000 / plain, "searches/s", None)


def _rate(side: Side, of: str = "took") -> float:
    return side.count / side.told[of]
