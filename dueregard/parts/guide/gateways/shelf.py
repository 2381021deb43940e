"""The files of the guide in print, under their own hash, apart from what others sent: made anew when they are gone."""

from typing import BinaryIO, cast

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from dueregard.foundation.files.gateways.store import digest_of


def put(content: bytes) -> str:
    """Lay a file on the shelf and return the hash that is its name."""
    digest = digest_of(content)
    if not has(digest):
        default_storage.save(_path(digest), ContentFile(content))
    return digest


def has(digest: str) -> bool:
    """Tell whether a file lies there."""
    return default_storage.exists(_path(digest))


def open_file(digest: str) -> BinaryIO:
    """Open a file for reading. Raises: FileNotFoundError"""
    return cast(BinaryIO, default_storage.open(_path(digest)))


def remove(digest: str) -> None:
    """Take a file from the shelf, if it lies there."""
    default_storage.delete(_path(digest))


def _path(digest: str) -> str:
    return f"prints/{digest}"
