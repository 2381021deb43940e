"""Fixtures that every test may use: the cast of people, a client signed in as one of them."""

import gc
import math
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

# Playwright's sync interface runs an event loop in the test's thread; the live server has threads of its own.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from hypothesis import settings as property_tests
from pytest_django.fixtures import Settings

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.example.queries import standing as example_standing
from dueregard.foundation.mail import queries as mail_queries
from dueregard.foundation.mail.queries import forget_site_mode
from dueregard.foundation.packs.actions.install_pack import install_pack
from dueregard.foundation.ready.gateways.shelf import SHELF
from dueregard.records.areas.queries.small_map import forget_layout
from dueregard.records.bodies.queries.vocabulary import forget_vocabulary
from dueregard.records.todo.queries import lately as todo_lately
from dueregard.records.todo.queries.lately import forget_lately
from tests import databases
from tests.bytes_on_disk import refuse_the_database
from tests.people import Cast, make_cast
from tests.sessions import sign_in

# Looking for lost cycles took a tenth of all: a worker holds thousands of modules, and each test makes much that goes.
gc.set_threshold(50_000, 20, 50)
# A busy machine is slow; no test asserts on seconds.
property_tests.register_profile("no deadline", deadline=None)
property_tests.load_profile("no deadline")

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what asks the database: the rest need not run again on another one."""
    if item.get_closest_marker("django_db") or "django_db_setup" in getattr(item, "fixturenames", ()):
        item.add_marker("database")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes minutes, on each worker with its share; the rest stays in its random order.

    A worker is first given a piece of the list, and later takes from others what they have not begun.
    """
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    long = [item for item in items if item.get_closest_marker("starts_early")]
    rest = [item for item in items if not item.get_closest_marker("starts_early")]
    dealt: list[pytest.Item] = []
    for worker in range(workers):
        first = long[worker::workers]
        size = (len(items) - len(dealt)) // (workers - worker)  # as xdist's worksteal deals them out
        more = max(0, size - len(first))
        dealt += [*first, *rest[:more]]
        del rest[:more]
    items[:] = dealt


def pytest_collection_finish() -> None:
    """What is loaded by now stays until the end: it need not be looked through again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Begin with a copy of the database that was made for the run, if one was."""
    databases.begin_with_what_is_made()
    sys.addaudithook(refuse_the_database)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Tell pytest-django to leave the copy where it is; it goes with the state folder."""
    return databases.is_copied_file()


@pytest.fixture
def cast(db: None) -> Cast:
    """Two groups with their people, and an administrator."""
    return make_cast()


@pytest.fixture
def signed_in(db: None) -> Callable[[Person], Client]:
    """Return a client that is signed in as a person, past the second factor."""
    return sign_in


@pytest.fixture
def own_index(settings: Settings, tmp_path: Path) -> None:
    """A search index of this test's own, empty until something is read in (tests/searching)."""
    settings.SEARCH_FOLDER = tmp_path / "search"


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Forget what the test before left in this process: it outlives a test's transaction.

    What is kept for seconds, once read, is kept for the whole test: how many queries a page takes must not depend on
    the clock.
    """
    cache.clear()
    monkeypatch.setattr(mail_queries, "MODE_KEPT_SECONDS", math.inf)
    monkeypatch.setattr(example_standing, "KEPT_SECONDS", math.inf)
    monkeypatch.setattr(example_standing, "_read", (0.0, False))  # no test begins with the invented county
    forget_site_mode()
    monkeypatch.setattr(todo_lately, "KEPT_SECONDS", math.inf)
    forget_lately()
    forget_vocabulary()
    forget_layout()
    monkeypatch.setattr(settings, "MAIL_JOURNAL", f"{settings.STATE}/sent-mail-{os.getpid()}")
    Path(settings.MAIL_JOURNAL).unlink(missing_ok=True)
    yield
    SHELF.forget()  # also its connection: no database can be removed while there is one


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Drive Debian's Chromium; nothing is downloaded."""
    return {"executable_path": "/usr/bin/chromium", "args": CHROMIUM_FLAGS, "headless": True}


@pytest.fixture
def shipped_pack(db: None) -> None:
    """Install the campaign pack that ships with the site."""
    install_pack(folder=settings.PACKS / "together-against-prevent", by=None, now=timezone.now())
