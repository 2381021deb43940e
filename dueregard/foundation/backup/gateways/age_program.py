"""Closes what goes into a back-up with the `age` program, to keys whose other half is not on this server.

The site can therefore write back-ups and not read them. Opening is for whoever restores, with a key file of their own.
"""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

PROGRAM = "age"


class NoAge(Exception):
    """The program is not installed."""


class AgeRefused(Exception):
    """The program would not do it; its words."""


@contextmanager
def closing(path: Path, recipients: Sequence[str]) -> Iterator[BinaryIO]:
    """Give a stream; what is written to it stands closed in the file when this ends. Raises: NoAge, AgeRefused"""
    told = [part for one in recipients for part in ("-r", one)]
    process = _start([*told, "-o", str(path)], stdin=subprocess.PIPE)
    stream = cast(BinaryIO, process.stdin)
    try:
        try:
            yield stream
        finally:
            _close(stream)
            words = _ended(process)
    except BrokenPipeError:
        raise AgeRefused(words or "it stopped before the end") from None
    if process.returncode or not path.exists():  # 1.1.1 ends well and writes no file where it was given nothing
        raise AgeRefused(words or f"it ended with {process.returncode}")


@contextmanager
def opening(path: Path, identity: Path) -> Iterator[BinaryIO]:
    """Give what a file holds, as a stream. Whoever reads must read to the end: only then is the file known to be whole.

    Raises: NoAge, AgeRefused
    """
    process = _start(["-d", "-i", str(identity), str(path)], stdout=subprocess.PIPE)
    stream = cast(BinaryIO, process.stdout)
    try:
        yield stream
        while stream.read(1 << 20):
            pass
    except BaseException:
        process.kill()  # or it would wait for ever for somebody to read on
        raise
    finally:
        stream.close()
        words = _ended(process)
    if process.returncode:
        raise AgeRefused(words or f"it ended with {process.returncode}")


def check(recipients: Sequence[str]) -> None:
    """Refuse keys that age does not take, before anything is copied. Raises: NoAge, AgeRefused"""
    told = [part for one in recipients for part in ("-r", one)]
    process = _start(told, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    stream = cast(BinaryIO, process.stdin)
    _write(stream, b"a trial")
    _close(stream)
    words = _ended(process)
    if process.returncode:
        raise AgeRefused(words or f"it ended with {process.returncode}")


def _start(
    options: list[str], stdin: int = subprocess.DEVNULL, stdout: int = subprocess.DEVNULL
) -> "subprocess.Popen[bytes]":
    program = shutil.which(PROGRAM)
    if program is None:
        raise NoAge("Back-ups are closed with age, which is not installed. As root: apt-get install age")
    return subprocess.Popen([program, *options], stdin=stdin, stdout=stdout, stderr=subprocess.PIPE)  # noqa: S603 (a fixed program)


def _ended(process: "subprocess.Popen[bytes]") -> str:
    """Wait for the program; return its first sentence. It says little, so its words never fill the pipe."""
    words = cast(BinaryIO, process.stderr)
    with words:
        told = words.read().decode("utf-8", "replace")
    process.wait()
    first = told.strip().splitlines()[:1]
    return first[0].removeprefix("age: ").removeprefix("error: ") if first else ""


def _close(stream: BinaryIO) -> None:
    try:
        stream.close()
    except BrokenPipeError:
        return  # it stopped reading; how it ended says why


def _write(stream: BinaryIO, content: bytes) -> None:
    try:
        stream.write(content)
        stream.flush()
    except BrokenPipeError:
        return
