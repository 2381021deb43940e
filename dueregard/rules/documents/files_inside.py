"""Decides which files inside a file are taken out: so many, so deep, so large, all files of the outermost one together.

Pure. A file inside that was taken out before (a zip that holds itself) is the same document, and is not read again.
"""

from dueregard.rules.documents.reading import Reason

MOST_DEPTH = 8
MOST_FILES = 5_000
MOST_BYTES = 10 * 1024**3


def why_not_taken_out(*, depth: int, files: int, size: int, total: int) -> Reason | None:
    """Return why a file is left inside, or None.

    `depth` is how many files it lies in; `files` and `total` are what was taken out of the outermost file so far, in
    number and bytes; `size` is its own.
    """
    if depth > MOST_DEPTH:
        return Reason.TOO_DEEP
    if files >= MOST_FILES:
        return Reason.TOO_MANY
    return Reason.TOO_LARGE if total + size > MOST_BYTES else None
