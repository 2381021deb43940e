"""Two hundred readers at once on the real web server: all are answered, and PostgreSQL keeps connections free."""

import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.builders import make_body
from tests.over_http import OverHttp
from tests.ports import free_port
from tests.processes import ROOT, database_url, environment, wait_until

READERS, PROCESSES, MOST = 200, 2, 16
OURS = "application_name = 'burst'"
PATH = "/bodies/"


@contextmanager
def web_server(folder: Path) -> Iterator[int]:
    """Run granian as `serve` starts it on the test's database, and yield its port."""
    port, words = free_port(), folder / "words"
    command = [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--port", str(port)]
    command += ["--workers", str(PROCESSES), "--blocking-threads", "64", "--no-ws", "--log-level", "warning"]
    with words.open("ab") as log:
        process = subprocess.Popen(
            [*command, "dueregard.config.wsgi:application"],
            env=environment(PGAPPNAME="burst"),
            cwd=ROOT,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )

    def answers() -> bool:
        assert process.poll() is None, words.read_text()
        try:
            return OverHttp(port).get(PATH).status_code == 200
        except OSError:
            return False

    try:
        wait_until(answers, what="the web server")
        yield port
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


class Watcher:
    """Counts how many connections the web server holds at the same time, from one of its own."""

    def __init__(self) -> None:
        self.most = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> "Watcher":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        with psycopg.connect(database_url(), autocommit=True) as database:
            while not self._stop.wait(0.02):
                row = database.execute(f"SELECT count(*) FROM pg_stat_activity WHERE {OURS}").fetchone()
                self.most = max(self.most, row[0] if row else 0)


def ask_all_at_once(port: int) -> Counter[int]:
    """Have every reader ask at the same moment; return how often each status came."""
    ready = threading.Barrier(READERS)
    answers: list[int] = []

    def read() -> None:
        ready.wait()
        answers.append(OverHttp(port).get(PATH).status_code)

    readers = [threading.Thread(target=read) for _ in range(READERS)]
    for one in readers:
        one.start()
    for one in readers:
        one.join()
    return Counter(answers)


@pytest.mark.servers
@pytest.mark.django_db(transaction=True)
def test_two_hundred_readers_at_once_are_all_answered_with_few_connections(tmp_path: Path) -> None:
    make_body()
    with web_server(tmp_path) as port:
        if connection.vendor != "postgresql":  # SQLite has no connections to run out of
            assert ask_all_at_once(port) == {200: READERS}
            return
        with Watcher() as watcher:
            assert ask_all_at_once(port) == {200: READERS}
    assert 1 <= watcher.most <= PROCESSES * MOST
