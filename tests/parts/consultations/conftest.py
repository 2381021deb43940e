"""Keys of votes are kept in a folder of the test."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _own_keys(settings: Any, tmp_path: Path) -> None:
    settings.VOTE_KEYS = tmp_path / "vote-keys"
