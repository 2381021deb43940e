"""E-mails are read in a child without rights; whatever they do to it, the site goes on and names what happened."""

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dueregard.foundation.mail.gateways import parser
from dueregard.foundation.mail.gateways.parser import (
    GaveUp,
    ParserGaveUp,
    attachment_in_child,
    child_limits,
    close_child,
    every_attachment_in_child,
    open_in_child,
    read_in_child,
    sort_in_child,
)
from dueregard.foundation.mail.gateways.parser_child import READABLE_BYTES
from dueregard.rules.mail.verdict import Known
from dueregard.rules.mime.incoming import NoSuchAttachment, read_mail
from tests.mail.make import MAILS, PDF, mail

PATTERN = "foi-{token}@dueregard.invalid"
# An e-mail that its reader, however careful, is slow with: thousands of attributes behind a quoted bracket.
CPU_BOMB = mail(b'<a x=">" ' + b" ".join(b"a%d" % n for n in range(250_000)) + b">", Content_Type="text/html")
# The one is refused at once, the other is tried and breaks the limit: it is needed several times over.
TOO_LARGE_BYTES = READABLE_BYTES + 1_000
MEMORY_BOMB_BYTES = READABLE_BYTES - 100_000

LISTEN = """
import socket
server = socket.create_server(("127.0.0.1", 0))
print(server.getsockname()[1], flush=True)
server.accept()
"""
ASK_WHAT_IS_ALLOWED = """
import json, os, resource, socket, sys
from dueregard.foundation.mail.gateways.parser_child import give_up_rights
said = give_up_rights()
found = {"said": said, "django": "django" in sys.modules}
def refused(act):
    try:
        act()
    except (OSError, MemoryError) as fault:
        return type(fault).__name__
    return ""
def write():
    with open("/tmp/%d" % os.getpid(), "wb") as file:
        file.write(b"x" * 10)
        file.flush()
def connect():
    with socket.socket() as sock:
        sock.settimeout(2)
        sock.connect(("127.0.0.1", int(sys.argv[1])))
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
found["write"] = refused(write)
found["memory"] = refused(lambda: bytearray(2 * 1024 ** 3))
found["files"] = refused(lambda: [open("/dev/null") for _ in range(100)])
found["connect"] = refused(connect)
print(json.dumps(found))
"""


@pytest.fixture(autouse=True)
def fresh_child() -> Iterator[None]:
    close_child()
    yield
    close_child()


def children() -> list[str]:
    """The reading children of this process, and its zombies, as the kernel lists them."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
            called = (folder / "cmdline").read_bytes()
            if int(parent) == os.getpid() and (state == "Z" or b"parser_child" in called):
                found.append(f"{folder.name} {state}")
    return found


@pytest.mark.parametrize(
    "name", ["01-no-final-boundary", "11-winmail-cut", "24-encrypted-notice-html", "49-nested-1500"]
)
def test_the_child_reads_what_we_would_read(name: str) -> None:
    assert read_in_child(MAILS[name]) == read_mail(MAILS[name])


def test_an_attachment_comes_out_of_the_child() -> None:
    assert attachment_in_child(MAILS["01-no-final-boundary"], 0) == PDF
    with pytest.raises(NoSuchAttachment):
        attachment_in_child(MAILS["01-no-final-boundary"], 7)


@pytest.mark.parametrize("name", ["21-two-same-names", "26-forwarded", "11-winmail-cut", "52-acknowledgement"])
def test_all_attachments_come_out_at_once_as_they_come_out_one_by_one(name: str) -> None:
    single = tuple(attachment_in_child(MAILS[name], part.position) for part in read_in_child(MAILS[name]).parts)
    assert every_attachment_in_child(MAILS[name]) == single


def opened(raw: bytes) -> parser.Opened:
    """Return an e-mail as it is opened for sorting."""
    return open_in_child(raw, envelope_to=[], envelope_from="", reply_address=PATTERN)


def what_is_sent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that fills with how many bytes of e-mail the child is sent."""
    sent: list[int] = []
    talk = parser._Child.talk

    def counted(child: parser._Child, request: bytes, raw: bytes, deadline: float) -> tuple[bytes, bytes]:
        sent.append(len(raw))
        return talk(child, request, raw, deadline)

    monkeypatch.setattr(parser._Child, "talk", counted)
    return sent


@pytest.mark.parametrize("name", ["21-two-same-names", "26-forwarded", "11-winmail-cut", "52-acknowledgement"])
def test_an_email_that_was_opened_is_sorted_and_emptied_without_being_sent_again(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, raw = Known(address_pattern=PATTERN), MAILS[name]
    alone, files = sort_in_child(replace(opened(raw), turn=None), known), every_attachment_in_child(raw)
    here, sent = opened(raw), what_is_sent(monkeypatch)
    assert sort_in_child(here, known) == alone
    assert every_attachment_in_child(raw, turn=here.turn) == files
    assert [attachment_in_child(raw, place, turn=here.turn) for place in range(len(files))] == list(files)
    with pytest.raises(NoSuchAttachment):
        attachment_in_child(raw, len(files), turn=here.turn)
    assert set(sent) == {0}


def test_an_email_opened_before_another_or_by_a_child_that_is_gone_is_still_answered_as_itself() -> None:
    raw, other = MAILS["21-two-same-names"], MAILS["26-forwarded"]
    files = every_attachment_in_child(raw)
    assert files != every_attachment_in_child(other)
    first, second = opened(raw), opened(other)
    assert every_attachment_in_child(raw, turn=first.turn) == files
    assert every_attachment_in_child(other, turn=second.turn) != files
    close_child()
    assert every_attachment_in_child(raw, turn=first.turn) == files
    known = Known(address_pattern=PATTERN)
    assert sort_in_child(first, known) == sort_in_child(opened(raw), known)


def test_one_child_reads_many_mails_and_is_replaced_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser, "MAILS_PER_CHILD", 3)
    seen = set()
    for _ in range(7):
        read_in_child(MAILS["52-acknowledgement"])
        child = parser._parser.child
        seen.add(child.process.pid if child else 0)
    assert len(seen - {0}) == 3
    assert len(children()) == 1


