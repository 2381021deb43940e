"""Tries and used codes are remembered in one place for every process of the site."""

import pytest
from django.core.cache.backends.db import DatabaseCache
from django.test import Client
from pytest_django.fixtures import Settings

from dueregard.config import settings as site_settings
from dueregard.foundation.accounts.models import BriefNote

pytestmark = pytest.mark.django_db


def test_what_one_process_notes_another_knows() -> None:
    one, other = DatabaseCache(BriefNote._meta.db_table, {}), DatabaseCache(BriefNote._meta.db_table, {})
    assert one.add("code-used", "y", timeout=30)
    assert not other.add("code-used", "y", timeout=30)
    assert other.get("code-used") == "y"
    assert BriefNote.objects.count() == 1


def test_no_readers_address_lies_in_the_database(settings: Settings, client: Client) -> None:
    settings.CACHES = site_settings.CACHES
    client.post("/account/login/", {"login": "nobody", "password": "wrong words"}, REMOTE_ADDR="192.0.2.7")
    notes = list(BriefNote.objects.values_list("cache_key", "value"))
    assert notes
    assert not [note for note in notes if "192.0.2.7" in str(note)]
