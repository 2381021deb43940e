"""The starter register, for the tests that need many bodies."""

from datetime import UTC, datetime

import pytest

from dueregard.records.bodies.actions.import_bodies import ImportReport
from dueregard.records.bodies.actions.load_starter import load_starter

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def starter(db: None) -> ImportReport:
    """Load the starter register and return what that did."""
    return load_starter(by=None, now=NOW, finished=lambda: NOW)
