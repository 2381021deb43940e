"""The shelf as the only source of findable things, and an index of the test's own."""

import pytest
from pytest_django.fixtures import Settings

from tests.foundation.search import shelf


@pytest.fixture(autouse=True)
def only_the_shelf(settings: Settings, own_index: None) -> None:
    """Find what lies on the shelf, and nothing else; it is empty at first."""
    settings.FINDABLE_KINDS = {"shelf": "tests.foundation.search.shelf"}
    shelf.THINGS.clear()
