"""`./run test`: the checks, every test on SQLite, and those that touch the database again on PostgreSQL.

All three run beside one another: much of a test is waiting for another process. With arguments, only pytest with those
arguments. `--checks-only` runs no test. `--soak` runs the long tests in full, on both databases (tests/soak).
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tests.corpora import standing
from tests.databases import MADE
from tests.postgres import running_postgres
from tests.soak import IN_FULL

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
WORKERS = str(max(2, min(8, os.cpu_count() or 2)))
AT_ONCE = 2  # checks

# The one that takes longest comes first, then the likely to fail. Each tool is silent when it has nothing to say.
CHECKS: dict[str, list[str]] = {
    "types": [str(BIN / "mypy")],
    "lint": [str(BIN / "ruff"), "check", "--quiet", "."],
    "format": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
    "import contracts": [str(BIN / "lint-imports"), "--no-cache"],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
    "system checks": [sys.executable, "manage.py", "check", "--fail-level", "WARNING"],
    "the shipped pack": [sys.executable, "manage.py", "pack", "check"],
    "known weaknesses": [sys.executable, "-m", "tests.weaknesses"],
    "templates": [str(BIN / "djlint"), "--lint", "--quiet", "dueregard"],
}
SAYS_WHAT_IT_COULD_NOT = {"known weaknesses"}
SLOWEST = ["--durations=25", "--durations-min=10"]  # whoever makes the suite shorter begins with these
ON_SQLITE = ["-n", WORKERS, "--dist", "worksteal", *SLOWEST]
# What a database could do differently. Pages, rules and the house are the same on both, and so is what asks neither.
FLOORS = ["tests/foundation", "tests/records", "tests/parts", "tests/faults"]
ON_POSTGRES = [*ON_SQLITE, "-m", "database and not browser", *FLOORS]


def main() -> int:
    """Run what was asked; return 0 when all of it held."""
    asked = sys.argv[1:]
    if asked == ["--soak"]:
        return soak()
    if asked and asked != ["--checks-only"]:
        with pytest(asked, {}) as only:
            return only.wait()
    shared = ROOT.parent / "shared" / "data"
    if not asked:
        say(standing())
    say(f"Open data in ../shared/data: {'there, tests that use it run' if shared.is_dir() else 'not there'}.")
    with ThreadPoolExecutor(AT_ONCE) as pool:
        checks = {pool.submit(check, name, command): name for name, command in CHECKS.items()}
        failed = [] if asked else tests()
        return finish([checks[done] for done in as_completed(checks) if not done.result()] + failed)


def tests() -> list[str]:
    """Run the tests on both databases at once; return what failed. PostgreSQL's words come when it is done."""
    failed = []
    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryFile("w+", errors="replace") as words,
        running_postgres() as url,
    ):
        on_sqlite, on_postgres = {MADE: f"{folder}/made.sqlite3"}, {MADE: "made", "DATABASE_URL": url}
        make_databases(on_sqlite, on_postgres)
        say("Tests on SQLite, and beside them on PostgreSQL, whose words follow at the end.")
        with pytest(ON_SQLITE, on_sqlite) as first, pytest(ON_POSTGRES, on_postgres, words) as second:
            if first.wait():
                failed.append("tests on SQLite")
            if second.wait():
                failed.append("tests on PostgreSQL")
        words.seek(0)
        say(words.read())
    return failed


def make_databases(*told: Mapping[str, str]) -> None:
    """Make the databases that the workers copy, at once. Raises: RuntimeError"""
    makers = [
        subprocess.Popen([sys.executable, "-m", "tests.databases", one[MADE]], cwd=ROOT, env=environment(one))
        for one in told
    ]
    ended = [maker.wait() for maker in makers]
    if any(ended):
        raise RuntimeError("The tables could not be made; see the words above.")


def soak() -> int:
    """Run in full what `tests` runs a piece of, on one database after the other."""
    told, failed = {IN_FULL: "yes"}, []
    with pytest([*ON_SQLITE, "-m", "soak"], told) as first:
        if first.wait():
            failed.append("long tests on SQLite")
    with running_postgres() as url, pytest([*ON_SQLITE, "-m", "soak", *FLOORS], told | {"DATABASE_URL": url}) as second:
        if second.wait():
            failed.append("long tests on PostgreSQL")
    return finish(failed)


@contextmanager
def pytest(
    arguments: list[str], extra: Mapping[str, str], words: IO[str] | None = None
) -> Iterator["subprocess.Popen[bytes]"]:
    """Start pytest in a process of its own. Its output is shown as it comes, or goes to a file."""
    say(f"pytest {' '.join(arguments)}{' on PostgreSQL' if 'DATABASE_URL' in extra else ''}")
    process = subprocess.Popen(
        [sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=environment(extra), stdout=words, stderr=words
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait()


def check(name: str, command: list[str]) -> bool:
    """Run one check; show its words when it fails, and what it could not look at."""
    began = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=environment({}), capture_output=True, text=True, check=False)
    held = done.returncode == 0
    told = f"\n{done.stdout.strip()}" if held and done.stdout.strip() and name in SAYS_WHAT_IT_COULD_NOT else ""
    told = told if held else "\n" + done.stdout + done.stderr
    say(f"{name}: {'fine' if held else 'NOT FINE'} ({time.monotonic() - began:.0f} s){told}")
    return held


def environment(extra: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a child: no state folder or database of a real site can be meant."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("DUEREGARD_") and name != "DATABASE_URL"
    }
    return {**kept, "DJANGO_SETTINGS_MODULE": "tests.settings", **extra}


def finish(failed: list[str]) -> int:
    """Say what held, in the last line."""
    say(f"Not fine: {', '.join(failed)}." if failed else "Everything held.")
    return 1 if failed else 0


def say(words: str) -> None:
    """Print at once, so that the order of lines is the order of events."""
    print(words, flush=True)


if __name__ == "__main__":
    sys.exit(main())
