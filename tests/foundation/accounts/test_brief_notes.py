"""Tries and used codes are remembered in one place for every process of the site."""

import pytest
from django.core.cache.backends.db import DatabaseCache

from dueregard.foundation.accounts.models import BriefNote

pytestmark = pytest.mark.django_db


def test_what_one_process_notes_another_knows() -> None:
    one, other = DatabaseCache(BriefNote._meta.db_table, {}), DatabaseCache(BriefNote._meta.db_table, {})
    assert one.add("code-used", "y", timeout=30)
    assert not other.add("code-used", "y", timeout=30)
    assert other.get("code-used") == "y"
    assert BriefNote.objects.count() == 1
