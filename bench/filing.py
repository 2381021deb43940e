"""Replies filed by this build and by an older one, in turns, so that what else the machine does troubles both alike.

The older build is taken from this repository's history (`DUEREGARD_BENCH_BEFORE`, a commit) into a temporary folder.
Where PostgreSQL is installed, both are measured on it as well.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg

from bench.figures import Figure
from tests.postgres import programs, running_postgres

HERE = Path(__file__).parents[1]
CHOSEN, BEFORE = "DUEREGARD_BENCH_BEFORE", "5a4707c"
NEEDED_BEFORE = "tnefparse==1.4.0"  # which this build no longer uses
TURNS = 7
MAILS = 40  # a turn
SIZES = {"17 kB": 12_000, "140 kB": 100_000}  # the whole e-mail; bytes of its file before base64


def run() -> list[Figure]:
    """Return replies filed a second of processor, ours and the older build's: medians over the turns.

    The last figure is letters of 1 MB sorted a second of processor: 20 are one in 50 ms.
    """
    with older_build() as (before, libraries):
        trees = {"after": (HERE, ""), "before": (before, libraries)}
        own = {"after": "", "before": ""}
        figures = [_filed(f"SQLite, {name}", trees, size, own) for name, size in SIZES.items()]
        if _has_postgres():
            with running_postgres() as url:
                figures += [
                    _filed(f"PostgreSQL, {name}", trees, size, _databases(url, str(size)))
                    for name, size in SIZES.items()
                ]
        long = _compare(trees, 0, own, "triage")
    return [*figures, Figure("mail: letters of 1 MB sorted (aim 20 a second)", *long, "letters/CPU s", None)]


def _filed(name: str, trees: dict[str, tuple[Path, str]], size: int, databases: dict[str, str]) -> Figure:
    rates = _compare(trees, size, databases, str(MAILS))
    return Figure(f"mail: filed, against the build before ({name})", *rates, "mails/CPU s", 1.3)


def _compare(
    trees: dict[str, tuple[Path, str]], size: int, databases: dict[str, str], asked: str
) -> tuple[float, float]:
    """Return how often a second of processor ours and the older build do what is asked."""
    used: dict[str, list[float]] = {side: [] for side in trees}
    with ExitStack() as stack:
        sides = {
            side: stack.enter_context(_side(tree, libraries, size, databases[side]))
            for side, (tree, libraries) in trees.items()
        }
        for _ in range(TURNS):
            for side, process in sides.items():
                used[side].append(_turn(process, asked))
    return 1000 / statistics.median(used["after"]), 1000 / statistics.median(used["before"])


def _turn(process: subprocess.Popen[str], asked: str) -> float:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{asked}\n")
    process.stdin.flush()
    return float(process.stdout.readline())


@contextmanager
def _side(tree: Path, libraries: str, size: int, database: str) -> Iterator[subprocess.Popen[str]]:
    with tempfile.TemporaryDirectory(prefix="dueregard-bench-") as state:
        environment = {
            **os.environ,
            "DUEREGARD_STATE": state,
            "DJANGO_SETTINGS_MODULE": "dueregard.config.settings",
            "DATABASE_URL": database,
            "PYTHONPATH": os.pathsep.join(filter(None, (str(tree), libraries))),
        }
        process = subprocess.Popen(
            [sys.executable, str(HERE / "bench" / "filing_side.py"), str(MAILS), str(size)],
            cwd=tree,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        try:
            if process.stdout.readline().strip() != "ready":
                raise RuntimeError(f"the build in {tree} did not start")
            yield process
        finally:
            process.terminate()
            process.communicate()


@contextmanager
def older_build(usual: str = BEFORE) -> Iterator[tuple[Path, str]]:
    """Yield the tree of the older build, a commit, and a folder with the library that only it may use."""
    with tempfile.TemporaryDirectory(prefix="dueregard-before-") as folder:
        tree, libraries = Path(folder, "tree"), str(Path(folder, "libraries"))
        subprocess.run(["git", "clone", "-q", "--no-checkout", str(HERE), str(tree)], check=True)
        subprocess.run(["git", "-C", str(tree), "checkout", "-q", os.environ.get(CHOSEN, usual)], check=True)
        pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", libraries, NEEDED_BEFORE]
        subprocess.run(pip, check=True)
        yield tree, libraries


def _has_postgres() -> bool:
    try:
        programs()
    except FileNotFoundError:
        return False
    return True


def _databases(url: str, suffix: str) -> dict[str, str]:
    """Make a database for each side, and return where it is."""
    found = {}
    with psycopg.connect(url, autocommit=True) as connection:
        for side in ("after", "before"):
            connection.execute(f'CREATE DATABASE "{side}{suffix}"')
            found[side] = f"{url.rpartition('/')[0]}/{side}{suffix}"
    return found
