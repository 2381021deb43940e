"""A file is read in a process of its own; whatever happens to that process, the next file is read."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from dueregard.records.evidence.gateways.reader import (
    Item,
    ReadingOptions,
    _server,
    close_reader,
    read_in_child,
)
from dueregard.records.evidence.gateways.readers.reading import _readable
from dueregard.rules.documents.reading import CouldNotRead, ReadPage, Reason
from tests.processes import ROOT, wait_until
from tests.records.evidence.papers import SENTENCE, pdf
from tests.records.evidence.reading import SECONDS, read

PAGES = 40


def descendants(pid: int) -> list[int]:
    """Return the processes that a process has started, as the kernel lists them."""
    with contextlib.suppress(OSError):
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [int(child) for child in children]
    return []


def is_gone(pid: int) -> bool:
    """Tell whether a process has ended; nobody may have collected it yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        return True


def server() -> int:
    """Return the number of the process from which readers are forked."""
    assert _server.process is not None
    return _server.process.pid


@pytest.fixture(autouse=True)
def fresh_server() -> Iterator[None]:
    close_reader()
    yield
    close_reader()


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "minutes.pdf"
    path.write_bytes(pdf(PAGES, sentence=SENTENCE * 30))  # so much that the reader must wait for whoever asked
    return path


def begun(paper: Path) -> Generator[Item, None, None]:
    """Return a reading that has yielded its first page, and has many more to yield."""
    reading = read_in_child(paper, name=paper.name, options=ReadingOptions(), seconds=SECONDS)
    while not isinstance(next(reading), ReadPage):
        pass
    return reading


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    assert read(tmp_path / "none.pdf", tmp_path).reason is Reason.MISSING


def test_each_file_has_a_process_of_its_own_that_ends_with_it(paper: Path) -> None:
    first, second = begun(paper), begun(paper)
    wait_until(lambda: len(descendants(server())) == 2, what="two readers")
    first.close()
    second.close()
    wait_until(lambda: descendants(server()) == [], what="no reader")
    assert descendants(server()) == []


def test_a_reader_that_is_killed_is_named_and_the_next_file_is_read(paper: Path, tmp_path: Path) -> None:
    reading = begun(paper)
    (child,) = descendants(server())
    os.kill(child, signal.SIGSEGV)
    with pytest.raises(CouldNotRead) as refusal:
        list(reading)
    assert refusal.value.reason is Reason.CRASHED
    assert refusal.value.detail == "SIGSEGV"
    assert len(read(paper, tmp_path).pages) == PAGES


def test_when_the_server_of_readers_dies_its_reader_does_too_and_the_next_file_is_read(
    paper: Path, tmp_path: Path
) -> None:
    reading = begun(paper)
    (child,) = descendants(server())
    os.kill(server(), signal.SIGKILL)
    with pytest.raises(CouldNotRead) as refusal:
        list(reading)
    assert refusal.value.reason is Reason.CRASHED
    wait_until(lambda: is_gone(child), what="the end of the reader")
    assert len(read(paper, tmp_path).pages) == PAGES


def test_nothing_is_left_in_the_temporary_folder(paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    reading = begun(paper)
    assert len(list(place.iterdir())) == 1
    reading.close()
    wait_until(lambda: list(place.iterdir()) == [], what="an empty folder")


def test_a_reading_that_is_resumed_yields_the_rest(paper: Path, tmp_path: Path) -> None:
    outcome = read(paper, tmp_path, from_page=38)
    assert [page.number for page in outcome.pages] == [38, 39, 40]
    assert outcome.expected == PAGES


def test_a_forked_worker_starts_a_server_of_its_own(paper: Path) -> None:
    program = (
        "import django, os, sys\n"
        "from pathlib import Path\n"
        "django.setup()\n"
        "from dueregard.records.evidence.gateways import reader\n"
        "from tests.records.evidence.reading import read\n"
        "paper = Path(sys.argv[1])\n"
        "read(paper, paper.parent)\n"
        "first = reader._server.process.pid\n"
        "pid = os.fork()\n"
        "if pid == 0:\n"
        "    good = len(read(paper, paper.parent).pages) == 40 and reader._server.process.pid != first\n"
        "    reader.close_reader()\n"
        "    os._exit(0 if good else 1)\n"
        "status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])\n"
        "raise SystemExit(status or len(read(paper, paper.parent).pages) != 40)\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, str(paper)], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


def test_a_reader_may_look_into_no_folder_that_holds_the_site(tmp_path: Path) -> None:
    options = {"speech_model": str(tmp_path / "model"), "speech_command": "whisper-cli"}
    allowed = [Path(path).resolve() for path in _readable(options)]
    for place in (settings.STATE, ROOT / "var", ROOT):
        assert not [path for path in allowed if place.is_relative_to(path)]
    assert ROOT / "dueregard" in allowed
