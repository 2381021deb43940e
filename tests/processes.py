"""Starts the site's own commands as real processes on the database of the running test."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]


def database_url() -> str:
    """Return the address of the test's own database, as a child process needs it."""
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{at['NAME']}"
    password = f":{at['PASSWORD']}" if at["PASSWORD"] else ""
    host = str(at["HOST"]).replace("/", "%2F")
    return f"postgres://{at['USER']}{password}@{host}:{at['PORT'] or 5432}/{at['NAME']}"


def environment(settings_module: str = "tests.settings", **more: str) -> dict[str, str]:
    """Return the environment of a child process that works on the test's database and files."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": settings_module,
        "DATABASE_URL": database_url(),
        "DUEREGARD_STATE": str(settings.STATE),
        "DUEREGARD_MAIL_JOURNAL": str(settings.MAIL_JOURNAL),
        "PYTHONPATH": str(ROOT),
        **more,
    }


@contextmanager
def command(
    *args: str, log: Path, settings_module: str = "tests.settings", **more: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Run `dueregard` with these arguments; its words go to the log. What still runs at the end is killed."""
    with log.open("ab") as words:
        process = subprocess.Popen(
            [sys.executable, "-c", "from dueregard.config.command import main; main()", *args],
            env=environment(settings_module, **more),
            cwd=ROOT,
            stdout=words,
            stderr=words,
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.wait()


def wait_until(is_so: Callable[[], bool], *, what: object, seconds: float = 240.0) -> None:
    """Look again and again until it is so; what never comes is an error with its name, not a slow test.

    Whoever has waited long looks less often, so that looking takes little from what is waited for.
    """
    began = time.monotonic()
    while not is_so():
        waited = time.monotonic() - began
        assert waited < seconds, f"never came: {what}"
        time.sleep(min(max(0.05, waited / 20), 0.5))
