"""A site of its own for a bench: a temporary state folder with a migrated database, and a web server on it."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from socket import socket

import django


def make_site() -> Path:
    """Set Django up on a new folder and make its tables. Call once in a process, before any model is imported."""
    state = Path(tempfile.mkdtemp(prefix="dueregard-bench-"))
    atexit.register(shutil.rmtree, state, ignore_errors=True)
    os.environ.update(DUEREGARD_STATE=str(state), DJANGO_SETTINGS_MODULE="dueregard.config.settings")
    os.environ.pop("DATABASE_URL", None)
    django.setup()
    manage("migrate", "-v0")
    manage("collectstatic", "-v0", "--noinput")
    return state


def manage(*arguments: str) -> None:
    """Run one of the site's commands in a process of its own."""
    subprocess.run([sys.executable, "manage.py", *arguments], check=True, cwd=Path(__file__).parents[1])


@contextmanager
def served(**more: str) -> Iterator[int]:
    """Yield the port of the site's own web server, as `serve` starts it: two workers, 64 threads each at most.

    `more` is added to its environment.
    """
    with socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "64"]
    server = subprocess.Popen(
        [*granian, "--port", str(port), "--no-access-log", "--log-level", "error", "dueregard.config.wsgi:application"],
        cwd=Path(__file__).parents[1],
        env={**os.environ, **more},
    )
    try:
        for _ in range(300):
            with socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait()


@contextmanager
def busy_with_nothing() -> Iterator[None]:
    """Keep the workers of an idle site going beside: hearts beat, and periodic work is given out and done."""
    here = Path(__file__).parents[1]
    own = [["work", "--queue", "default"], ["work", "--queue", "slow"], ["index", "run"]]
    others = [subprocess.Popen([sys.executable, "manage.py", *one], cwd=here, stderr=subprocess.DEVNULL) for one in own]
    try:
        yield
    finally:
        for one in others:
            one.terminate()
        for one in others:
            one.wait()


def rate(port: int, path: str, *, cookie: str = "", count: int = 150) -> float:
    """Return answers a second over one kept connection, after a warm-up. Raises: RuntimeError for any answer but 200"""
    connection = HTTPConnection("127.0.0.1", port)
    headers = {"Host": "localhost", **({"Cookie": cookie} if cookie else {})}
    for _ in range(10):
        _get(connection, path, headers)
    began = time.perf_counter()
    for _ in range(count):
        _get(connection, path, headers)
    return count / (time.perf_counter() - began)


def _get(connection: HTTPConnection, path: str, headers: dict[str, str]) -> None:
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
