"""Read files as they lie on the disk, the open database's own included, and have nobody read that one otherwise.

SQLite's locks belong to a process, not to a connection: a process that opens the database's file once more and closes
it gives up all that its connections hold (sqlite.org/howtocorrupt.html, 2.2). The next process to leave then believes
to be the last one and removes the write-ahead file, and whoever connects anew is told "disk I/O error". So another
process reads it.
"""

import os
import subprocess
from pathlib import Path
from typing import Any

NAME = "tests.sqlite3"  # tests.settings; a worker's own and the files beside it begin with it


def content(path: Path) -> bytes:
    """Return all bytes of a file, read by a process of its own. Raises: FileNotFoundError, CalledProcessError"""
    read = subprocess.run(["cat", "--", str(path)], capture_output=True, check=False)
    if read.returncode and not path.exists():
        raise FileNotFoundError(path)
    read.check_returncode()
    return read.stdout


def refuse_the_database(event: str, told: tuple[Any, ...]) -> None:
    """Refuse to open the database's files by Python, as an audit hook; SQLite itself asks no hook."""
    if event == "open" and isinstance(told[0], str) and os.path.basename(told[0]).startswith(NAME):
        raise AssertionError("The test database is read by tests.bytes_on_disk: opening it here gives up its locks.")
