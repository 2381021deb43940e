"""A document ends in pages or in a named reason, whatever dies on the way; each page is written once."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from dueregard.foundation.work.models import Worker
from dueregard.records.evidence.actions import read_document as reading
from dueregard.records.evidence.actions.claim_document import claim_document, keep_claim, sweep_documents
from dueregard.records.evidence.actions.try_again import NothingToTry, try_again
from dueregard.records.evidence.gateways.reading import Expected, FoundChild
from dueregard.records.evidence.models import CustodyLine, Document, Page, Reading
from dueregard.rules.documents.reading import CouldNotRead, HiddenThing, ReadPage, Reason, TextSource
from tests.people import Cast
from tests.records.evidence.arriving import read, receive, upload
from tests.work import run_all_tasks

Script = list[Any]


class Dies(BaseException):
    """The worker is killed at this point."""


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> list[Script]:
    """Let a test say what each attempt at reading finds; the list also takes note of where each began."""
    attempts: list[Script] = []
    began: list[tuple[int, float]] = []

    def read_in_child(source: Path, *, from_page: int, seconds: float, **rest: object) -> Iterator[object]:
        began.append((from_page, seconds))
        for item in attempts.pop(0):
            if isinstance(item, BaseException):
                raise item
            yield item

    monkeypatch.setattr(reading, "read_in_child", read_in_child)
    monkeypatch.setattr("tests.records.evidence.test_reading.BEGAN", began)
    return attempts


BEGAN: list[tuple[int, float]] = []


def page(number: int, text: str = "", **fields: Any) -> ReadPage:
    return ReadPage(number, text or f"page {number}", TextSource.TEXT, **fields)


def expected(pages: int) -> Expected:
    return Expected(pages, "application/pdf")


def numbers(document: Document) -> list[int]:
    return list(document.pages.values_list("number", flat=True))


def test_a_text_becomes_pages(cast: Cast) -> None:
    document = receive(cast.northport, b"Risk is low. " * 500)
    run_all_tasks()
    document.refresh_from_db()
    assert (document.reading, document.reason) == (Reading.READ, "")
    assert document.pages_read == document.pages.count() > 1
    assert document.media_type == "text/plain"
    assert "Risk is low." in document.pages.get(number=1).text
    assert CustodyLine.objects.filter(document=document).latest("number").did == "read"


def test_a_file_that_cannot_be_read_says_why_and_stays(cast: Cast) -> None:
    document = read(receive(cast.northport, b"\x00\xff\xfe\x01\x93 no text"))
    assert document.reading == Reading.UNREADABLE
    assert document.reason == Reason.UNKNOWN_KIND


def test_a_file_read_to_its_middle_is_read_in_part(cast: Cast, script: list[Script]) -> None:
    script.append([expected(9), page(1), page(2), CouldNotRead(Reason.DAMAGED, "xref")])
    document = read(receive(cast.northport))
    assert (document.reading, document.reason, document.detail) == (Reading.PARTLY, Reason.DAMAGED, "xref")
    assert numbers(document) == [1, 2]


def test_a_page_without_words_leaves_the_document_read_in_part(cast: Cast, script: list[Script]) -> None:
    script.append([page(1), page(2, reason=Reason.NO_PROGRAM)])
    document = read(receive(cast.northport))
    assert (document.reading, document.reason) == (Reading.PARTLY, Reason.NO_PROGRAM)


def test_a_file_without_pages_and_files_is_empty(cast: Cast, script: list[Script]) -> None:
    script.append([])
    assert read(receive(cast.northport)).reason == Reason.EMPTY


def test_killed_between_pages_it_goes_on_with_the_next(cast: Cast, script: list[Script]) -> None:
    script += [[expected(3), page(1), Dies()], [expected(3), page(2), page(3)]]
    document = receive(cast.northport)
    with pytest.raises(Dies):
        read(document)
    assert read(document).reading == Reading.READ
    assert numbers(document) == [1, 2, 3]
    assert [start for start, _ in BEGAN] == [1, 2]


def test_an_attempt_that_ran_out_of_time_goes_on_where_it_stopped_and_is_not_counted(
    cast: Cast, script: list[Script]
) -> None:
    script += [
        [expected(3), page(1), CouldNotRead(Reason.TOO_LONG)],
        [page(2), CouldNotRead(Reason.TOO_LONG)],
        [page(3)],
    ]
    document = receive(cast.northport)
    run_all_tasks()
    document.refresh_from_db()
    assert document.reading == Reading.READ
    assert BEGAN == [(1, 60.0), (2, 60.0), (3, 60.0)]


def test_a_page_that_nothing_gets_past_is_passed_over(cast: Cast, script: list[Script]) -> None:
    late = CouldNotRead(Reason.TOO_LONG)
    script += [[expected(3), page(1), late], [expected(3), late], [expected(3), late], [expected(3), late], [page(3)]]
    document = receive(cast.northport)
    for _ in range(5):
        read(document)
    assert (document.reading, document.reason) == (Reading.PARTLY, Reason.TOO_LONG)
    assert [(one.number, one.reason) for one in document.pages.all()] == [(1, ""), (2, "too_long"), (3, "")]
    assert [seconds for _, seconds in BEGAN] == [60.0, 60.0, 300.0, 1800.0, 60.0]


def test_a_reader_that_kills_its_worker_every_time_is_left_to_a_person(cast: Cast, script: list[Script]) -> None:
    script += [[Dies()], [Dies()], [Dies()]]
    document = receive(cast.northport)
    for _ in range(3):
        with pytest.raises(Dies):
            read(document)
    assert read(document).reading == Reading.UNREADABLE
    assert document.reason == Reason.CRASHED


def test_a_person_has_it_read_again_from_the_first_page_that_failed(cast: Cast, script: list[Script]) -> None:
    script += [[page(1), page(2, reason=Reason.NO_LANGUAGE), page(3)], [page(2), page(3)]]
    document = read(receive(cast.northport))
    assert try_again(documents=Document.objects.all(), by=cast.asha, now=timezone.now()) == 1
    document = read(document)
    assert (document.reading, document.reason) == (Reading.READ, "")
    assert BEGAN[-1][0] == 2
    with pytest.raises(NothingToTry):
        try_again(documents=Document.objects.all(), by=cast.asha, now=timezone.now())


def test_what_lies_hidden_is_written_once(cast: Cast, script: list[Script]) -> None:
    hidden = HiddenThing("hidden_sheet", "sheet 2", 4, "names")
    script += [[hidden, page(1), Dies()], [hidden, page(2)]]
    document = receive(cast.northport)
    with pytest.raises(Dies):
        read(document)
    assert [one.where for one in read(document).hidden_data.all()] == ["sheet 2"]


def test_files_inside_become_documents_once(cast: Cast, script: list[Script], tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.write_bytes(b"a letter inside")
    child = FoundChild("letter.txt", "letters/letter.txt", inner)
    script += [[child, Dies()], [child], [page(1)]]
    archive = receive(cast.northport)
    with pytest.raises(Dies):
        read(archive)
    assert read(archive).reading == Reading.READ
    letter = Document.objects.get(name="letter.txt")
    assert (letter.group, letter.depth, letter.root) == (archive.group, 1, archive)
    assert letter.provenances.get().place == "letters/letter.txt"


def test_too_many_files_inside_leave_it_read_in_part(
    cast: Cast, script: list[Script], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dueregard.rules.documents.files_inside.MOST_FILES", 2)
    children: list[Any] = []
    for number in range(4):
        path = tmp_path / str(number)
        path.write_bytes(f"file {number}".encode())
        children.append(FoundChild(f"{number}.txt", str(number), path))
    script.append(children)
    archive = read(receive(cast.northport))
    assert (archive.reading, archive.reason) == (Reading.PARTLY, Reason.TOO_MANY)
    assert archive.inside.count() == 2
    assert archive.detail == "2 files inside were not taken out"


def test_lost_bytes_are_a_named_reason(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    document = receive(cast.northport)
    Document.objects.filter(pk=document.pk).update(sha256="0" * 64)
    assert read(document).reason == Reason.MISSING


def test_one_document_is_never_read_by_two_and_a_slow_one_notices(cast: Cast) -> None:
    now = timezone.now()
    Worker.objects.create(name="first", host="h", process="1", started_at=now, beat_at=now)
    document = receive(cast.northport)
    mine = claim_document(pk=document.pk, worker="first", now=now)
    assert mine is not None
    assert claim_document(pk=document.pk, worker="second", now=now) is None
    Worker.objects.all().delete()  # its heart stopped
    assert claim_document(pk=document.pk, worker="second", now=now) is not None
    with pytest.raises(reading.LostClaim):
        keep_claim(document=mine, now=now)


def test_the_sweep_gives_out_again_what_a_dead_worker_held(cast: Cast) -> None:
    document = receive(cast.northport)
    claim_document(pk=document.pk, worker="dead", now=timezone.now())
    DBTaskResult.objects.all().delete()
    assert sweep_documents(now=timezone.now()) == 1
    run_all_tasks()
    document.refresh_from_db()
    assert document.reading == Reading.READ


def test_the_sweep_asks_again_more_and_more_seldom(cast: Cast) -> None:
    start = timezone.now()
    receive(cast.northport, now=start, giving=upload(at=start))
    asked = [sweep_documents(now=start + timedelta(minutes=minute)) for minute in range(60)]
    assert [minute for minute, count in enumerate(asked) if count] == [5, 10, 20, 40]


def test_pages_that_come_late_from_a_lost_claim_are_not_written(cast: Cast, script: list[Script]) -> None:
    document = receive(cast.northport)

    class Thief(list[Any]):
        def __iter__(self) -> Iterator[Any]:
            Document.objects.filter(pk=document.pk).update(claimed_by="another")
            yield page(1)

    script.append(Thief())
    read(document)
    assert not Page.objects.exists()
    assert document.claimed_by == "another"
