"""Has a public copy made by a limited child process, watches its clock, and leaves nothing of its work behind.

What is taken out and whether the result may be shown is decided by the callers.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from dueregard.foundation.work.gateways.limited_child import start_child
from dueregard.foundation.work.gateways.limits import WORKING
from dueregard.rules.documents.reading import CouldNotRead, Reason

SECONDS_TO_START = 180.0  # a machine that is busy with other readers may take long
SECONDS_TO_ANSWER = 900.0  # on a busy machine; a page of dense print is recognised in a few seconds
_CHUNK = 1 << 16
_SIGXCPU = 24


class Copier:
    """The child, asked one thing at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        path = {"PATH": os.environ.get("PATH", os.defpath)}  # it calls Tesseract
        module = "dueregard.records.redaction.gateways.copier_child"
        self._process = start_child(module, stdin=subprocess.PIPE, stdout=subprocess.PIPE, extra=path)
        self._rest = b""

    def __enter__(self) -> Copier:
        """Wait until the child has given up its rights."""
        try:
            self.ask("start", seconds=SECONDS_TO_START, folder=str(self.folder))
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, where: TracebackType | None
    ) -> None:
        """End the child and whatever it started."""
        self._end()

    def ask(self, do: str, *, seconds: float = SECONDS_TO_ANSWER, **request: Any) -> dict[str, Any]:
        """Ask for one thing. Raises: CouldNotRead"""
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # then the answer says why it is gone
            self._process.stdin.write(json.dumps({"do": do, **request}).encode() + b"\n")
        answer: dict[str, Any] = json.loads(self._line(time.monotonic() + seconds))
        if "fault" in answer:
            raise CouldNotRead(Reason(answer["fault"]), answer.get("detail", ""))
        return answer

    def _line(self, deadline: float) -> bytes:
        assert self._process.stdout is not None
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            while b"\n" not in self._rest:
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    raise CouldNotRead(Reason.TOO_LONG)
                chunk = os.read(self._process.stdout.fileno(), _CHUNK)
                if not chunk:
                    raise CouldNotRead(self._why_it_ended())
                self._rest += chunk
        line, _, self._rest = self._rest.partition(b"\n")
        return line

    def _why_it_ended(self) -> Reason:
        try:
            status = self._process.wait(5)
        except subprocess.TimeoutExpired:
            return Reason.CRASHED
        return Reason.TOO_LONG if status == -_SIGXCPU else Reason.CRASHED

    def _end(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, 9)  # Tesseract too
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


@contextmanager
def copier() -> Iterator[Copier]:
    """Give a child with a folder of its own; both are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix=WORKING) as folder, Copier(Path(folder)) as made:
        yield made
