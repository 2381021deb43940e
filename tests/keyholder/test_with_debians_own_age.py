"""A group with X25519 keys is read with the `age` that Debian 12 brings, also what is empty or nonsense."""

import subprocess
from pathlib import Path

import pytest
from dueregard_keyholder import programs

from tests.age_program import OLD_AGE
from tests.builders_inbox import Sender
from tests.keyholder.conftest import Desk

pytestmark = [pytest.mark.django_db(transaction=True)]


def by_hand(content: bytes, *recipients: str) -> bytes:
    named = [part for one in recipients for part in ("-r", one)]
    return subprocess.run([OLD_AGE, *named], input=content, capture_output=True, check=True).stdout


def test_an_empty_sealed_file_opens_to_an_empty_file_and_the_others_are_opened_too(
    classic: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = by_hand(b"", *classic.source.recipients)
    assert Sender().send_plain(empty, by_hand(b"words", *classic.source.recipients)).status_code == 200
    classic.source.send(classic.sender, "beside it")
    assert classic.run("fetch") == 0
    assert classic.run("open", "all", "--identity", classic.identity, "--to", classic.folder / "all") == 0
    assert capsys.readouterr().err == ""
    written = {path.name: path.read_bytes() for path in (classic.folder / "all").rglob("*.*") if path.is_file()}
    assert written == {"001.bin": b"", "002.bin": b"words", "message-01.txt": b"beside it"}


def test_an_answer_sealed_by_it_reaches_its_source(classic: Desk, tmp_path: Path) -> None:
    classic.source.send(classic.sender, "one")
    classic.run("fetch")
    (tmp_path / "answer").write_text("by Debian's age")
    asked = ("reply", classic.thread(), "--identity", classic.identity, "--file", tmp_path / "answer")
    assert classic.run(*asked) == 0
    assert [one["text"] for one in classic.replies()] == ["by Debian's age"]


def test_a_program_that_cannot_be_run_is_a_line_for_each_thread_and_nothing_is_written(
    classic: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    classic.source.send(classic.sender, "one")
    classic.run("fetch")
    monkeypatch.setenv("DUEREGARD_AGE", str(tmp_path))
    capsys.readouterr()
    assert classic.run("open", "all", "--identity", classic.identity, "--to", tmp_path / "all") == 3
    said = capsys.readouterr()
    assert said.out.count("cannot be run") == 1
    assert said.err == ""
    assert [path for path in (tmp_path / "all").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("start", [b"", b"hello", b"age-encryption.org/v1\n", b"age-encryption.org/v1\n-> X25519 "])
def test_what_is_no_sealed_file_is_refused_before_any_program_sees_it(
    start: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "_called", lambda *asked, **more: pytest.fail("a program was run"))
    key = programs.Identity(("AGE-SECRET-KEY-1",))
    (tmp_path / "sealed").write_bytes(start)
    with pytest.raises(programs.Refused):
        programs.open_message(tmp_path / "sealed", key)
    many = b"age-encryption.org/v1" + b"\n-> grease\n" * 21 + b"\n--- x\n"
    (tmp_path / "sealed").write_bytes(many)
    with pytest.raises(programs.Refused, match="header"):
        programs.open_message(tmp_path / "sealed", key)
