"""Writes packs as files: into a folder, or bound into a zip; and unpacks a zip that a stranger made, within limits.

What is in the files is said by `queries`; whether they are a pack, by `folder.py`.
"""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from dueregard.foundation.packs.gateways.folder import LARGEST_FILE, MOST_TEXTS, PackHasFaults, Problem
from dueregard.rules.text.lines import writable

LARGEST_ZIP = 20_000_000  # bytes, packed
MADE = (2026, 1, 1, 0, 0, 0)  # of every file in a zip, so that equal packs make equal zips
_INSIDE = re.compile(r"(?:[a-z0-9-]+/)?(?:[a-z0-9-]+/)?[A-Za-z0-9.-]+")


class FolderIsNotEmpty(Exception):
    """The folder holds something already; nothing was written."""


def write_folder(files: Mapping[str, str], folder: Path) -> None:
    """Write the files into a folder that is new or empty. Raises: FolderIsNotEmpty"""
    if folder.exists() and any(folder.iterdir()):
        raise FolderIsNotEmpty(folder)
    for path, content in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(writable(content), encoding="utf-8")


def as_zip(files: Mapping[str, str]) -> bytes:
    """Return the files as a zip; equal files give equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, MADE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            bundle.writestr(entry, writable(files[path]).encode())
    return out.getvalue()


@contextmanager
def as_folder(place: Path) -> Iterator[Path]:
    """Give a pack as a folder: itself, or a zip unpacked for as long as it is needed. Raises: PackHasFaults"""
    if not zipfile.is_zipfile(place):
        yield place
        return
    with tempfile.TemporaryDirectory() as made:
        _unpack(place, Path(made))
        found = sorted(Path(made).rglob("pack.toml"), key=lambda one: len(one.parts))
        yield found[0].parent if found else Path(made)


def _unpack(place: Path, folder: Path) -> None:
    if place.stat().st_size > LARGEST_ZIP:
        raise PackHasFaults([Problem(place.name, 0, f"The zip is larger than {LARGEST_ZIP:,} bytes.")])
    with zipfile.ZipFile(place) as bundle:
        entries = [one for one in bundle.infolist() if not one.is_dir()]
        problems = [Problem(one.filename, 0, says) for one in entries if (says := _fault(one))]
        if len(entries) > MOST_TEXTS:
            problems.append(Problem(place.name, 0, f"{len(entries)} files are more than a pack can have."))
        if problems:
            raise PackHasFaults(problems)
        for one in entries:
            target = folder / one.filename
            target.parent.mkdir(parents=True, exist_ok=True)
            with bundle.open(one) as source:
                target.write_bytes(source.read(LARGEST_FILE + 1))


def _fault(entry: zipfile.ZipInfo) -> str:
    if not _INSIDE.fullmatch(entry.filename) or ".." in entry.filename:
        return "A file with this name does not belong in a pack."
    if entry.file_size > LARGEST_FILE:
        return f"The file is larger than {LARGEST_FILE:,} bytes."
    return ""
