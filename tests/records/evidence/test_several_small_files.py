"""Small files of one group are read in one process, one after the other; anything out of order ends it."""

import io
import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from dueregard.foundation.work.gateways.limits import WORKING
from dueregard.records.evidence.gateways.reader import Item, ReadingOptions, close_reader, read_in_child
from dueregard.records.evidence.gateways.reader_child import MOST_FILES
from dueregard.records.evidence.gateways.reading import FoundChild
from dueregard.rules.documents.reading import CouldNotRead, HiddenThing, ReadPage, Reason
from tests.processes import wait_until
from tests.records.evidence.papers import pdf
from tests.records.evidence.reading import SECONDS
from tests.records.evidence.test_reader_child import descendants, is_gone, server

OPTIONS = ReadingOptions(recognises_words=False)


@pytest.fixture(autouse=True)
def fresh_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", None)
    close_reader()
    yield
    close_reader()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.pdf"
    path.write_bytes(pdf(2))
    return path


def take(path: Path, together: str = "one group") -> list[Item]:
    """Read a file to its end."""
    return list(read_in_child(path, name=path.name, options=OPTIONS, seconds=SECONDS, together=together))


def waiting() -> int:
    """Return the one reader that waits for more."""
    (reader,) = descendants(server())
    return reader


def test_the_files_of_a_group_are_read_in_one_process_and_all_of_each_comes(small: Path) -> None:
    first = take(small)
    reader = waiting()
    for _ in range(3):
        assert take(small) == first
        assert waiting() == reader


def test_another_group_and_a_file_by_itself_have_a_process_of_their_own(small: Path) -> None:
    take(small)
    first = waiting()
    take(small, "another group")
    second = waiting()
    assert second != first
    assert is_gone(first)
    take(small, "")
    wait_until(lambda: not descendants(server()), what="no reader that waits")


def test_a_process_reads_no_more_than_so_many_files(small: Path) -> None:
    readers = set()
    for _ in range(2 * MOST_FILES):
        take(small)
        readers |= set(descendants(server()))
    assert len(readers) == 2


def test_after_a_file_that_went_wrong_the_next_is_read_by_another_process(small: Path, tmp_path: Path) -> None:
    take(small)
    reader = waiting()
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 and no more")
    with pytest.raises(CouldNotRead) as refusal:
        take(broken)
    assert refusal.value.reason is Reason.DAMAGED
    wait_until(lambda: is_gone(reader), what="the end of its reader")
    assert any(isinstance(item, ReadPage) for item in take(small))


def test_a_reader_that_is_killed_while_it_waits_costs_nobody_a_file(small: Path) -> None:
    for _ in range(5):
        take(small)
        os.kill(waiting(), signal.SIGKILL)
        assert sum(isinstance(item, ReadPage) for item in take(small)) == 2


def test_a_reading_that_is_given_up_ends_its_process_and_the_next_is_whole(tmp_path: Path, small: Path) -> None:
    long = tmp_path / "long.pdf"
    long.write_bytes(pdf(40, sentence="The council keeps a register of referrals. " * 60))
    take(small)
    reader = waiting()
    reading = read_in_child(long, name="long", options=OPTIONS, seconds=SECONDS, together="one group")
    while not isinstance(next(reading), ReadPage):
        pass
    reading.close()
    wait_until(lambda: is_gone(reader), what="the end of its reader")
    assert sum(isinstance(item, ReadPage) for item in take(small)) == 2


def test_what_was_in_one_file_is_not_in_the_next(small: Path, tmp_path: Path) -> None:
    laden = tmp_path / "laden.pdf"
    made = io.BytesIO()
    with pikepdf.open(small) as document:
        document.attachments["names.csv"] = b"Marigold\n"
        document.save(made)
    laden.write_bytes(made.getvalue())
    found = read_in_child(laden, name="laden", options=OPTIONS, seconds=SECONDS, together="one group")
    assert [item.path.read_bytes() for item in found if isinstance(item, FoundChild)] == [b"Marigold\n"]
    reader = waiting()
    after = take(small)
    assert waiting() == reader
    assert [item for item in after if isinstance(item, FoundChild | HiddenThing) and "names" in repr(item)] == []


def test_nothing_is_left_when_the_server_is_closed(small: Path, tmp_path: Path) -> None:
    for _ in range(3):
        take(small)
    folders = list((tmp_path / "temporary").glob(f"{WORKING}*"))
    assert [list(folder.iterdir()) for folder in folders] == [[]], "only the room of the reader that waits"
    reader = waiting()
    close_reader()
    wait_until(lambda: is_gone(reader), what="the end of the reader")
    assert list((tmp_path / "temporary").glob(f"{WORKING}*")) == []
