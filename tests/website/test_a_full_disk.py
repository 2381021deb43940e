"""A full disk is called a full disk: to whoever watches the server, to administrators, and beside every form."""

import errno
import subprocess
import sys
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.files.gateways import store
from dueregard.foundation.files.gateways.made import put_made
from dueregard.foundation.mail.actions.store_email import store_email
from dueregard.foundation.work.gateways import disk
from dueregard.parts.foi.actions.file_email import file_stored_email
from dueregard.parts.foi.models import HeldEmail
from dueregard.website.views.errors import server_error
from tests.foundation.mail.letters import queue
from tests.people import Cast

pytestmark = pytest.mark.django_db
# A file that may not grow any more, of a real SQLite database: what it says then is what Django passes on.
FILLS = """
import sqlite3, sys
base = sqlite3.connect(sys.argv[1])
base.execute("PRAGMA max_page_count = 20")
base.execute("CREATE TABLE t (words)")
try:
    for _ in range(1000):
        base.execute("INSERT INTO t VALUES (?)", ("x" * 4000,))
except sqlite3.OperationalError as error:
    print(error)
"""


class Full(Exception):
    """What psycopg raises carries the state of the SQL standard."""

    sqlstate = "53100"


def caused(fault: Exception) -> Exception:
    """Return a fault that another one led to."""
    try:
        try:
            raise fault
        except Exception as first:
            raise ValueError("later") from first
    except ValueError as later:
        return later


@pytest.mark.parametrize(
    ("fault", "is_full"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), True),
        (OperationalError("database or disk is full"), True),
        (Full(), True),
        (caused(OSError(errno.ENOSPC, "No space left on device")), True),
        (OSError(errno.EACCES, "Permission denied"), False),
        (OperationalError("database is locked"), False),
        (ValueError("disk is full"), False),
    ],
)
def test_a_fault_says_whether_the_disk_is_full(fault: Exception, is_full: bool) -> None:
    assert disk.says_full(fault) is is_full


def test_sqlite_says_it_in_these_words(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-c", FILLS, str(tmp_path / "full.sqlite3")], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == disk.SQLITE_WORDS


def test_whoever_watches_the_server_hears_that_the_disk_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "free_bytes", lambda: disk.RESERVE - 1)
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.content) == (503, b"disk\n")
    monkeypatch.setattr(disk, "free_bytes", lambda: disk.RESERVE)
    assert Client().get("/healthz").status_code == 200


def test_a_form_that_could_not_be_saved_says_why() -> None:
    try:
        raise caused(OSError(errno.ENOSPC, "No space left on device"))
    except ValueError:
        answer = server_error(RequestFactory().post("/complaints/"))
    assert answer.status_code == 507
    assert "This site’s disk is full" in answer.content.decode()
    assert "What you just sent was not saved." in answer.content.decode()


def test_a_database_that_stopped_on_a_full_disk_is_called_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    fault = OperationalError("connection to server failed: Connection refused")
    assert not disk.is_from_full_disk(fault)
    monkeypatch.setattr(connection, "cursor", Mock(side_effect=fault))
    assert Client().get("/healthz").content == b"database\n"
    monkeypatch.setattr(disk, "free_bytes", lambda: disk.RESERVE - 1)
    assert disk.is_from_full_disk(fault)
    assert not disk.is_from_full_disk(ValueError("another fault"))
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.content) == (503, b"disk\n")


def test_another_fault_is_not_called_a_full_disk() -> None:
    try:
        raise ValueError
    except ValueError:
        assert server_error(RequestFactory().get("/")).status_code == 500


def test_administrators_read_it_on_the_page_of_background_tasks(
    cast: Cast, signed_in: Callable[[Person], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(cast.dana)
    assert "The disk is full" not in client.get("/desk/work/").content.decode()
    monkeypatch.setattr(disk, "free_bytes", lambda: 1000)
    assert "The disk is full" in client.get("/desk/work/").content.decode()


def test_the_last_of_a_disk_is_kept_for_mail(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files, scans and pictures are refused while there is room for a letter; mail comes and goes to the end."""
    now = timezone.now()
    monkeypatch.setattr(disk, "free_bytes", lambda: disk.RESERVE - 1)
    refused: list[Callable[[], object]] = [
        lambda: store.put(b"a scan"),
        lambda: store.put_chunks([b"a file"]),
        lambda: put_made("a" * 64, b"a picture"),
    ]
    for keeps in refused:
        with pytest.raises(OSError, match="kept for mail") as refusal:
            keeps()
        assert disk.says_full(refusal.value)
    email, is_new = store_email(
        raw=b"From: foi@northport.example\n\nOur answer.", arrived_by="lmtp", envelope_from="", envelope_to=[], now=now
    )
    assert is_new
    assert store.get(email.sha256).endswith(b"Our answer.")
    letter = queue("case-1/request", now=now, to="foi@northport.example")
    assert store.has(letter.sha256)
    monkeypatch.setattr(disk, "free_bytes", lambda: disk.RESERVE)
    assert store.get(store.put(b"a scan")) == b"a scan"


def test_the_files_of_an_e_mail_are_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reply is not given up as unread because it brings its answer in a file while the disk is nearly full."""
    now, letter = timezone.now(), EmailMessage()
    letter["From"], letter["To"] = "foi@northport.example", "inbox@dueregard.invalid"
    letter.set_content("Our answer is in the file.")
    letter.add_attachment(b"%PDF-1.7 An answer", maintype="application", subtype="pdf", filename="answer.pdf")
    monkeypatch.setattr(disk, "free_bytes", lambda: disk.RESERVE - 1)
    email, _ = store_email(raw=letter.as_bytes(), arrived_by="lmtp", envelope_from="", envelope_to=[], now=now)
    file_stored_email(pk=email.pk, now=now)
    held = HeldEmail.objects.get(email=email)
    assert held.text.strip() == "Our answer is in the file."
    assert [store.get(file["sha256"]) for file in held.files] == [b"%PDF-1.7 An answer"]
