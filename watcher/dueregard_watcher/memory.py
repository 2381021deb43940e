"""What earlier looks saw, in one file: so that a list or a key log that goes back is seen, also after a restart.

The file holds nothing secret. Without it a watcher starts anew, and an old list looks like the first.
"""

import json
import os
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from dueregard_watcher.look import Seen
from dueregard_watcher.problems import Problem


@dataclass
class Memory:
    """What a watcher remembers of one inbox, whatever its addresses. Days are UTC calendar dates."""

    root: str
    log: str = ""
    log_on: str = ""
    releases: list[str] = field(default_factory=list)  # SHA-256 of every signed list of files, the newest last
    told: list[str] = field(default_factory=list)  # what was told last as wrong
    told_on: str = ""

    @property
    def known_on(self) -> date | None:
        """Return the day on which the log was seen as it is here."""
        return date.fromisoformat(self.log_on) if self.log_on else None


def load(file: Path, root: str) -> Memory:
    """Return what is remembered; nothing if there is no such file yet. Raises: Problem"""
    if not file.exists():
        return Memory(root)
    try:
        memory = Memory(**json.loads(file.read_text(encoding="utf-8")))
        _ = memory.known_on
    except (OSError, ValueError, TypeError):
        raise Problem(
            f"The state file {file} cannot be read, so a list that goes back would not be seen. Find out why. If you "
            "want to start anew, move it away."
        ) from None
    if memory.root != root:
        raise Problem(f"The state file {file} is about another group's key. Name another file with --state.")
    return memory


def save(file: Path, memory: Memory) -> None:
    """Keep what is remembered: all of it, or what was there before. Raises: Problem"""
    part = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8") as out:
            json.dump(asdict(memory), out)
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    except OSError as failed:
        raise Problem(f"The state file {file} cannot be written ({failed.strerror}).") from None


def hold_against(memory: Memory, seen: Seen) -> None:
    """Say what went back since earlier looks, and remember what is new. What is wrong is not taken up."""
    _release(memory, seen)
    log = seen.log.decode("utf-8", "surrogateescape")
    if not seen.lists:
        return
    if not log.startswith(memory.log):
        gone = memory.log.startswith(log)
        seen.add(
            "the key log has gone back: lists that were there at an earlier look are missing"
            if gone
            else "earlier lines of the key log were changed"
        )
        return
    from_log = seen.wrong_in_log(memory.log.count("\n"), memory.known_on)
    seen.add(*from_log)
    if not from_log:
        memory.log, memory.log_on = log, seen.on.isoformat()


def _release(memory: Memory, seen: Seen) -> None:
    if not seen.release or (memory.releases and memory.releases[-1] == seen.release):
        return
    if seen.release in memory.releases:
        seen.add("the signed list of files has gone back to an older one, with the older files")
        return
    if memory.releases:
        seen.news.append("the group signed another list of files. If the site was not updated, ask them")
    memory.releases.append(seen.release)
