"""Keeps the journal of sending: a file beside the database with a line before each letter leaves, and one after.

A database that is laid back from a back-up has forgotten what left since; this file has not. It is only ever added to.
Its first line holds its name and its place on the disk: a copy of it has another, and may be as old as the back-up.
"""

import contextlib
import fcntl
import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dueregard.rules.mail.left_before import Line, Step

HEAD = "journal of sending 1"
LONGEST_ANSWER = 200
# FS_IOC_GETVERSION on 64-bit Linux. A file system gives the number of a deleted file to the next one, in another
# generation: ext4, XFS and Btrfs tell it, others do not. Source: ioctl_iflags(2), linux/fs.h
GENERATION = 0x80087601


class JournalAway(Exception):
    """The journal cannot be read or written: without its line no letter may leave."""


@dataclass(frozen=True, slots=True)
class Found:
    """A journal that is there: its name, whether it is still where it was begun, and its length in bytes."""

    name: uuid.UUID
    is_in_place: bool
    size: int


def find(path: Path) -> Found | None:
    """Look at the journal; None where there is none, or something else. Raises: JournalAway"""
    try:
        with path.open("rb") as file:
            head = file.readline(300).decode("ascii", "replace").rstrip("\n").split("\t")
            size, is_in_place = os.fstat(file.fileno()).st_size, _is_place(head[-1], file.fileno())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise JournalAway(f"the journal of sending cannot be read ({error.strerror})") from error
    if len(head) != 3 or head[0] != HEAD:
        return None
    try:
        return Found(uuid.UUID(head[1]), is_in_place, size)
    except ValueError:
        return None


def begin(path: Path) -> Found:
    """Begin a journal; whatever stood there is kept under another name. Two that begin at once have one.

    It is complete before it has its name, so nobody reads half a first line. Raises: JournalAway
    """
    name = uuid.uuid4()
    part = path.with_name(f"{path.name}.{name.hex[:8]}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone_in(path.parent) as folder:
            found = find(path)
            if found is not None and found.is_in_place:  # another process was quicker: its journal is the site's
                return found
            size = _write_head(part, name)
            if path.exists():
                path.rename(path.with_name(f"{path.name}.before-{name.hex[:8]}"))
            part.rename(path)
            os.fsync(folder)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise JournalAway(f"the journal of sending cannot be begun ({error.strerror})") from error
    return Found(name, True, size)


def write_begun(path: Path, *, message_id: str, begun_at: datetime) -> None:
    """Write that a letter begins to leave; the line is on the disk when this returns. Raises: JournalAway"""
    try:
        _add(path, Line(Step.BEGUN, message_id, begun_at), on_disk=True)
    except OSError as error:
        raise JournalAway(f"the journal of sending cannot be written ({error.strerror})") from error


def write_ended(path: Path, *, step: Step, message_id: str, begun_at: datetime, answer: str = "") -> bool:
    """Write how it ended. Says whether it could: without this line the letter is unsure after a restore, no more."""
    try:
        _add(path, Line(step, message_id, begun_at, answer), on_disk=False)
    except OSError:
        return False
    return True


def lines_after(path: Path, place: int) -> tuple[list[Line], int]:
    """Return the whole lines after a place in the file, and the place where they end. Raises: JournalAway

    What is returned is on the disk: a power cut never makes the file shorter than the database knows it.
    """
    try:
        with path.open("rb") as file:
            os.fdatasync(file.fileno())
            file.seek(place)
            added = file.read()
    except OSError as error:
        raise JournalAway(f"the journal of sending cannot be read ({error.strerror})") from error
    whole = added[: added.rfind(b"\n") + 1]
    lines = [line for text in whole.decode("utf-8", "replace").split("\n") if (line := _line(text)) is not None]
    return lines, place + len(whole)


def _add(path: Path, line: Line, *, on_disk: bool) -> None:
    # A line begins with an end of line too: what a power cut left of the one before never spoils this one.
    answer = " ".join(line.answer.split())[:LONGEST_ANSWER]
    text = f"\n{line.step.value}\t{line.message_id}\t{line.begun_at.isoformat()}\t{answer}\n"
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)
    try:
        content = text.encode()
        if os.write(file, content) != len(content):
            raise OSError(28, os.strerror(28))
        if on_disk:
            os.fdatasync(file)
    finally:
        os.close(file)


def _line(text: str) -> Line | None:
    fields = text.split("\t")
    if len(fields) != 4:
        return None
    try:
        return Line(Step(fields[0]), fields[1], datetime.fromisoformat(fields[2]), fields[3])
    except ValueError:  # the first line, or what a power cut left
        return None


@contextlib.contextmanager
def _alone_in(folder: Path) -> Iterator[int]:
    """Hold other processes off this folder, and yield its descriptor."""
    place = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(place, fcntl.LOCK_EX)
        yield place
    finally:
        os.close(place)


def _write_head(part: Path, name: uuid.UUID) -> int:
    """Write the first line of a new journal to the disk. Returns its length in bytes."""
    file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        size = os.write(file, f"{HEAD}\t{name}\t{_place(file)}\n".encode("ascii"))
        os.fsync(file)
    finally:
        os.close(file)
    return size


def _place(file: int) -> str:
    """Name the place of an open file: its number, and its generation where the file system tells."""
    number = str(os.fstat(file).st_ino)
    try:
        generation = int.from_bytes(fcntl.ioctl(file, GENERATION, bytes(8)), "little")
    except OSError:
        return number
    return f"{number}-{generation}"


def _is_place(written: str, file: int) -> bool:
    """Tell whether an open file is where a first line says; a generation that only one of the two has is left out."""
    numbers, now = written.split("-"), _place(file).split("-")
    shorter = min(len(numbers), len(now))
    return numbers[:shorter] == now[:shorter]
