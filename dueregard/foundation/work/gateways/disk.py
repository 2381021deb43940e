"""Says whether the disk of the site is full, and whether a fault means that it was.

What is said to whom is decided by the pages; how much a full site still needs is a number here.
"""

import errno
import os
import shutil
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError

# Bytes: below this the site says that it is full, and keeps no other files, so that mail and the log still have room.
RESERVE = 64 * 1024 * 1024
FULL_NUMBERS = {errno.ENOSPC, errno.EDQUOT}
FULL_STATE = "53100"  # PostgreSQL: disk_full
SQLITE_WORDS = "database or disk is full"


def free_bytes() -> int:
    """Return how many bytes an ordinary account can still write where the site keeps its state and its files."""
    places = {Path(settings.STATE)}
    kept = settings.STORAGES["default"]["OPTIONS"].get("location")
    if kept and os.path.isdir(kept):
        places.add(Path(kept))
    return min(shutil.disk_usage(place).free for place in places)


def is_full() -> bool:
    """Tell whether the disk is as good as full."""
    return free_bytes() < RESERVE


def leave_the_reserve() -> None:
    """Refuse to begin what mail may need the room for. Raises: OSError (ENOSPC)"""
    if is_full():
        raise OSError(errno.ENOSPC, "the rest of the disk is kept for mail")


def says_full(fault: BaseException | None) -> bool:
    """Tell whether a fault, or what led to it, was a full disk, as the system, SQLite or PostgreSQL says it."""
    while fault is not None:
        if isinstance(fault, OSError) and fault.errno in FULL_NUMBERS:
            return True
        if isinstance(fault, DatabaseError) and SQLITE_WORDS in str(fault):
            return True
        if getattr(fault, "sqlstate", None) == FULL_STATE:
            return True
        fault = fault.__cause__ or fault.__context__
    return False


def is_from_full_disk(fault: BaseException | None) -> bool:
    """Tell whether a full disk led to a fault. PostgreSQL stops on one, and then only fails to answer."""
    return says_full(fault) or (isinstance(fault, DatabaseError) and is_full())
