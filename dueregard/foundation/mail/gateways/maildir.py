"""Reads a maildir: what is in new/, and moving it to cur/ once it is safe elsewhere. Never deletes."""

import os
from collections.abc import Iterator
from pathlib import Path


def new_messages(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Return name and bytes of each new message, the oldest first. Raises: FileNotFoundError if it is no maildir."""
    for name in sorted(os.listdir(folder / "new")):
        path = folder / "new" / name
        if name.startswith(".") or not path.is_file():
            continue
        try:
            yield name, path.read_bytes()
        except FileNotFoundError:  # another reader was quicker
            continue


def mark_taken(folder: Path, name: str) -> None:
    """Move a message to cur/, marked as seen. Source: the maildir format, https://cr.yp.to/proto/maildir.html"""
    (folder / "cur").mkdir(mode=0o700, exist_ok=True)
    try:
        os.rename(folder / "new" / name, folder / "cur" / f"{name.partition(':')[0]}:2,S")
    except FileNotFoundError:
        return