def test_a_mail_that_takes_too_long_is_given_up_by_name_and_the_next_is_read() -> None:
    with pytest.raises(ParserGaveUp) as refusal:
        read_in_child(CPU_BOMB, seconds=1.0)
    assert refusal.value.reason is GaveUp.TOOK_TOO_LONG
    assert children() == []
    assert read_in_child(MAILS["52-acknowledgement"]).subject


@pytest.mark.parametrize("size", [TOO_LARGE_BYTES, MEMORY_BOMB_BYTES])
def test_a_mail_too_large_for_the_child_is_given_up_by_name_and_the_next_is_read(size: int) -> None:
    with pytest.raises(ParserGaveUp) as refusal:
        read_in_child(mail(b"\xe2\x82\xac" * (size // 3)))
    assert refusal.value.reason is GaveUp.OUT_OF_MEMORY
    assert children() == []
    assert read_in_child(MAILS["52-acknowledgement"]).subject


def test_a_child_that_dies_is_given_up_by_name_and_the_next_mail_is_read() -> None:
    read_in_child(MAILS["52-acknowledgement"])
    child = parser._parser.child
    assert child is not None
    os.kill(child.process.pid, 19)
    os.kill(child.process.pid, 9)
    child.process.wait()
    assert read_in_child(MAILS["52-acknowledgement"]).subject
    assert len(children()) == 1


def test_a_child_that_dies_while_reading_is_named_as_crashed() -> None:
    child = parser._parser._child()
    threading.Timer(0.3, child.process.kill).start()
    with pytest.raises(ParserGaveUp) as refusal:
        read_in_child(CPU_BOMB)
    assert refusal.value.reason is GaveUp.CRASHED
    assert children() == []


def test_threads_take_turns() -> None:
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda: found.append(read_in_child(MAILS["52-acknowledgement"]).message_id))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["answer-1@northport.example"] * 8
    assert len(children()) == 1


def test_a_forked_worker_starts_a_child_of_its_own() -> None:
    read_in_child(MAILS["52-acknowledgement"])
    ours = parser._parser.child
    program = (
        "import os\n"
        "from dueregard.foundation.mail.gateways import parser\n"
        "from tests.mail.make import MAILS\n"
        "raw = MAILS['52-acknowledgement']\n"
        "parser.read_in_child(raw)\n"
        "first = parser._parser.child.process.pid\n"
        "pid = os.fork()\n"
        "if pid == 0:\n"
        "    good = parser._parser.child is None and parser.read_in_child(raw).subject\n"
        "    good = good and parser._parser.child.process.pid != first\n"
        "    parser.close_child()\n"
        "    os._exit(0 if good else 1)\n"
        "status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])\n"
        "still = parser.read_in_child(raw).subject and parser._parser.child.process.pid == first\n"
        "parser.close_child()\n"
        "raise SystemExit(status or not still)\n"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", program], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert ours is not None
    assert ours.process.poll() is None


def test_the_child_has_no_files_no_memory_and_where_the_system_grants_it_no_network() -> None:
    with subprocess.Popen(
        [
            sys.executable,
            "-c",
            LISTEN,
        ],
        stdout=subprocess.PIPE,
        text=True,
    ) as listener:
        assert listener.stdout is not None
        port = listener.stdout.readline().strip()
        done = subprocess.run(
            [sys.executable, "-c", ASK_WHAT_IS_ALLOWED, port], capture_output=True, text=True, check=True
        )
        listener.kill()
    found = json.loads(done.stdout)
    assert not found["django"]
    assert found["write"]
    assert found["memory"] == "MemoryError"
    assert found["files"] == "OSError"
    assert bool(found["connect"]) == (found["said"] == "network cut off")


def test_the_child_says_whether_the_network_is_cut_off() -> None:
    assert child_limits() in {"network cut off", "network not cut off"}


def test_no_setting_of_the_site_reaches_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUEREGARD_SECRET_FOR_THIS_TEST", "x")
    started: list[dict[str, str]] = []
    start = subprocess.Popen

    def noted(command: list[str], **options: Any) -> "subprocess.Popen[bytes]":
        started.append(options["env"])
        return start(command, **options)

    monkeypatch.setattr(subprocess, "Popen", noted)
    assert read_in_child(MAILS["52-acknowledgement"]).subject
    (environment,) = started
    assert set(environment) == {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "LANG", "MALLOC_ARENA_MAX"}
