"""The files of this site, as a back-up reads them and a restored site takes them: kept files, folders, keys."""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, default_storage, storages

from dueregard.foundation.files.gateways.bucket import BucketStorage
from dueregard.rules.backup.choice import COPIED, MADE_AGAIN

FILES, STATE = "files", "state"


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the site: its path in the back-up, its size in bytes, and how to open it."""

    path: str
    size: int
    open: Callable[[], BinaryIO]


def kept_files() -> Iterator[Source]:
    """Yield the files that the site keeps, but those that it makes again. Raises: OSError"""
    again = made_again()
    for name, size in _names_in_store():
        if name.partition("/")[0] not in again:
            yield Source(f"{FILES}/{name}", size, partial(_open_kept, name))


def made_again() -> set[str]:
    """Return the folders of the store whose files the site makes again."""
    return {*settings.KEPT, *MADE_AGAIN}


def files_beside() -> Iterator[Source]:
    """Yield the keys and lists beside the database."""
    for name in COPIED:
        path = Path(settings.STATE) / name
        if path.is_file():
            yield Source(f"{STATE}/{name}", path.stat().st_size, partial(open_file, path))


def files_in_folder(name: str) -> Iterator[Source]:
    """Yield what an app keeps in a folder of its own and wants in a back-up."""
    folder = backed_up_folders()[name]
    for path, size in below(folder):
        yield Source(f"{name}/{path.relative_to(folder)}", size, partial(open_file, path))


def backed_up_folders() -> dict[str, Path]:
    """Return the folders of apps that a back-up holds: the name in the back-up and the place on this disk."""
    return {one.name: Path(getattr(settings, one.setting)) for one in settings.STATE_FOLDERS if one.backed_up}


def refuse_within_site(place: Path | None) -> None:
    """Refuse a folder for back-ups that lies in the site's own, or around it. Raises: OSError

    The site removes from the place what no back-up needs: there it would be what the site itself keeps.
    """
    store = storages["default"]
    kept = [store.path("")] if isinstance(store, FileSystemStorage) else []
    for folder in (settings.STATE, *kept, *backed_up_folders().values()):
        own = Path(str(folder)).resolve()
        if place is not None and (place.is_relative_to(own) or own.is_relative_to(place)):
            words = "The place for back-ups and the folder of the site lie one in the other. Name another place"
            raise OSError(errno.EINVAL, words, str(place))


def has_files() -> bool:
    """Tell whether this site keeps any file yet."""
    return any(True for _ in kept_files()) or any(True for one in backed_up_folders() for _ in files_in_folder(one))


def take_in(folder: Path) -> None:
    """Move restored files to their places. The folder holds what a back-up has, and is on the site's own disk.

    Raises: OSError
    """
    for path, _ in below(folder / FILES):
        _take_kept(path, str(path.relative_to(folder / FILES)))
    for path, _ in below(folder / STATE):
        _move(path, Path(settings.STATE) / path.name)
    for name, target in backed_up_folders().items():
        for path, _ in below(folder / name):
            _move(path, target / path.relative_to(folder / name))


def _take_kept(path: Path, name: str) -> None:
    store = storages["default"]
    if isinstance(store, FileSystemStorage):
        _move(path, Path(store.path(name)))
        return
    with path.open("rb") as file:
        store.save(name, File(file))


def _move(path: Path, target: Path) -> None:
    for folder in (*reversed(target.parent.parents), target.parent):
        folder.mkdir(mode=0o700, exist_ok=True)
    path.chmod(0o600)
    shutil.move(path, target)


def open_file(path: Path) -> BinaryIO:
    """Open a file of this disk. Raises: FileNotFoundError"""
    return path.open("rb")


def _open_kept(name: str) -> BinaryIO:
    return cast(BinaryIO, default_storage.open(name))


def _names_in_store() -> Iterator[tuple[str, int]]:
    store = storages["default"]
    if isinstance(store, BucketStorage):
        yield from store.sizes("")
        return
    root = Path(store.path(""))
    for path, size in below(root):
        yield str(path.relative_to(root)), size


def below(folder: Path) -> Iterator[tuple[Path, int]]:
    """Yield the files below a folder in the order of their names. What goes meanwhile is passed over.

    Raises: OSError where something cannot be read, or is a link: a back-up without it would not be whole.
    """
    if not folder.is_dir():
        return
    for parent, folders, names in os.walk(folder, onerror=_refuse_unread):
        folders.sort()
        if links := [name for name in (*folders, *names) if Path(parent, name).is_symlink()]:
            words = "It is a link, which no back-up follows. Put there what it leads to"
            raise OSError(errno.ELOOP, words, str(Path(parent, links[0])))
        for name in sorted(names):
            path = Path(parent) / name
            try:
                if path.is_file():
                    yield path, path.stat().st_size
            except FileNotFoundError:
                continue


def _refuse_unread(fault: OSError) -> None:
    if not isinstance(fault, FileNotFoundError):
        raise fault
