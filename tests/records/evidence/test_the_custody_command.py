"""The log can be taken out and checked by a stranger, without our code; an authority's time is put to it and holds."""

import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from dueregard.records.evidence.models import CustodyLine, Document, Timestamp
from dueregard.records.evidence.queries.custody_log import log_lines
from dueregard.rules.documents.custody import verify_log
from tests.people import Cast
from tests.records.evidence.arriving import receive
from tests.records.evidence.authority import Authority, expire, make_authority

HOW_TO = Path(__file__).resolve().parents[3] / "docs" / "how-to" / "keep-evidence.md"


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """One authority for all tests: making keys takes a moment."""
    return make_authority(tmp_path_factory.mktemp("clock") / "tsa")


def custody(capsys: pytest.CaptureFixture[str], *arguments: Any) -> str:
    capsys.readouterr()
    call_command("custody", *map(str, arguments))
    return capsys.readouterr().out


def strangers_check(log: Path) -> subprocess.CompletedProcess[str]:
    """Run the script of the how-to, as somebody who has nothing but Python."""
    script = re.search(r"```python\n(.*?)```", HOW_TO.read_text(), re.DOTALL)
    assert script
    return subprocess.run(
        [sys.executable, "-I", "-c", script[1], str(log)], capture_output=True, text=True, check=False
    )


