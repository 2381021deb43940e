"""`./run` starts web server and worker together, mends a fallen worker, and leaves nothing behind when it stops."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.foundation.mail.servers.postfix import answers
from tests.ports import free_port
from tests.processes import ROOT, wait_until


def start(state: Path, port: int, words: Path) -> subprocess.Popen[bytes]:
    """Start a site of its own, as `./run` does."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("DUEREGARD_", "DATABASE_"))
    }
    environment |= {"DJANGO_SETTINGS_MODULE": "dueregard.config.settings", "DUEREGARD_STATE": str(state)}
    command = [str(Path(sys.executable).parent / "dueregard"), "serve", "--port", str(port), "--web-workers", "1"]
    with words.open("ab") as log:
        return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)


def children(number: int) -> dict[int, str]:
    """Return the processes that a process has started, with their command lines."""
    listed = Path(f"/proc/{number}/task/{number}/children").read_text().split()
    found = {}
    for child in map(int, listed):
        try:
            found[child] = Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        except FileNotFoundError:
            continue
    return found


def workers(number: int) -> list[int]:
    """Return those that run quick tasks."""
    command = "dueregard work --queue default"
    return [child for child, line in children(number).items() if line.rstrip().endswith(command)]


@contextmanager
def slow_senders(port: int, count: int) -> Iterator[None]:
    """Hold connections open that begin to send a form and never end."""
    head = "POST /complaint/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n"
    head += f"Cookie: csrftoken={'a' * 32}\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nsays=a"
    with ExitStack() as stack:
        for _ in range(count):
            stack.enter_context(socket.create_connection(("127.0.0.1", port))).sendall(head.encode())
        yield


@pytest.mark.servers
@pytest.mark.timeout(900)
def test_a_site_starts_mends_itself_and_stops_whole(tmp_path: Path) -> None:
    port, words = free_port(), tmp_path / "words"
    site = start(tmp_path / "state", port, words)
    try:
        wait_until(lambda: answers(port) or site.poll() is not None, what="the site", seconds=180)
        assert site.poll() is None, words.read_text()
        with urllib.request.urlopen(f"http://localhost:{port}/", timeout=60) as page:
            assert page.status == 200
        assert f"http://localhost:{port}/join/" in words.read_text()
        with slow_senders(port, 3), urllib.request.urlopen(f"http://localhost:{port}/healthz", timeout=30) as page:
            assert page.status == 200

        again = start(tmp_path / "state", port, tmp_path / "second")
        assert again.wait(timeout=60) != 0
        assert f"Port {port} is taken" in (tmp_path / "second").read_text()

        wait_until(lambda: len(workers(site.pid)) == 1, what="the worker")
        (fallen,) = workers(site.pid)
        os.kill(fallen, signal.SIGKILL)
        wait_until(lambda: bool(workers(site.pid)) and workers(site.pid) != [fallen], what="the next worker")

        left = list(children(site.pid))
        site.send_signal(signal.SIGTERM)
        assert site.wait(timeout=60) == 0
        assert [number for number in left if Path(f"/proc/{number}").exists()] == []
        assert "Due Regard has stopped." in words.read_text()
    finally:
        if site.poll() is None:
            for number in children(site.pid):
                os.kill(number, signal.SIGKILL)
            site.kill()
            site.wait()
