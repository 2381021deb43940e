"""Many visitors at once, in a process of their own: how many answers a second they get, how long the slowest wait.

Each keeps one connection, asks, reads the whole answer, and asks again. They take processor time from the server, of
every page alike.
"""

import json
import selectors
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from urllib.request import urlopen

HEAD = "GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\n\r\n"


@dataclass(frozen=True)
class Seen:
    """Answers a second, how long in ms the hundredth part waited that waited longest, and answers that were not 200."""

    rate: float
    p99: float
    wrong: int


def crowd(port: int, paths: list[str], *, clients: int = 50, seconds: float = 3.0) -> Seen:
    """Let so many visitors ask for these pages in turn, after a second to warm up."""
    told = json.dumps([port, paths, clients, seconds])
    done = subprocess.run(
        [sys.executable, "-m", "bench.crowd", told], cwd=Path(__file__).parents[1], check=True, capture_output=True
    )
    return Seen(*json.loads(done.stdout))


@dataclass
class Visitor:
    """One connection, and the answer that is on its way."""

    line: socket.socket
    asked_at: float = 0.0
    got: bytearray = field(default_factory=bytearray)
    wanted: int = 0  # bytes of the whole answer, once its head is there

    def ask(self, question: bytes) -> None:
        self.got.clear()
        self.wanted, self.asked_at = 0, time.perf_counter()
        self.line.sendall(question)

    def hear(self) -> bool:
        """Read on; tell whether the answer is whole. Raises: ConnectionError"""
        piece = self.line.recv(1 << 18)
        if not piece:
            raise ConnectionError("the server hung up")
        self.got += piece
        if not self.wanted and (end := self.got.find(b"\r\n\r\n")) >= 0:
            head = bytes(self.got[:end]).lower()
            self.wanted = end + 4 + int(head.split(b"content-length:")[1].split(b"\r\n")[0])
        return 0 < self.wanted <= len(self.got)


def main(port: int, paths: list[str], clients: int, seconds: float) -> None:
    """Ask and count; print the figures."""
    for path in paths * 4:  # each process of the server has been asked for each
        with urlopen(f"http://127.0.0.1:{port}{path}") as answer:
            answer.read()
    questions = cycle([HEAD.format(path).encode() for path in paths])
    chooser, waits, wrong = selectors.DefaultSelector(), [], 0
    for _ in range(clients):
        visitor = Visitor(socket.create_connection(("127.0.0.1", port)))
        chooser.register(visitor.line, selectors.EVENT_READ, visitor)
        visitor.ask(next(questions))
    warm = time.perf_counter() + 1.0
    until = warm + seconds
    while (now := time.perf_counter()) < until:
        for key, _ in chooser.select(0.1):
            visitor = key.data
            if not visitor.hear():
                continue
            if now >= warm:
                waits.append(time.perf_counter() - visitor.asked_at)
                wrong += not visitor.got.startswith(b"HTTP/1.1 200")
            visitor.ask(next(questions))
    waits.sort()
    print(json.dumps([len(waits) / seconds, waits[int(len(waits) * 0.99)] * 1000, wrong]))


if __name__ == "__main__":
    main(*json.loads(sys.argv[1]))
