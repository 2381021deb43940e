"""The custody log has no gap and no fork, however many write to it; nothing in it can be changed through the site."""

import threading
from contextlib import suppress

import pytest
from django.db import connection, transaction
from django.utils import timezone

from dueregard.records.evidence.actions.record_custody import record_custody
from dueregard.records.evidence.models import CustodyHead, CustodyLine
from dueregard.records.evidence.models.custody import LinesAreKept
from dueregard.records.evidence.queries.custody_log import verify_rows
from tests.people import Cast, make_cast
from tests.records.evidence.arriving import NOW, receive

WRITERS, LINES = 4, 15


def write(times: int) -> None:
    """Write lines, every third of them taken back."""
    try:
        for number in range(times):
            with suppress(ZeroDivisionError), transaction.atomic():
                record_custody(document=None, did="written", by=None, now=timezone.now(), details={"n": number})
                if number % 3 == 2:
                    raise ZeroDivisionError
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_lines_of_many_writers_have_no_gap_and_no_fork() -> None:
    writers = [threading.Thread(target=write, args=(LINES,)) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    numbers = list(CustodyLine.objects.values_list("number", flat=True))
    assert numbers == list(range(1, WRITERS * LINES * 2 // 3 + 1))
    assert verify_rows().holds


@pytest.mark.django_db(transaction=True)
def test_the_same_file_sent_by_many_at_once_is_one_document() -> None:
    northport = make_cast().northport
    found: set[object] = set()

    def send() -> None:
        try:
            found.add(receive(northport, b"the same").pk)
        finally:
            connection.close()

    senders = [threading.Thread(target=send) for _ in range(WRITERS)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert len(found) == 1
    assert CustodyLine.objects.count() == WRITERS
    assert verify_rows().holds


def test_a_line_is_neither_changed_nor_removed(cast: Cast) -> None:
    line = CustodyLine.objects.get(document=receive(cast.northport))
    for forbidden in (
        line.save,
        line.delete,
        CustodyLine.objects.all().delete,
        lambda: CustodyLine.objects.update(did="x"),
    ):
        with pytest.raises(LinesAreKept):
            forbidden()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("UPDATE evidence_custodyline SET did = 'published' WHERE number = 2", "Line 2 was changed"),
        ("UPDATE evidence_custodyline SET number = 9 WHERE number = 3", "are missing"),
        ("UPDATE evidence_custodyhead SET number = 4", "does not end"),
    ],
)
def test_a_change_behind_the_sites_back_is_seen(cast: Cast, change: str, says: str) -> None:
    for _ in range(3):
        receive(cast.northport)
    assert verify_rows().holds
    with connection.cursor() as cursor:
        cursor.execute(change)
    assert any(says in problem for problem in verify_rows().problems)


def test_the_log_remembers_its_end(cast: Cast) -> None:
    last = record_custody(document=None, did="written", by=cast.asha, now=NOW)
    head = CustodyHead.objects.get()
    assert (head.number, head.digest) == (last.number, last.digest)
