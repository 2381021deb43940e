"""The indexer is killed ten times (50 in `./run soak`): no page is lost or there twice, and nothing is left behind."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from pytest_django.fixtures import Settings

from dueregard.foundation.search.actions.audit_index import ask_for_rebuild
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.foundation.search.gateways.interface import the_index
from dueregard.foundation.search.models import Changed
from dueregard.records.evidence.models import Document, Page
from tests.people import LONG_AGO, Cast, make_cast
from tests.processes import ROOT, environment
from tests.searching import differences, index_now
from tests.soak import so_many

DOCUMENTS, PAGES, KILLS = 500, 2, so_many(50, piece=10)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The cast, in a database that other processes see."""
    return make_cast()


def fill(cast: Cast) -> list[str]:
    """Write documents with their pages, all at once; returns their ids."""
    documents = Document.objects.bulk_create(
        Document(group=cast.northport, sha256=f"{number:064x}", size=1, name=f"{number}.txt", received_at=LONG_AGO)
        for number in range(DOCUMENTS)
    )
    Page.objects.bulk_create(
        Page(document=document, number=number, text=f"alike page {number}", source="text", read_at=document.received_at)
        for document in documents
        for number in range(1, PAGES + 1)
    )
    return [str(document.pk) for document in documents]


def kill_indexers(seed: int, kills: int) -> str:
    """Start and kill so many; returns what is said of it."""
    connections.close_all()
    run = subprocess.run(
        [sys.executable, "-m", "tests.faults.indexers_killed", str(kills), str(seed)],
        env=environment(DUEREGARD_STATE=str(Path(settings.SEARCH_FOLDER).parent)),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.mark.servers
@pytest.mark.soak
@pytest.mark.starts_early
@pytest.mark.django_db(transaction=True)
def test_killed_indexers_lose_no_page_and_double_none(cast: Cast, own_index: None, settings: Settings) -> None:
    keys = fill(cast)
    mark_changed(kind="document", keys=keys)
    killed = kill_indexers(seed=20261125, kills=KILLS // 2)
    # Meanwhile a third goes, a third changes, and somebody asks for a new index.
    Document.objects.filter(pk__in=keys[::3]).delete()
    Page.objects.filter(document__in=keys[1::3], number=1).update(text="another text")
    Page.objects.filter(document__in=keys[2::3], number=2).delete()
    mark_changed(kind="document", keys=keys)
    ask_for_rebuild()
    killed += kill_indexers(seed=20261126, kills=KILLS // 2)
    print(killed)  # noqa: T201
    index_now()
    assert not Changed.objects.exists()
    assert differences() == []
    assert the_index().count() == Page.objects.count()
    assert len(list(Path(settings.SEARCH_FOLDER).glob("shape-*"))) == 1
