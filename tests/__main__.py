"""`./run test`: the checks, then every test on SQLite, then those that touch the database again on PostgreSQL.

With arguments, only pytest with those arguments. `--checks-only` stops before the tests.
"""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from tests.corpora import standing
from tests.postgres import running_postgres

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
WORKERS = str(max(2, min(8, os.cpu_count() or 2)))

# Cheap and likely to fail first; each tool is silent when it has nothing to say.
CHECKS: dict[str, list[str]] = {
    "lint": [str(BIN / "ruff"), "check", "--quiet", "."],
    "format": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
    "import contracts": [str(BIN / "lint-imports"), "--no-cache"],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
    "system checks": [sys.executable, "manage.py", "check", "--fail-level", "WARNING"],
    "the shipped pack": [sys.executable, "manage.py", "pack", "check"],
    "templates": [str(BIN / "djlint"), "--lint", "--quiet", "dueregard"],
    "types": [str(BIN / "mypy")],
}
# What a database could do differently. Pages, rules and the house are the same on both.
ON_POSTGRES = ["tests/foundation", "tests/records", "tests/parts", "tests/faults"]


def main() -> int:
    """Run what was asked; return 0 when all of it held."""
    asked = sys.argv[1:]
    if asked and asked != ["--checks-only"]:
        return pytest(asked, {})
    shared = ROOT.parent / "shared" / "data"
    if not asked:
        say(standing())
    say(f"Open data in ../shared/data: {'there, tests that use it run' if shared.is_dir() else 'not there'}.")
    failed = [name for name, command in CHECKS.items() if not check(name, command)]
    if asked:
        return finish(failed)
    if pytest(["-n", WORKERS, "--dist", "worksteal"], {}):
        failed.append("tests on SQLite")
    with running_postgres() as url:
        if pytest(["-n", WORKERS, "--dist", "worksteal", "-m", "not browser", *ON_POSTGRES], {"DATABASE_URL": url}):
            failed.append("tests on PostgreSQL")
    return finish(failed)


def check(name: str, command: list[str]) -> bool:
    """Run one check; show its words only when it fails."""
    began = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=environment({}), capture_output=True, text=True, check=False)
    held = done.returncode == 0
    say(f"{name}: {'fine' if held else 'NOT FINE'} ({time.monotonic() - began:.0f} s)")
    if not held:
        say(done.stdout + done.stderr)
    return held


def pytest(arguments: list[str], extra: Mapping[str, str]) -> int:
    """Run pytest in a process of its own, with its output shown as it comes."""
    say(f"pytest {' '.join(arguments)}{' on PostgreSQL' if extra else ''}")
    return subprocess.run(
        [sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=environment(extra), check=False
    ).returncode


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
