"""How soon an installed site answers: `./run` a second time, until the first page has come, against five seconds."""

import os
import signal
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.figures import Figure
from tests.ports import free_port

ROOT = Path(__file__).parents[1]
LIMIT_SECONDS = 5.0
TIMES = 5


def run() -> Iterator[Figure]:
    """Start a new site once, then again and again."""
    with tempfile.TemporaryDirectory(prefix="dueregard-bench-") as state:
        port = free_port()
        first = seconds_to_a_page(state, port)
        again = median(seconds_to_a_page(state, port) for _ in range(TIMES))
    yield Figure("the first start of a new site, until its first page has come", first, LIMIT_SECONDS, "seconds", None)
    yield Figure("any later start, against the limit", again, LIMIT_SECONDS, "seconds", 1.0)


def seconds_to_a_page(state: str, port: int) -> float:
    """Start the site with `./run`, and stop it; return how long its home page took to come."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DUEREGARD_", "DATABASE_"))}
    command = ["./run", "--port", str(port)]
    began = time.perf_counter()
    site = subprocess.Popen(
        command, env=kept | {"DUEREGARD_STATE": state}, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while True:
            try:
                with urllib.request.urlopen(f"http://localhost:{port}/", timeout=60) as page:
                    page.read()
                return time.perf_counter() - began
            except OSError:
                if site.poll() is not None:
                    raise RuntimeError("The site ended by itself; ./run says why.") from None
                time.sleep(0.01)
    finally:
        site.send_signal(signal.SIGTERM)
        site.wait()
