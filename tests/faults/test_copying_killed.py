"""Copies for the public are made, each once and whole, although the worker is killed six times: 15 in `./run soak`."""

import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.files.gateways import store
from dueregard.records.evidence.actions.try_again import NothingToTry, try_again
from dueregard.records.evidence.models import CustodyLine, Document, Reading
from dueregard.records.evidence.queries.custody_log import verify_rows
from dueregard.records.groups.models import Group
from dueregard.records.redaction.actions.prepare_copy import prepare_copy
from dueregard.records.redaction.actions.set_marks import mark_words
from dueregard.records.redaction.models import PublicCopy
from dueregard.rules.redaction.forms import Form
from tests.builders_evidence import make_document, make_page, make_pdf_document
from tests.builders_redaction import marks_of
from tests.faults.lapsed import sweep_all
from tests.people import make_cast
from tests.processes import ROOT, environment
from tests.soak import so_many

TABLES, PAPERS = 7, 2
KILLS = so_many(15, piece=6)
MOST_CALLS = 120_000  # a copy is made within some twenty thousand
STARTED_AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
State = PublicCopy.State
TO_DO = [State.WAITING, State.MAKING]


def ask_for_copies(group: Group, by: Person) -> None:
    """Have the copies of the whole batch asked for, each without a name."""
    for number in range(TABLES):
        said = f"Owner,Risk\nRobin Sample,low {number}\n"
        table = make_document(group, content=said.encode(), name=f"{number}.csv", media_type="text/csv")
        make_page(table, said)
        ask(table, Form.TABLE, by)
    for number in range(PAPERS):
        ask(make_pdf_document(group, f"Robin Sample wrote paper {number}. The risk is low."), Form.PAGES, by)


def ask(document: Document, form: Form, by: Person) -> None:
    """Mark the name and ask for the copy."""
    mark_words(document=document, phrases=["Robin Sample"], reason="person", by=by, now=STARTED_AT)
    prepare_copy(document=document, seen=marks_of(document), form=form, title="", by=by, now=STARTED_AT)


def run_workers(kills: int) -> int:
    """Run workers that are killed, and then one that is not. Returns how many were killed."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.killed_readers", str(kills), str(MOST_CALLS), "20261124", "--late"],
        env=environment("tests.faults.reading_settings"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=1500,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return int(done.stdout.split()[-1])


@pytest.mark.servers
@pytest.mark.soak
@pytest.mark.starts_early
@pytest.mark.timeout(1800)
@pytest.mark.django_db(transaction=True)
def test_every_copy_is_there_once_and_whole_although_the_worker_is_killed() -> None:
    cast = make_cast()
    ask_for_copies(cast.northport, cast.asha)
    killed = run_workers(KILLS)
    assert killed >= KILLS // 2, "a worker that finds everything done lives on"
    assert_nothing_is_half_done()

    # What died three times in a row is not tried for ever: it says so, and a person asks again.
    for broken in PublicCopy.objects.filter(state=State.FAILED):
        assert broken.reason == "crashed"
        prepare_copy(
            document=broken.document,
            seen=marks_of(broken.document),
            form=Form(broken.form),
            title="",
            by=cast.asha,
            now=timezone.now(),
        )
    finish()
    try:
        died = Document.objects.filter(reading=Reading.UNREADABLE, reason="crashed")
        try_again(documents=died, by=cast.asha, now=timezone.now())
        finish()
    except NothingToTry:
        assert not Document.objects.exclude(reading=Reading.READ).exists()

    ready = PublicCopy.objects.filter(state=State.READY).select_related("copy", "document")
    assert Counter(one.document_id for one in ready) == Counter(set(originals().values_list("pk", flat=True)))
    assert Document.objects.count() == 2 * (TABLES + PAPERS), "no copy is there twice"
    assert all("low" in said and "Robin" not in said for said in map(words_of, ready))
    assert_nothing_is_half_done()
    assert not DBTaskResult.objects.filter(status="FAILED").exists()


def finish() -> None:
    """Sweep, and let workers live, until nothing waits."""
    while unfinished():
        sweep_all(now=timezone.now())
        run_workers(0)


def unfinished() -> bool:
    """Tell whether a copy waits to be made, or to be read."""
    copies = Document.objects.filter(copy_of__isnull=False)
    return (
        PublicCopy.objects.filter(state__in=TO_DO).exists()
        or copies.filter(reading__in=[Reading.WAITING, Reading.RUNNING]).exists()
    )


def originals() -> QuerySet[Document]:
    """Return what the copies are made of."""
    return Document.objects.filter(copy_of=None)


def words_of(asked: PublicCopy) -> str:
    """Return what was read in a copy."""
    assert asked.copy is not None
    return " ".join(asked.copy.pages.values_list("text", flat=True))


def assert_nothing_is_half_done() -> None:
    """A copy is there with its bytes, its line and its making, or not at all; nobody but the group sees any of it."""
    states = set(PublicCopy.objects.values_list("state", flat=True))
    assert states <= {State.WAITING, State.MAKING, State.READY, State.FAILED}
    made = PublicCopy.objects.filter(state=State.READY)
    copies = Document.objects.filter(copy_of__isnull=False)
    assert sorted(made.values_list("copy", flat=True)) == sorted(copies.values_list("pk", flat=True))
    lines = CustodyLine.objects.filter(did="copied_for_public")
    assert sorted(lines.values_list("document", flat=True)) == sorted(copies.values_list("pk", flat=True))
    assert not copies.filter(is_public=True).exists()
    assert all(store.hash_again(one).sha256 == one for one in copies.values_list("sha256", flat=True))
    assert verify_rows().holds
