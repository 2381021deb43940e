"""What a site keeps on its disk: how much room each kind takes, and the removal of what nobody will ask for again.

A process that is killed leaves its working folder, and a file that had half arrived. Pictures of pages are made anew.
"""

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages
from django.db import connection

from dueregard.foundation.files.gateways.store import ARRIVING
from dueregard.foundation.work.gateways.limits import WORKING

HALF = ".part"  # the ending of a file that has not fully arrived
STALE_AFTER = timedelta(days=2)  # no work on one file takes this long
PICTURES_FOR = timedelta(days=30)

DATABASE, DOCUMENTS, PICTURES, HALF_ARRIVED, WORK, OTHER = (
    "database",
    "letters, documents and recordings",
    "pictures of pages: removed after 30 days, made again when needed",
    "files that only half arrived: removed after 2 days",
    "working folders: removed after 2 days",
    "other",
)
FOLDERS = {"made": PICTURES, ARRIVING: HALF_ARRIVED}  # beside those that apps say they keep (settings.KEPT)


@dataclass(frozen=True, slots=True)
class Room:
    """What one kind of thing takes."""

    kind: str
    files: int
    size: int  # bytes


def rooms() -> list[Room]:
    """Return how much room each kind of thing takes on this machine, the largest first. Looks into every folder."""
    files, sizes = Counter[str](), Counter[str]()
    for kind, _, size, _ in _everything():
        files[kind] += 1
        sizes[kind] += size
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            files[DATABASE], sizes[DATABASE] = 1, cursor.fetchone()[0]
    return sorted((Room(kind, files[kind], sizes[kind]) for kind in files), key=lambda one: -one.size)


def free_room() -> int:
    """Return how many bytes are free where the site keeps its state."""
    return shutil.disk_usage(settings.STATE).free


def remove_leftovers(*, now: datetime) -> int:
    """Remove what was left half done long ago, and old pictures. Returns how many files and folders went."""
    removed = 0
    for kind, path, _, changed_at in _everything():
        kept_for = {PICTURES: PICTURES_FOR, HALF_ARRIVED: STALE_AFTER}.get(kind)
        if kept_for and changed_at < (now - kept_for).timestamp():
            with suppress(FileNotFoundError):
                os.unlink(path)
                removed += 1
    for folder in _working_folders():
        if _last_change(folder) < (now - STALE_AFTER).timestamp():
            _remove(folder)
            removed += 1
    return removed


def _everything() -> Iterator[tuple[str, str, int, float]]:
    """Yield every file of the site with its kind, its path, its size, and when it was changed (seconds since 1970)."""
    kept = _files_folder()
    for path, size, changed_at in _below(settings.STATE):
        is_kept = kept and path.startswith(f"{kept}/")
        yield _kind_in_store(path, kept) if is_kept else _kind(path), path, size, changed_at
    if kept and not kept.startswith(f"{settings.STATE}/"):
        for path, size, changed_at in _below(Path(kept)):
            yield _kind_in_store(path, kept), path, size, changed_at
    for folder in _working_folders():
        for path, size, changed_at in _below(folder):
            yield WORK, path, size, changed_at


def _files_folder() -> str:
    storage = storages["default"]
    return str(storage.location) if isinstance(storage, FileSystemStorage) else ""


def _kind_in_store(path: str, store: str) -> str:
    first = path[len(store) + 1 :].partition("/")[0]
    return HALF_ARRIVED if path.endswith(HALF) else {**settings.KEPT, **FOLDERS}.get(first, DOCUMENTS)


def _kind(path: str) -> str:
    within = Path(path).relative_to(settings.STATE).parts[0]
    if within.startswith("site.sqlite3"):
        return DATABASE
    named = {getattr(settings, folder.setting).name: folder.words for folder in settings.STATE_FOLDERS}
    return named.get(within, OTHER)


def _below(folder: Path) -> Iterator[tuple[str, int, float]]:
    """Yield the files below a folder. What goes meanwhile is passed over; links are not followed."""
    waiting = [str(folder)]
    while waiting:
        with suppress(FileNotFoundError, NotADirectoryError, PermissionError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                with suppress(FileNotFoundError):
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    else:
                        known = entry.stat(follow_symlinks=False)
                        yield entry.path, known.st_size, known.st_mtime


def _working_folders() -> Iterator[Path]:
    """Yield what our own account left in the folder for temporary files under the name that all our work has."""
    for path in Path(tempfile.gettempdir()).glob(f"{WORKING}*"):
        with suppress(FileNotFoundError):
            if path.lstat().st_uid == os.geteuid() and not path.is_symlink():
                yield path


def _last_change(path: Path) -> float:
    with suppress(FileNotFoundError):
        return max([path.stat().st_mtime, *(changed_at for _, _, changed_at in _below(path))])
    return 0.0


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
