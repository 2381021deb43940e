"""What the site remembers of its back-ups, in its state folder: the last list of each place, and how the last one went.

Lost, it costs one back-up in full. It holds names and hashes of files, and no word of them.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from dueregard.rules.backup.manifest import BackupList, NotAList, read, written

RESTORING = "restoring-"  # begins the name of a folder beside the database that holds what is being restored


class AlreadyRunning(Exception):
    """Another back-up of this site is being made."""


@dataclass(frozen=True, slots=True)
class Last:
    """How the last back-up ended. `fault` is empty where it was made."""

    at: datetime
    place: str
    name: str
    fault: str = ""


@contextmanager
def one_at_a_time() -> Iterator[Path]:
    """Hold the site's folder for back-ups; give it. Raises: AlreadyRunning"""
    folder = Path(settings.BACKUPS)
    folder.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning("Another back-up is being made. Wait until it is done, then try again.") from None
        yield folder
    finally:
        os.close(handle)


def last_list(place: str) -> BackupList | None:
    """Return the list of the last back-up that went to a place, or None where it is not known."""
    try:
        return read(_file(place).read_bytes())
    except (FileNotFoundError, NotAList):
        return None


def remember_list(place: str, one: BackupList) -> None:
    """Keep the list of the back-up that was just made."""
    _write(_file(place), written(one))


def forget_list(place: str) -> None:
    """Have the next back-up to this place write everything."""
    _file(place).unlink(missing_ok=True)


def last_backup() -> Last | None:
    """Return how the last back-up of this site ended; None where none was ever begun."""
    try:
        told = json.loads((Path(settings.BACKUPS) / "last.json").read_text())
        return Last(datetime.fromisoformat(told["at"]), told["place"], told["name"], told["fault"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def remember_last(one: Last) -> None:
    """Keep how it ended."""
    _write(Path(settings.BACKUPS) / "last.json", json.dumps({**asdict(one), "at": one.at.isoformat()}).encode())


def left_open(before: datetime) -> list[Path]:
    """Return the folders in which a back-up or a restore that was stopped left what it was at, not yet encrypted."""
    found = [*Path(settings.BACKUPS).glob("work-*"), *Path(settings.STATE).glob(f"{RESTORING}*")]
    return sorted(path for path in found if path.lstat().st_mtime < before.timestamp())


def _file(place: str) -> Path:
    return Path(settings.BACKUPS) / f"{hashlib.sha256(place.encode()).hexdigest()[:16]}.list"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, exist_ok=True)
    part = path.with_suffix(".part")
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
