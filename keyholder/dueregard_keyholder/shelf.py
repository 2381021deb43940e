"""What lies on this machine: how to reach the site, and what was fetched, still sealed. Wiping takes it away.

Every name is a checked id or a number; all is readable by its owner alone.
"""

import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dueregard_keyholder.problems import Problem
from dueregard_keyholder.protocol import checked_id
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
        file.unlink(missing_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            json.dump(asdict(connection), out)

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

    def thread(self, given: str) -> tuple[Path, dict[str, Any]]:
        """Return a thread that was fetched, by its id or the beginning of it. Raises: Problem"""
        found = [name for name in self.threads() if name.startswith(given)] if given else []
        if len(found) != 1:
            raise Problem("No thread, or more than one, begins like that. `list` shows what was fetched.")
        folder = self.folder / "threads" / found[0]
        thread: dict[str, Any] = json.loads((folder / "thread.json").read_text())
        return folder, thread

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