def test_a_stranger_checks_an_exported_log_with_the_script_of_the_how_to(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.txt", "ünïcode “name”.txt"):
        receive(cast.northport, name=name, by=cast.asha)
    custody(capsys, "export", tmp_path)
    log = tmp_path / "custody.jsonl"
    assert strangers_check(log).stdout == "The log is intact.\n"
    assert "The log is intact: 2 lines" in custody(capsys, "verify", log)
    log.write_text(log.read_text().replace('"received"', '"invented"', 1))
    assert strangers_check(log).returncode != 0
    with pytest.raises(CommandError, match="is not intact"):
        custody(capsys, "verify", log)


def test_the_log_says_which_files_it_knows(cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    receive(cast.northport, b"known bytes")
    custody(capsys, "export", tmp_path / "log")
    files = tmp_path / "files"
    files.mkdir()
    (files / "a").write_bytes(b"known bytes")
    verify = ("verify", tmp_path / "log" / "custody.jsonl", "--files", files)
    assert "The log is intact" in custody(capsys, *verify)
    (files / "b").write_bytes(b"known bytes, touched")
    with pytest.raises(CommandError, match="is not intact"):
        custody(capsys, *verify)
    assert "b: this file is not in the log" in capsys.readouterr().err


def test_the_log_of_one_case_says_nothing_of_other_documents(cast: Cast, tmp_path: Path) -> None:
    ours = receive(cast.northport, by=cast.asha)
    theirs = receive(cast.southmoor, by=cast.carys)
    receive(cast.northport, b"later", by=cast.asha)
    lines = list(log_lines(shown=Document.objects.filter(pk=ours.pk)))
    verdict = verify_log(lines)
    assert verdict.holds
    assert (verdict.lines, verdict.withheld, verdict.hashes) == (3, 2, {ours.sha256})
    assert theirs.sha256 not in "".join(lines)
    log = tmp_path / "log"
    log.write_text("\n".join(lines))
    assert strangers_check(log).stdout == "The log is intact.\n"


def test_an_authority_puts_its_time_to_the_log_by_files(
    cast: Cast, authority: Authority, tmp_path: Path, settings: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.TSA_CERTIFICATES = str(authority.root)
    receive(cast.northport)
    request, answer = tmp_path / "log.tsq", tmp_path / "log.tsr"
    custody(capsys, "timestamp", "--request", request)
    receive(cast.northport)  # the log goes on while the answer is on its way
    answer.write_bytes(authority.answer(request.read_bytes()))
    assert "Line 1 existed at" in custody(capsys, "timestamp", "--answer", answer, "--authority", "A clock")
    row = Timestamp.objects.get()
    assert (row.number, row.is_verified, row.authority) == (1, True, "A clock")
    assert row.stated_at is not None
    assert abs(timezone.now() - row.stated_at) < timedelta(hours=1)
    assert CustodyLine.objects.latest("number").did == "timestamped"
    assert "The log is intact: 3 lines" in custody(capsys, "verify")

    custody(capsys, "export", tmp_path / "out")
    assert strangers_answers(tmp_path / "out", authority) == ["Verification: OK"]


def strangers_answers(folder: Path, authority: Authority) -> list[str]:
    """Run each command of an exported log's check.txt as a stranger does, and return what openssl says."""
    (folder / "authority.pem").write_bytes(authority.root.read_bytes())
    commands = [line for line in (folder / "check.txt").read_text().splitlines() if line.startswith("openssl")]
    ran = [subprocess.run(one.split(), cwd=folder, capture_output=True, text=True, check=False) for one in commands]
    return [done.stdout.strip() for done in ran]


def test_a_timestamp_holds_after_the_authoritys_certificate_has_run_out(
    cast: Cast, tmp_path: Path, settings: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    authority = make_authority(tmp_path / "tsa")
    settings.TSA_CERTIFICATES = str(authority.root)
    receive(cast.northport)
    runs_out = datetime.now(UTC) + timedelta(seconds=3)
    expire(authority, runs_out)
    request, answer = tmp_path / "log.tsq", tmp_path / "log.tsr"
    custody(capsys, "timestamp", "--request", request)
    answer.write_bytes(authority.answer(request.read_bytes()))
    while datetime.now(UTC) <= runs_out + timedelta(seconds=1):
        time.sleep(0.1)
    custody(capsys, "timestamp", "--answer", answer)
    assert Timestamp.objects.get().is_verified
    custody(capsys, "export", tmp_path / "out")
    assert strangers_answers(tmp_path / "out", authority) == ["Verification: OK"]
    (stamped,) = (tmp_path / "out").glob("*.tsr")
    by_today = ["-data", stamped.with_suffix(".txt"), "-in", stamped, "-CAfile", authority.root]
    done = subprocess.run(["openssl", "ts", "-verify", *by_today], capture_output=True, text=True, check=False)
    assert "expired" in done.stdout + done.stderr


def test_an_answer_that_is_not_ours_or_not_signed_by_whom_we_trust_is_refused(
    cast: Cast, authority: Authority, tmp_path: Path, settings: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    receive(cast.northport)
    request, answer = tmp_path / "log.tsq", tmp_path / "log.tsr"
    custody(capsys, "timestamp", "--request", request)
    answer.write_bytes(authority.answer(request.read_bytes()))
    settings.TSA_CERTIFICATES = str(make_authority(tmp_path / "other", name="Another clock").root)
    with pytest.raises(CommandError, match="not signed by an authority you trust"):
        custody(capsys, "timestamp", "--answer", answer)
    Timestamp.objects.all().delete()
    custody(capsys, "timestamp", "--request", tmp_path / "another.tsq")
    with pytest.raises(CommandError, match="does not match any waiting request"):
        custody(capsys, "timestamp", "--answer", answer)
    answer.write_bytes(b"no answer at all")
    with pytest.raises(CommandError, match="not an answer from an authority"):
        custody(capsys, "timestamp", "--answer", answer)


def test_an_answer_with_two_certificates_is_understood(
    cast: Cast, tmp_path: Path, settings: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = make_authority(tmp_path / "tsa", sends_root=True)
    settings.TSA_CERTIFICATES = str(clock.root)
    receive(cast.northport)
    request, answer = tmp_path / "log.tsq", tmp_path / "log.tsr"
    custody(capsys, "timestamp", "--request", request)
    answer.write_bytes(clock.answer(request.read_bytes()))
    assert "Line 1 existed at" in custody(capsys, "timestamp", "--answer", answer)


def test_a_log_that_was_made_anew_does_not_fit_its_timestamp(
    cast: Cast, authority: Authority, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    receive(cast.northport)
    request, answer = tmp_path / "log.tsq", tmp_path / "log.tsr"
    custody(capsys, "timestamp", "--request", request)
    answer.write_bytes(authority.answer(request.read_bytes()))
    assert "Its signature was not checked" in custody(capsys, "timestamp", "--answer", answer)
    Timestamp.objects.update(digest="0" * 64)
    with pytest.raises(CommandError, match="is not intact"):
        custody(capsys, "verify")
    assert "a different version of the log" in capsys.readouterr().err


@contextmanager
def served(answers: Any) -> Iterator[str]:
    """Serve an authority on a loopback port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = answers(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200 if content else 503)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *words: Any) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_an_authority_is_asked_at_its_address(
    cast: Cast, authority: Authority, settings: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    receive(cast.northport)
    settings.TSA_CERTIFICATES = str(authority.root)
    with served(authority.answer) as url:
        settings.TSA_URL = url
        assert "Line 1 existed at" in custody(capsys, "timestamp")
    with served(lambda request: b"") as url:
        settings.TSA_URL = url
        with pytest.raises(CommandError, match="did not answer"):
            custody(capsys, "timestamp")


def test_what_cannot_be_done_is_said(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, cast: Cast
) -> None:
    with pytest.raises(CommandError, match="custody log is empty"):
        custody(capsys, "timestamp")
    receive(cast.northport)
    with pytest.raises(CommandError, match="DUEREGARD_TSA_URL"):
        custody(capsys, "timestamp")
    with pytest.raises(CommandError, match="No such file"):
        custody(capsys, "verify", tmp_path / "nowhere")
    monkeypatch.setenv("PATH", "")
    (tmp_path / "bad.tsr").write_bytes(json.dumps("no answer").encode())
    with pytest.raises(CommandError, match="openssl is not installed"):
        custody(capsys, "timestamp", "--answer", tmp_path / "bad.tsr")
