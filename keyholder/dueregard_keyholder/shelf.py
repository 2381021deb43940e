"""What lies on this machine: how to reach the site, and what was fetched, still sealed. Wiping takes it away.

Every name is a checked id or a number; all is readable by its owner alone.
"""

import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dueregard_keyholder.listed import checked_thread
from dueregard_keyholder.problems import Problem
from dueregard_keyholder.protocol import HASH, checked_id
from dueregard_keyholder.site import Site


@dataclass(frozen=True)
class Connection:
    """Where the inbox is, whose it is, and the key that the site wants to see."""

    base: str
    root: str
    access_key: str

    @property
    def site(self) -> Site:
        """The site at this address."""
        return Site(self.base, self.access_key)


class Shelf:
    """A folder of the keyholder's own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)

    def connect(self, connection: Connection) -> None:
        """Keep how to reach the site."""
        file = self.folder / "connection.json"
        if file.exists() and self._root() != connection.root:  # another group has another log
            (self.folder / "known.json").unlink(missing_ok=True)
        file.unlink(missing_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            json.dump(asdict(connection), out)

    def _root(self) -> str:
        try:
            return self.connection().root
        except Problem:
            return ""

    def connection(self) -> Connection:
        """Return how to reach the site. Raises: Problem"""
        try:
            return Connection(**json.loads((self.folder / "connection.json").read_text()))
        except (OSError, ValueError, TypeError):
            raise Problem(
                "Not connected yet. Make an access key on the desk, then: dueregard-keyholder connect ADDRESS"
            ) from None

    def keep_thread(self, thread: dict[str, Any]) -> Path:
        """Keep the outside of a thread, and return its folder."""
        folder = self.folder / "threads" / checked_id(thread.get("id"))
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / "thread.json").write_text(json.dumps(thread))
        return folder

    def id_of(self, given: str) -> str:
        """Return the id of a thread that was fetched, from the beginning of it. Raises: Problem"""
        found = [name for name in self.threads() if name.startswith(given)] if given else []
        if len(found) != 1:
            raise Problem("No thread, or more than one, begins like that. `list` shows what was fetched.")
        return found[0]

    def thread(self, given: str) -> tuple[Path, dict[str, Any]]:
        """Return a thread that was fetched, by its id or the beginning of it. Raises: Problem"""
        folder = self.folder / "threads" / self.id_of(given)
        try:
            return folder, checked_thread(json.loads((folder / "thread.json").read_bytes()))
        except (OSError, ValueError):
            raise Problem("What lies here of this thread is damaged. Fetch again.") from None

    def keep_tag(self, thread: str, tag: str) -> None:
        """Keep what a thread calls itself inside its messages: two threads that are one are known by it."""
        (self.folder / "threads" / checked_id(thread) / "tag").write_text(tag, encoding="ascii")

    def tags(self) -> dict[str, str]:
        """Return what the threads that were opened call themselves, by id."""
        kept = {name: self.folder / "threads" / name / "tag" for name in self.threads()}
        return {name: file.read_text(encoding="ascii") for name, file in kept.items() if file.is_file()}

    def keep_known(self, hashes: list[str]) -> None:
        """Keep the hashes of all lists of keyholders there have been."""
        new = self.folder / "known.new"
        new.write_text(json.dumps(hashes), encoding="ascii")
        new.replace(self.folder / "known.json")

    def known(self) -> list[str]:
        """Return the hashes of all lists there were at the last fetch; none before the first. Raises: Problem"""
        file = self.folder / "known.json"
        try:
            hashes = json.loads(file.read_bytes()) if file.exists() else []
        except (OSError, ValueError):
            hashes = None
        if not isinstance(hashes, list) or not all(isinstance(one, str) and HASH.fullmatch(one) for one in hashes):
            raise Problem(f"{file} is damaged. Take it away, and fetch again; until then nothing is compared with it.")
        return hashes

    def threads(self) -> list[str]:
        """Return the ids of what was fetched."""
        folder = self.folder / "threads"
        return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []

    def forget_thread(self, thread: str) -> None:
        """Take what was fetched of a thread off this machine."""
        shutil.rmtree(self.folder / "threads" / checked_id(thread), ignore_errors=True)

    def wipe(self) -> None:
        """Take everything off this machine but what was opened elsewhere and the key file."""
        shutil.rmtree(self.folder)
