"""A hundred documents (500 in `./run soak`) are read, each page once, although the worker is killed at random."""

import io
import subprocess
import sys
import zipfile
from collections import Counter
from datetime import UTC, datetime

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from dueregard.records.evidence.actions.claim_document import sweep_documents
from dueregard.records.evidence.actions.try_again import NothingToTry, try_again
from dueregard.records.evidence.models import CustodyLine, Document, Page, Provenance, Reading
from dueregard.records.evidence.queries.custody_log import verify_rows
from dueregard.records.groups.models import Group
from tests.builders_evidence import pdf_of
from tests.people import make_cast
from tests.processes import ROOT, environment
from tests.records.evidence.arriving import receive, upload
from tests.soak import so_many

TEXTS, PDFS, ARCHIVES = so_many(320, piece=64), so_many(80, piece=16), so_many(50, piece=10)  # an archive holds a text
KILLS = so_many(50, piece=10)
MOST_CALLS = 900_000  # a worker dies after half of it on average: some eight documents
STARTED_AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def text(number: int) -> bytes:
    """Return a text of its own that makes two pages."""
    return f"Minutes of meeting {number}.\n".encode() + b"The risk is low. " * 250


def archive(number: int) -> bytes:
    """Return a zip file with one text of its own."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("letter.txt", f"Letter {number}, packed.")
    return file.getvalue()


def arrive(group: Group) -> None:
    """Let the whole batch arrive, one kind among the other."""
    paper = pdf_of("First page.", "Second page.", "Third page.")
    for number in range(TEXTS):
        receive(group, text(number), name=f"{number}.txt", giving=upload(f"t{number}", at=STARTED_AT))
        if number < PDFS:
            receive(group, paper + f"\n% copy {number}\n".encode(), name=f"{number}.pdf")
        if number < ARCHIVES:
            receive(group, archive(number), name=f"{number}.zip")


def run_workers(kills: int) -> int:
    """Run workers that are killed, and then one that is not. Returns how many were killed."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.killed_readers", str(kills), str(MOST_CALLS), "20261123"],
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
def test_no_page_is_lost_or_doubled_although_the_worker_is_killed_again_and_again() -> None:
    cast = make_cast()
    arrive(cast.northport)
    assert run_workers(KILLS) == KILLS

    # Whatever waits for its turn after a kill is asked for by the sweep; what died three times in a row says so.
    while Document.objects.filter(reading__in=[Reading.WAITING, Reading.RUNNING]).exists():
        sweep_documents(now=timezone.now())
        DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
        run_workers(0)
    unread = Document.objects.exclude(reading=Reading.READ)
    assert set(unread.values_list("reason", flat=True)) <= {"crashed"}
    assert verify_rows().holds
    try:
        try_again(documents=unread.all(), by=cast.asha, now=timezone.now())
        run_workers(0)
    except NothingToTry:
        assert not unread.exists()

    assert Document.objects.filter(reading=Reading.READ).count() == TEXTS + PDFS + 2 * ARCHIVES
    assert not unread.exists()
    assert pages_by_name() == expected_pages()
    received = CustodyLine.objects.filter(did="received").values_list("document", flat=True)
    assert sorted(received) == sorted(Document.objects.values_list("pk", flat=True))
    assert Provenance.objects.filter(kind=Provenance.Kind.INSIDE).count() == ARCHIVES
    assert not DBTaskResult.objects.filter(status="FAILED").exists()
    assert verify_rows().holds


def pages_by_name() -> Counter[tuple[str, int, str]]:
    """Count what is on the pages: the ending of the document's name, the number, the beginning of the text."""
    pages = Page.objects.values_list("document__name", "number", "text")
    return Counter((name.rpartition(".")[2], number, words.strip()[:12]) for name, number, words in pages)


def expected_pages() -> Counter[tuple[str, int, str]]:
    """Return what is on the pages when nothing is lost."""
    pages = Counter(("txt", 1, f"Minutes of meeting {number}."[:12]) for number in range(TEXTS))
    pages += Counter(("txt", 1, f"Letter {number}, packed."[:12]) for number in range(ARCHIVES))
    pages += Counter({("txt", 2, "The risk is low."[:12]): TEXTS})
    return pages + Counter(
        {("pdf", at, f"{word} page."): PDFS for at, word in enumerate(("First", "Second", "Third"), 1)}
    )
