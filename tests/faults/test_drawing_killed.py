"""Every file is drawn once and whole, and nothing is left behind, although LibreOffice or the worker is killed again
and again: fifty times in `./run soak`.
"""

import os
import random
import selectors
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
import pytest

from dueregard.foundation.work.gateways.process import has_ended
from dueregard.records.evidence.gateways.drawing_engine import remove_folders_of_the_dead
from tests.processes import ROOT, wait_until
from tests.soak import so_many

KILLS = so_many(25, piece=4)  # of each way of confining: fifty together
FILES = 2 * KILLS
LONGEST_LIFE = 0.5  # seconds from the word that a drawing begins until somebody is killed


def family_of(process: int) -> dict[int, str]:
    """Return this process and all below it, each with its name that no later one has."""
    found: dict[int, str] = {}
    waiting = [process]
    while waiting:
        one = waiting.pop()
        try:
            begun = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()[19]
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except (FileNotFoundError, ProcessLookupError):
            continue
        found[one] = f"{one} {begun}"
    return found


def start(folder: Path, walls: str) -> "subprocess.Popen[bytes]":
    """Start a worker whose temporary files have a place of their own."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.killed_drawers", str(folder), walls],
        env={**os.environ, "TMPDIR": str(folder / "temporary"), "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )


def wait_for_a_drawing(worker: "subprocess.Popen[bytes]") -> None:
    """Wait until the worker says that it begins a drawing, or has ended."""
    assert worker.stdout is not None
    worker.stdout.readline()


def live_for(worker: "subprocess.Popen[bytes]", seconds: float) -> None:
    """Let the worker go on for a moment; what it says meanwhile is read."""
    assert worker.stdout is not None
    with selectors.DefaultSelector() as selector:
        selector.register(worker.stdout, selectors.EVENT_READ)
        selector.select(seconds)


@pytest.mark.soak
@pytest.mark.starts_early
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("walls", ["walls", "no walls"])
def test_killing_libreoffice_or_the_worker_loses_no_drawing_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, walls: str
) -> None:
    chance = random.Random(f"20261129 {walls}")
    (tmp_path / "temporary").mkdir()
    for number in range(FILES):
        (tmp_path / f"{number:03}.rtf").write_text(rf"{{\rtf1 Minutes of meeting {number}.\page Second page.}}")
    seen: set[str] = set()
    worker = start(tmp_path, walls)
    for _ in range(KILLS):
        wait_for_a_drawing(worker)
        live_for(worker, chance.uniform(0, LONGEST_LIFE))
        family = family_of(worker.pid)
        seen |= set(family.values())
        for victim in chance.sample(list(family), 1):
            os.kill(victim, signal.SIGKILL)
        if worker.poll() is not None or not family or victim == worker.pid:
            worker.communicate()
            worker = start(tmp_path, walls)
    worker.communicate()
    assert worker.returncode == 0

    for number in range(FILES):
        with pypdfium2.PdfDocument(tmp_path / f"{number:03}.pdf") as drawing:
            assert len(drawing) == 2
            assert f"meeting {number}." in drawing[0].get_textpage().get_text_bounded()
    assert not list(tmp_path.glob("*.part"))
    wait_until(lambda: all(map(has_ended, seen)), what="the end of all that was started")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    remove_folders_of_the_dead()  # as every LibreOffice does that starts
    assert not list((tmp_path / "temporary").iterdir())
