"""The file beside the database that names what was erased: a back-up laid back is then erased again.

A line holds a model, a key and an instant: nothing of what the row said.
"""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

NAME = "erased.jsonl"


@dataclass(frozen=True, slots=True)
class Line:
    """One erasure as it stands in the file. `is_whole` false: a name was taken out, which nobody can repeat unread."""

    id: str
    kind: str
    key: str
    is_whole: bool
    at: datetime


def add_lines(lines: Sequence[Line]) -> None:
    """Add lines; they are on the disk when this returns. Raises: OSError"""
    if not lines:
        return
    path = settings.STATE / NAME
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="ascii") as file:
        if _is_broken_off(path):
            file.write("\n")  # or the next line would be lost with what a power cut left half-written
        for line in lines:
            told = {"id": line.id, "kind": line.kind, "key": line.key, "whole": line.is_whole}
            file.write(json.dumps({**told, "at": line.at.isoformat()}) + "\n")
        file.flush()
        os.fsync(file.fileno())


def _is_broken_off(path: Path) -> bool:
    with path.open("rb") as file:
        end = file.seek(0, os.SEEK_END)
        file.seek(max(end - 1, 0))
        return file.read(1) not in (b"", b"\n")


def lines() -> Iterator[Line]:
    """Yield what the file holds. A line that a power cut left half-written is passed over."""
    path = settings.STATE / NAME
    if not path.exists():
        return
    with path.open(encoding="ascii", errors="replace") as file:
        for text in file:
            try:
                row = json.loads(text)
                at = datetime.fromisoformat(row["at"])
                yield Line(str(row["id"]), str(row["kind"]), str(row["key"]), bool(row["whole"]), at)
            except (ValueError, KeyError, TypeError):
                continue
