"""A guide of two sections, written as a pack and taken up."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

from dueregard.foundation.packs.actions.install_pack import install_pack
from dueregard.foundation.packs.models import PackText
from dueregard.parts.guide.actions.take_up import take_up_sections
from tests.parts.guide.packs import FIRST, SECOND, write_guide

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def guide(db: None, tmp_path: Path) -> Callable[..., PackText]:
    """Install a guide; called again with other texts, it installs a newer version of the same pack."""

    def install(first: str = FIRST, second: str = SECOND, *, at: datetime = NOW) -> PackText:
        install_pack(folder=write_guide(tmp_path / "pack", one=first, two=second), by=None, now=at)
        take_up_sections(by=None, now=at)
        return PackText.objects.get(kind="section", slug="one")

    return install


@pytest.fixture
def shipped_guide(db: None) -> None:
    """Install the guide that ships with the site."""
    install_pack(folder=settings.PACKS / "together-against-prevent", by=None, now=NOW)
    take_up_sections(by=None, now=NOW)
