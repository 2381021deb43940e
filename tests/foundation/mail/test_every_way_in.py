"""By whichever way an e-mail comes, its bytes are safe before the source is told, and it is never told too early."""

import io
import smtplib
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.utils import timezone

from dueregard.foundation.files.gateways import store
from dueregard.foundation.mail.actions import fetch_mail, store_email
from dueregard.foundation.mail.actions.fetch_mail import fetch_mailbox, fetch_maildir
from dueregard.foundation.mail.gateways.lmtp import NotAnAddressToListenOn, listen
from dueregard.foundation.mail.models import StoredEmail
from tests.foundation.mail.letters import raw_email
from tests.foundation.mail.servers.dovecot import dovecot, put_into, seen_in
from tests.ports import free_port


class DiskFull(OSError):
    """Nothing can be stored."""


def refuse(*args: object, **options: object) -> None:
    """Store nothing."""
    raise DiskFull


@pytest.fixture(autouse=True)
def nobody_reads(settings: SimpleNamespace) -> None:
    """Only the arrival is tried here."""
    settings.MAIL_ARRIVAL_TASK = ""


@pytest.mark.servers
@pytest.mark.django_db(transaction=True)
def test_a_mailbox_is_read_to_its_end_and_marked_and_never_emptied() -> None:
    with dovecot() as url:
        put_into(url, [raw_email(number) for number in range(3)])
        assert fetch_mailbox(url=url, clock=timezone.now) == 3
        assert seen_in(url) == [True, True, True]
        put_into(url, [raw_email(3)])
        assert fetch_mailbox(url=url, clock=timezone.now) == 1
        assert fetch_mailbox(url=url, clock=timezone.now) == 0
        assert len(seen_in(url)) == 4
    kept = {store.get(email.sha256) for email in StoredEmail.objects.all()}
    assert kept == {raw_email(number) for number in range(4)}


@pytest.mark.servers
@pytest.mark.django_db(transaction=True)
def test_what_could_not_be_stored_stays_unseen_in_the_mailbox_and_comes_next_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with dovecot() as url:
        put_into(url, [raw_email()])
        with monkeypatch.context() as patch:
            patch.setattr(fetch_mail, "store_email", refuse)
            with pytest.raises(DiskFull):
                fetch_mailbox(url=url, clock=timezone.now)
        assert seen_in(url) == [False]
        assert fetch_mailbox(url=url, clock=timezone.now) == 1


@pytest.mark.django_db
def test_a_maildir_is_read_and_each_message_moves_when_it_is_safe(tmp_path: Path) -> None:
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    (tmp_path / "new/1.host").write_bytes(raw_email(1))
    (tmp_path / "new/2.host").write_bytes(raw_email(2))
    assert fetch_maildir(folder=tmp_path, clock=timezone.now) == 2
    assert sorted(path.name for path in (tmp_path / "cur").iterdir()) == ["1.host:2,S", "2.host:2,S"]
    assert fetch_maildir(folder=tmp_path, clock=timezone.now) == 0
    assert StoredEmail.objects.count() == 2


@pytest.mark.django_db
def test_a_message_that_could_not_be_stored_stays_in_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new/1.host").write_bytes(raw_email(1))
    monkeypatch.setattr(fetch_mail, "store_email", refuse)
    with pytest.raises(DiskFull):
        fetch_maildir(folder=tmp_path, clock=timezone.now)
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["1.host"]


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch) -> io.BytesIO:
    """Standard input of bytes."""
    stdin = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=stdin))
    return stdin


@pytest.mark.django_db
def test_the_pipe_takes_the_envelope_from_the_mail_servers_environment(
    pipe: io.BytesIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SENDER", "foi@leeds.example")
    monkeypatch.setenv("ORIGINAL_RECIPIENT", "foi-x@northport.example")
    pipe.write(raw_email())
    pipe.seek(0)
    call_command("receive")
    email = StoredEmail.objects.get()
    assert (email.envelope_from, email.envelope_to) == ("foi@leeds.example", ["foi-x@northport.example"])


@pytest.mark.django_db
@pytest.mark.parametrize("sender", ["", "<>", "MAILER-DAEMON"])
def test_the_pipe_keeps_that_the_senders_address_is_empty(
    pipe: io.BytesIO, monkeypatch: pytest.MonkeyPatch, sender: str
) -> None:
    monkeypatch.setenv("SENDER", sender)
    pipe.write(raw_email())
    pipe.seek(0)
    call_command("receive")
    assert StoredEmail.objects.get().envelope_from == "<>"


@pytest.mark.django_db
def test_the_pipe_does_not_call_an_unnamed_sender_empty(pipe: io.BytesIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SENDER", raising=False)
    pipe.write(raw_email())
    pipe.seek(0)
    call_command("receive")
    assert StoredEmail.objects.get().envelope_from == ""


@pytest.mark.django_db
def test_the_pipe_asks_the_mail_server_to_come_again_when_nothing_can_be_stored(
    pipe: io.BytesIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_email.store, "put", refuse)
    pipe.write(raw_email())
    pipe.seek(0)
    with pytest.raises(SystemExit) as ended:
        call_command("receive")
    assert ended.value.code == 75


@pytest.mark.servers
def test_lmtp_answers_250_for_each_recipient_only_after_the_mail_is_kept() -> None:
    kept: list[tuple[bytes, str, list[str]]] = []

    def keep(raw: bytes, sender: str, recipients: list[str]) -> None:
        kept.append((raw, sender, recipients))

    port = free_port()
    controller = listen(f"127.0.0.1:{port}", keep)
    try:
        with smtplib.LMTP("127.0.0.1", port) as client:
            client.ehlo()
            client.mail("foi@leeds.example")
            client.rcpt("foi-a@northport.example")
            client.rcpt("foi-b@northport.example")
            first = client.data(raw_email(body="long " * 100_000))
            second = client.getreply()
            client.sendmail("", ["foi-a@northport.example"], raw_email(body="returned"))
    finally:
        controller.stop()
    assert (first[0], second[0]) == (250, 250)
    assert kept[0][1:] == ("foi@leeds.example", ["foi-a@northport.example", "foi-b@northport.example"])
    assert kept[0][0] == raw_email(body="long " * 100_000)
    assert kept[1][1] == "<>"


@pytest.mark.servers
def test_lmtp_answers_451_when_the_mail_could_not_be_kept_and_goes_on() -> None:
    failures = [DiskFull()]

    def keep(raw: bytes, sender: str, recipients: list[str]) -> None:
        if failures:
            raise failures.pop()

    port = free_port()
    controller = listen(f"127.0.0.1:{port}", keep)
    try:
        with smtplib.LMTP("127.0.0.1", port) as client, pytest.raises(smtplib.SMTPDataError) as refused:
            client.sendmail("foi@leeds.example", ["foi-a@northport.example"], raw_email())
        with smtplib.LMTP("127.0.0.1", port) as client:
            assert client.sendmail("foi@leeds.example", ["foi-a@northport.example"], raw_email()) == {}
    finally:
        controller.stop()
    assert refused.value.smtp_code == 451


@pytest.mark.parametrize("where", ["", "8024", "localhost:", "localhost:mail"])
def test_an_address_that_cannot_be_listened_on_is_refused(where: str) -> None:
    with pytest.raises(NotAnAddressToListenOn):
        listen(where, refuse)
