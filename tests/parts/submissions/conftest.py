"""Each test of the sealed inbox has a store of its own and a full bucket."""

from pathlib import Path
from typing import Any

import pytest

from dueregard.parts.submissions.gateways import bucket


@pytest.fixture(autouse=True)
def own_store(settings: Any, tmp_path: Path) -> None:
    """Keep sealed bytes apart."""
    settings.SEALED_STORE = tmp_path / "sealed"
    bucket.forget()
