"""What tests of requests share: the shipped pack, installed."""

import pytest
from django.conf import settings
from django.utils import timezone

from dueregard.foundation.packs.actions.install_pack import install_pack


@pytest.fixture
def shipped_pack(db: None) -> None:
    """Install the campaign pack that ships with the site."""
    install_pack(folder=settings.PACKS / "together-against-prevent", by=None, now=timezone.now())
