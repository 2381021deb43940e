"""The web server that `serve` starts ends a request where its own head says, so nothing slips in behind it."""

import socket
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ports import free_port
from tests.processes import ROOT, environment, wait_until

TOLD = "X-Told: \r\nHost: northport.example\r\n"


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer with the address that was asked for and the body that came, between marks."""
    body = environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
    return [f"[{environ['PATH_INFO']}|".encode() + body + b"]"]


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Run granian as `serve` does, with the application above."""
    number, words = free_port(), tmp_path_factory.mktemp("granian") / "words"
    command = [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--port", str(number)]
    command += ["--workers", "1", "--no-ws", "--log-level", "warning", "tests.faults.test_two_lengths:application"]
    with words.open("ab") as log:
        process = subprocess.Popen(command, env=environment(), cwd=ROOT, stdout=log, stderr=log)
    try:
        wait_until(lambda: said(number, f"GET / HTTP/1.1\r\n{TOLD}Connection: close\r\n\r\n") != b"", what="the server")
        yield number
    finally:
        process.terminate()
        process.wait()


def said(port: int, request: str) -> bytes:
    """Send bytes as they are and return all that comes back until the server closes or is silent."""
    got = bytearray()
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
            line.sendall(request.encode())
            line.settimeout(2)
            while piece := line.recv(65536):
                got += piece
    except OSError:
        pass
    return bytes(got)


@pytest.mark.parametrize(
    "head",
    [
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 400\r\n",
    ],
)
def test_a_request_of_two_lengths_is_one_request_or_none(port: int, head: str) -> None:
    got = said(port, f"POST /first HTTP/1.1\r\n{TOLD}{head}Connection: close\r\n\r\n5\r\nhello\r\n0\r\n\r\n")
    assert b"[/first|hello]" in got or b" 400 " in got
    assert b"5\r\nh" not in got


@pytest.mark.parametrize(
    "head",
    [
        "Content-Length: 5\r\nContent-Length: 6\r\n",
        "Content-Length: +5\r\n",
        "Content-Length: 5, 6\r\n",
        "Content-Length: -1\r\n",
        "Transfer-Encoding: identity, chunked2\r\n",
    ],
)
def test_a_length_that_two_servers_could_read_in_two_ways_is_refused(port: int, head: str) -> None:
    got = said(port, f"POST /first HTTP/1.1\r\n{TOLD}{head}Connection: close\r\n\r\nhello")
    assert b"[/first|" not in got
    assert b"200 OK" not in got


def test_two_requests_on_one_line_are_two_answers(port: int) -> None:
    one = f"POST /first HTTP/1.1\r\n{TOLD}Content-Length: 5\r\n\r\nhello"
    got = said(port, one + f"GET /second HTTP/1.1\r\n{TOLD}Connection: close\r\n\r\n")
    assert got.count(b"200 OK") == 2
    assert got.index(b"[/first|hello]") < got.index(b"[/second|]")
