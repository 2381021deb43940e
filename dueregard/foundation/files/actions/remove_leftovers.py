"""Removes what killed processes left half done, and pictures that can be drawn again. No row knows of any of it."""

import logging
from datetime import datetime

from dueregard.foundation.files.gateways import room

log = logging.getLogger("dueregard.files")


def remove_leftovers(*, now: datetime) -> int:
    """Remove what is old enough to be nobody's work. Returns how many files and folders went."""
    removed = room.remove_leftovers(now=now)
    if removed:
        log.info("removed %s files and folders that are no longer needed", removed)
    return removed
