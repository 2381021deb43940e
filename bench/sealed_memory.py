"""Memory of the sealed page in Firefox and WebKitGTK while a file of 2 GiB is sealed and sent, against one of 64 MiB.

Sent as a person would, in a browser that is started for it. Chromium's is in `sealed_browser.py`, whose stand-in keeps
the chunks here as well. Every process that the browser began is counted, with what it has of its own or shares.
"""

import os
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from bench.figures import Figure
from bench.sealed_browser import OnDisk, family, mib, sparse_file
from tests.sealed.lists import files_of_a_group
from tests.sealed.stand_in import served
from tests.walks.browsers import BROWSERS, NotToBeHad
from tests.walks.visitor import Visitor

SMALL, LARGE = 64, 2048  # MiB
STILL = 600.0  # seconds without a new chunk after which nothing more is expected


def run() -> Iterator[Figure]:
    """Measure each browser that can be had; say which cannot."""
    for called in BROWSERS:
        held = {}
        for size in (SMALL, LARGE):
            try:
                with tempfile.TemporaryDirectory() as folder:
                    held[size] = _held(called, size, Path(folder))
            except NotToBeHad as missing:
                print(f"{called}: {missing}", flush=True)
                break
        else:
            for how, figure in {"at most": max, "half of the time": median}.items():
                ours, peer = figure(held[LARGE]), figure(held[SMALL])
                aim = 1.2 if figure is max else None
                yield Figure(f"held by {called} {how}: 2 GiB sealed and sent, against 64 MiB", ours, peer, "MiB", aim)


def _held(called: str, size: int, folder: Path) -> list[float]:
    """Return the MiB that a browser's processes held, looked at several times a second, while a file was sent."""
    home = folder / "home"
    home.mkdir()
    inbox = OnDisk(files=files_of_a_group())
    inbox.folder = folder
    file = sparse_file(folder, size)
    with served(inbox) as url, BROWSERS[called](home) as driver:
        visitor = Visitor(driver)
        _made_ready(visitor, url, file)
        with _watched() as seen:
            visitor.press("Seal and send")
            _arrives(visitor, folder)
        chunks = list(folder.glob("1-*"))
        if sum(one.stat().st_size for one in chunks) < size * 1024 * 1024:
            raise RuntimeError("less arrived than was sent")
    return seen


def _made_ready(visitor: Visitor, url: str, file: Path) -> None:
    visitor.open(url)
    visitor.press("I have read this: write a message")
    visitor.choose("files", file)
    visitor.sees("1 file chosen.")
    visitor.press("Go on")
    words = visitor.texts("#words li", 12)
    visitor.press("I have written them down")
    for which in ("one", "two"):
        (label,) = visitor.texts(f"#word-{which}-label", 1)
        visitor.fill(f"word-{which}", words[int(label.split()[-1]) - 1])


def _arrives(visitor: Visitor, folder: Path) -> None:
    """Wait as long as chunks come. Raises: RuntimeError when none has come for long"""
    known, since = 0, time.monotonic()
    while "It has arrived" not in visitor.reads():
        arrived = len(list(folder.glob("1-*")))
        if arrived != known:
            known, since = arrived, time.monotonic()
        if time.monotonic() - since > STILL:
            raise RuntimeError(f"nothing has come for long. The page says:\n{visitor.reads()}")
        time.sleep(1)


@contextmanager
def _watched() -> Iterator[list[float]]:
    """Fill a list with what all processes hold that this one began, and those that they began."""
    seen: list[float] = []
    over = threading.Event()

    def look() -> None:
        while not over.wait(0.2):
            seen.append(sum(mib(process) for process in family(os.getpid()) if process != os.getpid()))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        over.set()
        watcher.join()
