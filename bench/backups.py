"""How quickly a site is backed up and restored: MB a second against `cp -r` of the same files, from disk to disk.

Ours also hashes everything, closes it with age and reads the database through. SQLite and files of four sizes; the
second back-up is of a day on which little changed. Against `pg_dump` nothing is measured: ours calls it.
"""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.figures import Figure

ROOT = Path(__file__).parents[1]
MB = 1_000_000
SIZES = ((2_000, 20_000), (300, 300_000), (20, 5 * MB), (2, 60 * MB))  # how many files, of how many bytes
ROWS = 200_000
MAIN = "from dueregard.config.command import main; main()"


def run() -> Iterator[Figure]:
    """Make a site's folder, copy it, back it up, restore it."""
    with tempfile.TemporaryDirectory(prefix="dueregard-bench-") as name:
        folder = Path(name)
        state, key = folder / "state", folder / "key.txt"
        fill(state)
        subprocess.run(["age-keygen", "-o", str(key)], check=True, capture_output=True)
        recipient = next(line.split()[-1] for line in key.read_text().splitlines() if "public key" in line)
        megabytes = sum(file.stat().st_size for file in state.rglob("*") if file.is_file()) / MB
        start = seconds(
            state, "restore", str(folder / "none"), "--list"
        )  # Python and Django, which every command starts
        copied = timed(lambda: shutil.copytree(state, folder / "copy"))
        first = seconds(state, "backup", str(folder / "to"), "--key", recipient) - start
        again = seconds(state, "backup", str(folder / "to"), "--key", recipient) - start
        back = seconds(folder / "fresh", "restore", str(folder / "to"), "--key-file", str(key)) - start
    unit = "MB a second"
    yield Figure(
        f"{megabytes:,.0f} MB backed up for the first time, against cp",
        megabytes / first,
        megabytes / copied,
        unit,
        0.5,
    )
    yield Figure("the next one, with nothing new", megabytes / again, megabytes / copied, unit, None)
    yield Figure("restored into an empty site, against cp", megabytes / back, megabytes / copied, unit, 0.5)


def fill(state: Path) -> None:
    """Make a site with tables and some rows, and kept files whose names are hashes of nothing."""
    state.mkdir()
    dueregard(state, "migrate", "--verbosity", "0")
    chance = random.Random(7)
    for many, size in SIZES:
        for _ in range(many):
            digest = f"{chance.getrandbits(256):064x}"
            path = state / "files" / digest[:2] / digest
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(chance.randbytes(size))
    with sqlite3.connect(state / "site.sqlite3") as database:
        rows = (("body", f"{number}:{chance.getrandbits(200):x}"[:64]) for number in range(ROWS))
        database.executemany("INSERT INTO search_changed (kind, key) VALUES (?, ?)", rows)
    database.close()


def seconds(state: Path, *args: str) -> float:
    """Run a command of the site; return how long it took."""
    return timed(lambda: dueregard(state, *args))


def timed(act: Callable[[], object]) -> float:
    """Return how long it took, with everything on the disk."""
    os.sync()
    began = time.perf_counter()
    act()
    os.sync()
    return time.perf_counter() - began


def dueregard(state: Path, *args: str) -> None:
    """Run a command of the site, and refuse to measure one that failed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DUEREGARD_", "DATABASE_"))}
    own = {
        "DUEREGARD_STATE": str(state),
        "DJANGO_SETTINGS_MODULE": "dueregard.config.settings",
        "PYTHONPATH": str(ROOT),
    }
    subprocess.run([sys.executable, "-c", MAIN, *args], check=True, capture_output=True, cwd=ROOT, env=kept | own)
