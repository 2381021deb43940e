"""An e-mail is stored before it is read, once for its bytes, and known again when it comes by another route."""

from datetime import timedelta
from time import process_time
from types import SimpleNamespace

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st

from dueregard.foundation.files.gateways import store
from dueregard.foundation.mail.actions.enqueue_stored_email import TRIES, enqueue_waiting
from dueregard.foundation.mail.actions.store_email import store_email
from dueregard.foundation.mail.gateways.mbox import split_upload
from dueregard.foundation.mail.models import StoredEmail
from dueregard.rules.mime.same_email import content_key
from tests.foundation.mail.letters import NOW, raw_email

JOURNEY = (
    b"Return-Path: <foi@leeds.example>\r\nDelivered-To: foi-x@northport.example\r\n"
    b"Received: from a by b;\r\n\tMon, 23 Nov 2026 09:00:01 +0000\r\n"
)


@pytest.fixture(autouse=True)
def arrival(settings: SimpleNamespace) -> None:
    """Give out a task that does nothing."""
    settings.MAIL_ARRIVAL_TASK = "tests.foundation.work.chores.write_down"


def arrive(raw: bytes, *to: str) -> tuple[StoredEmail, bool]:
    """Store an e-mail that came by LMTP."""
    return store_email(raw=raw, arrived_by="lmtp", envelope_from="foi@leeds.example", envelope_to=to, now=NOW)


@pytest.mark.django_db
def test_the_same_bytes_delivered_twice_are_one_row_and_read_once() -> None:
    first, is_new = arrive(raw_email(), "foi-x@northport.example")
    again, is_new_again = arrive(raw_email(), "foi-y@northport.example")
    assert (is_new, is_new_again, first.pk) == (True, False, again.pk)
    assert again.envelope_to == ["foi-x@northport.example", "foi-y@northport.example"]
    assert DBTaskResult.objects.count() == 1


@pytest.mark.django_db
def test_a_second_delivery_says_who_is_to_be_answered_where_the_first_did_not() -> None:
    for sender in ("", "<>", "foi@leeds.example"):
        email, _ = store_email(raw=raw_email(), arrived_by="imap", envelope_from=sender, envelope_to=[], now=NOW)
    assert email.envelope_from == "<>"


@pytest.mark.django_db
def test_the_same_email_by_another_route_is_kept_and_names_the_first() -> None:
    first, _ = arrive(raw_email())
    again, is_new = arrive(JOURNEY + raw_email())
    third, _ = arrive(JOURNEY + JOURNEY + raw_email())
    assert is_new
    assert (first.same_as_id, again.same_as_id, third.same_as_id) == (None, first.pk, first.pk)
    assert store.get(again.sha256) == JOURNEY + raw_email()


@pytest.mark.django_db
def test_an_envelope_of_broken_characters_is_stored_all_the_same() -> None:
    email, _ = arrive(raw_email(), "foi-\udcff\0@northport.example", "x" * 5000)
    email.refresh_from_db()
    assert [len(one) for one in email.envelope_to] == [23, 320]


@pytest.mark.django_db
@pytest.mark.parametrize("raw", [b"", b"\0", b"\n\n\n", b"no header at all", b"From:\xff\xfe\r\n\r\n\x80", b":" * 9999])
def test_any_bytes_are_stored(raw: bytes) -> None:
    email, _ = arrive(raw)
    assert store.get(email.sha256) == raw


@pytest.mark.django_db
def test_what_nobody_read_is_given_out_again_and_at_last_held_for_a_person() -> None:
    email, _ = arrive(raw_email())
    now = NOW
    assert enqueue_waiting(now=now + timedelta(minutes=1)) == 0
    for attempt in range(1, TRIES):
        now += timedelta(hours=7)
        assert enqueue_waiting(now=now) == 1
        assert enqueue_waiting(now=now) == 0
        email.refresh_from_db()
        assert (email.attempts, email.state) == (attempt, "waiting")
    enqueue_waiting(now=now + timedelta(hours=7))
    email.refresh_from_db()
    assert email.state == "held"
    assert "read it" in email.trouble


@given(
    body=st.binary(max_size=200).filter(lambda body: b"\r" not in body),
    header=st.sampled_from([b"X-Spam: no", b"Received: by c", b"Delivered-To: d"]),
)
def test_line_endings_and_the_journey_do_not_change_what_email_it_is(body: bytes, header: bytes) -> None:
    written = b"From: a@b.example\nMessage-ID: <1@b.example>\n\n" + body
    travelled = header + b"\r\n" + written.replace(b"\n", b"\r\n") + b"\r\n"
    assert content_key(written) == content_key(travelled)


@given(st.binary(max_size=300))
def test_any_bytes_have_a_key(raw: bytes) -> None:
    assert len(content_key(raw)) == 64


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (raw_email(1), raw_email(2)),
        (raw_email(1, body="yes"), raw_email(1, body="no")),
        (raw_email(1, to="a@northport.example"), raw_email(1, to="b@northport.example")),
    ],
)
def test_other_words_another_id_or_another_recipient_are_another_email(one: bytes, other: bytes) -> None:
    assert content_key(one) != content_key(other)


def test_an_mbox_is_split_at_its_separators_and_nowhere_else() -> None:
    body = "From the office:\r\n\r\nFrom London with love\r\n\r\n>From quoted\r\n"
    mails = [raw_email(1, body=body), raw_email(2)]
    line = b"From foi@leeds.example Mon Nov 23 09:00:00 2026\r\n"
    quoted = [mail.replace(b"\r\n>From", b"\r\n>>From") for mail in mails]
    mbox = b"".join(line + mail + b"\r\n" for mail in quoted)
    assert [one.raw for one in split_upload(mbox, "archive.mbox")] == mails
    assert {one.envelope_from for one in split_upload(mbox, "archive.mbox")} == {"foi@leeds.example"}


def test_an_mbox_says_by_its_separator_that_a_machine_sent_an_email() -> None:
    mbox = b"From MAILER-DAEMON Mon Nov 23 09:00:00 2026\n" + raw_email()
    assert [one.envelope_from for one in split_upload(mbox, "archive.mbox")] == ["<>"]


def test_an_eml_is_one_email_and_an_empty_file_none() -> None:
    assert [one.raw for one in split_upload(raw_email(), "reply.eml")] == [raw_email()]
    assert list(split_upload(b" \r\n", "empty.eml")) == []


@pytest.mark.django_db
def test_the_time_of_arrival_is_the_one_passed_in() -> None:
    email, _ = arrive(raw_email())
    assert email.received_at == NOW != timezone.now()


def test_a_field_folded_over_many_lines_takes_its_share_and_no_square() -> None:
    """Processor time at two sizes, the least of five each: ten times the lines take ten times, not a hundred."""

    def least(lines: int) -> float:
        raw = b"To: a@b.example\n" + b" c\n" * lines + b"\nHello\n"
        used = []
        for _ in range(5):
            before = process_time()
            content_key(raw)
            used.append(process_time() - before)
        return min(used)

    assert least(200_000) < 40 * least(20_000)
