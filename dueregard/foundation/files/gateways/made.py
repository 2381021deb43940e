"""Files made from kept ones, such as pictures of pages: named by what they were made from, and made anew when gone.

Whoever may see such a file is decided by whoever hands it out. Nothing here is worth a backup.
"""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from dueregard.foundation.work.gateways.disk import leave_the_reserve


def name_of(*made_from: str | int) -> str:
    """Return the name of what is made from these things: the hash of the file, the page, the size."""
    return hashlib.sha256("\n".join(map(str, made_from)).encode()).hexdigest()


def get_made(name: str) -> bytes | None:
    """Return what was made under this name, or None when it must be made."""
    try:
        with default_storage.open(_path(name)) as file:
            content: bytes = file.read()
    except FileNotFoundError:
        return None
    return content or None  # an empty file is what a full disk left


def put_made(name: str, content: bytes) -> None:
    """Keep what was made. Two who make the same at once do each other no harm. Raises: OSError"""
    if get_made(name) is not None:
        return
    leave_the_reserve()
    if default_storage.exists(_path(name)):
        default_storage.delete(_path(name))
    default_storage.save(_path(name), ContentFile(content))


def remove_all_made() -> int:
    """Remove everything that was made, so that nothing made from erased bytes stays. Returns how many files went."""
    removed = 0
    try:
        folders, _ = default_storage.listdir("made")
    except FileNotFoundError:
        return 0
    for folder in folders:
        for name in default_storage.listdir(f"made/{folder}")[1]:
            default_storage.delete(f"made/{folder}/{name}")
            removed += 1
    return removed


def _path(name: str) -> str:
    return f"made/{name[:2]}/{name}"
