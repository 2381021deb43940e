"""A site of its own for each test: state folder, files, a place for back-ups, and a key that only the test has."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from dueregard.foundation.backup.actions.back_up import Made, back_up
from dueregard.foundation.backup.actions.restore import Restored, check
from dueregard.foundation.backup.gateways.places import FolderPlace

BEGUN = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)


@dataclass
class Site:
    """One site, and the days that pass in it."""

    state: Path
    to: Path
    key: str
    key_file: Path
    now: datetime = BEGUN

    @property
    def place(self) -> FolderPlace:
        """Where its back-ups go."""
        return FolderPlace(self.to)

    def back_up(self, *, days: int = 1, keep: int = 30) -> Made:
        """Make a back-up, some days after the last one."""
        self.now += timedelta(days=days)
        return back_up(place=self.place, recipients=[self.key], keep=timedelta(days=keep), now=self.now)

    def look_into(self, name: str, into: Path) -> Restored:
        """Restore a back-up beside the site."""
        into.mkdir()
        return check(place=self.place, identity=self.key_file, name=name, into=into)

    def written(self, folder: str = "packs") -> list[str]:
        """Return the names of what lies in a folder of the place."""
        return sorted(self.place.names(folder))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    key_file = tmp_path / "key.txt"
    subprocess.run(["age-keygen", "-o", str(key_file)], check=True, capture_output=True)
    key = next(line.split()[-1] for line in key_file.read_text().splitlines() if line.startswith("# public key"))
    state = tmp_path / "state"
    for folder in ("files", "sealed", "vote-keys", "search"):
        (state / folder).mkdir(parents=True)
    (state / "secret-key").write_text("the secret of sessions")
    files = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": state / "files"}}
    with override_settings(
        SECRET_KEY="the secret of sessions",
        STATE=state,
        BACKUPS=state / "backups",
        SEALED_STORE=state / "sealed",
        VOTE_KEYS=state / "vote-keys",
        SEARCH_FOLDER=state / "search",
        STORAGES={**settings.STORAGES, "default": files},
    ):
        yield Site(state, tmp_path / "place", key, key_file)
