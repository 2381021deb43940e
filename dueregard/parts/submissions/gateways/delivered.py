"""The static files of the sealed pages, read once from where they were built, and handed out byte for byte."""

from functools import cache
from pathlib import Path

from django.conf import settings

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}


def delivered_files() -> dict[str, bytes]:
    """Return every file of the sealed pages by its name, with slashes where it lies in a folder."""
    return _read(settings.ROOT / "sealed" / "site")


def type_of(name: str) -> str:
    """Return the type a file is sent as."""
    return TYPES[Path(name).suffix]


@cache
def _read(folder: Path) -> dict[str, bytes]:
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix in TYPES]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
