"""A stranger's servers, reached by the narrow setting that names them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dueregard.foundation.outside.gateways import reach
from tests.foundation.outside.servers import Outside


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Outside]:
    """Start the servers, and let the gateway reach them and nothing else."""
    servers = Outside(tmp_path)
    monkeypatch.setattr(reach, "REACH", servers.start())
    yield servers
    servers.stop()
