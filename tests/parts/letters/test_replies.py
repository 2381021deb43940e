"""What comes to a letter's address reaches every group it is meant for, once; our own copy is no reply."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from dueregard.foundation.files.gateways import store
from dueregard.foundation.mail.actions.enqueue_stored_email import enqueue_waiting
from dueregard.foundation.mail.actions.store_email import store_email
from dueregard.foundation.mail.gateways.parser import GaveUp, ParserGaveUp
from dueregard.foundation.mail.models import Mode, OutgoingMessage, StoredEmail
from dueregard.foundation.mail.queries import header_addresses
from dueregard.foundation.work.gateways import disk
from dueregard.parts.letters.actions import file_reply as filing
from dueregard.parts.letters.actions.file_reply import file_reply
from dueregard.parts.letters.models import Reply, SentLetter
from dueregard.parts.letters.queries.waits import waits
from dueregard.rules.casework.reply_address import make_token, reply_address
from dueregard.rules.mime.shapes import ReadMail
from tests.parts.letters.builders import reply_to, sent_letter
from tests.people import Cast, make_cast

pytestmark = pytest.mark.django_db
NOW = timezone.now()
State = OutgoingMessage.State


@pytest.fixture
def cast(db: None) -> Cast:
    """Return the people of the tests."""
    return make_cast()


@pytest.fixture
def letter(cast: Cast) -> SentLetter:
    """Return a letter of Northport."""
    return sent_letter(group=cast.northport, by=cast.asha, now=NOW)


def stored(raw: bytes, to: list[str]) -> StoredEmail:
    """Store an e-mail that came by LMTP to these addresses."""
    return store_email(raw=raw, arrived_by="lmtp", envelope_from="", envelope_to=to, now=timezone.now())[0]


def written(*to: str) -> bytes:
    """Return a reply to these addresses."""
    message = EmailMessage()
    message["From"] = "Registrar <office@northport.example>"
    message["To"] = ", ".join(to)
    message["Message-ID"] = f"<{uuid4()}@northport.example>"
    message.set_content("We publish it tomorrow.")
    return message.as_bytes()


def test_the_copy_that_our_mail_server_returns_is_proof_and_no_reply(cast: Cast, letter: SentLetter) -> None:
    OutgoingMessage.objects.update(mode=Mode.LIVE, state=State.UNSURE, attempts=1, offered_at=NOW)
    copy = stored(store.get(letter.outgoing.sha256), [letter.outgoing.reply_to])
    for _ in range(2):
        file_reply(pk=copy.pk, now=NOW)
    copy.refresh_from_db()
    letter.outgoing.refresh_from_db()
    assert not Reply.objects.exists()
    assert copy.state == StoredEmail.State.SETTLED
    assert (letter.outgoing.state, letter.outgoing.sent_at) == (State.SENT, NOW)


def test_a_reply_to_letters_of_two_groups_is_filed_with_both(cast: Cast, letter: SentLetter) -> None:
    theirs = sent_letter(group=cast.southmoor, by=cast.carys, now=NOW)
    email = stored(written(letter.outgoing.reply_to, theirs.outgoing.reply_to), [])
    for _ in range(2):
        file_reply(pk=email.pk, now=NOW)
    assert sorted(one.letter.group.name for one in Reply.objects.all()) == sorted(
        [cast.northport.name, cast.southmoor.name]
    )
    email.refresh_from_db()
    assert email.state == StoredEmail.State.FILED


def test_a_reply_that_names_a_request_too_goes_on_to_it(letter: SentLetter, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, ...]] = []
    monkeypatch.setattr(filing, "enqueue", lambda *told_of: told.append(told_of))
    of_a_case = reply_address(settings.REPLY_ADDRESS, make_token(bytes(range(16))))
    email = stored(written(letter.outgoing.reply_to, of_a_case), [])
    for _ in range(2):
        file_reply(pk=email.pk, now=NOW)
    email.refresh_from_db()
    assert Reply.objects.get().letter == letter
    assert email.state == StoredEmail.State.WAITING  # whoever files all other mail takes it
    assert told == [(settings.MAIL_ARRIVAL_TASK, str(email.pk))] * 2


def test_the_same_reply_by_two_routes_is_one_reply(letter: SentLetter) -> None:
    raw = written(letter.outgoing.reply_to)
    for again in (raw, b"Received: from mx.northport.example by us; Mon, 30 Nov 2026 09:00:00 +0000\r\n" + raw):
        file_reply(pk=stored(again, [letter.outgoing.reply_to]).pk, now=NOW)
    assert StoredEmail.objects.filter(state=StoredEmail.State.FILED).count() == 2
    assert Reply.objects.count() == 1


def test_a_name_with_any_letter_hides_no_address() -> None:
    head = (
        "To: Åsa Ǻström <foi-1@dueregard.invalid>\r\nSubject: Hello\r\nCc: b@x.example,\r\n c@x.example\r\n\r\nTo: no"
    )
    to, copied = header_addresses(head.encode())
    assert "foi-1@dueregard.invalid" in to
    assert copied == "Cc: b@x.example, c@x.example"


def test_an_email_whose_bytes_are_missing_holds_up_no_other(letter: SentLetter) -> None:
    long_ago = NOW - timedelta(hours=1)
    lost, other = reply_to(letter), reply_to(letter)
    StoredEmail.objects.filter(pk=lost.pk).update(enqueued_at=long_ago - timedelta(minutes=1), sha256="0" * 64)
    StoredEmail.objects.filter(pk=other.pk).update(enqueued_at=long_ago)
    assert enqueue_waiting(now=timezone.now()) == 2
    assert set(StoredEmail.objects.values_list("attempts", flat=True)) == {1}


def test_an_email_whose_bytes_are_missing_is_shown_to_a_person_by_whoever_files_all_other_mail(
    letter: SentLetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, ...]] = []
    monkeypatch.setattr(filing, "enqueue", lambda *told_of: told.append(told_of))
    email = reply_to(letter)
    StoredEmail.objects.filter(pk=email.pk).update(sha256="0" * 64)
    file_reply(pk=email.pk, now=NOW)
    assert told == [(settings.MAIL_ARRIVAL_TASK, str(email.pk))]


def test_an_email_that_was_read_in_part_says_so_and_is_there_as_a_whole(
    letter: SentLetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = ReadMail(text="The first page.", is_complete=False, notes=("It has too many parts.",))
    monkeypatch.setattr(filing, "read_in_child", lambda raw: read)
    file_reply(pk=reply_to(letter).pk, now=NOW)
    reply = Reply.objects.get()
    assert (reply.text, reply.trouble) == ("The first page.", "It has too many parts.")
    assert [one.name for one in reply.files.all()] == ["e-mail.eml"]


def test_a_reply_whose_files_could_not_be_taken_out_keeps_its_words(
    letter: SentLetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gives_up(raw: bytes) -> tuple[bytes, ...]:
        raise ParserGaveUp(GaveUp.TOOK_TOO_LONG)

    monkeypatch.setattr(filing, "every_attachment_in_child", gives_up)
    file_reply(pk=reply_to(letter, attached=b"The plan.").pk, now=NOW)
    reply = Reply.objects.get()
    assert reply.text.strip() == "We publish it tomorrow."
    assert "took too long" in reply.trouble
    assert [one.name for one in reply.files.all()] == ["e-mail.eml"]


def test_the_files_of_a_reply_are_kept_on_a_disk_that_is_nearly_full(
    letter: SentLetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "free_bytes", lambda: disk.RESERVE - 1)
    file_reply(pk=reply_to(letter, attached=b"The plan.").pk, now=NOW)
    assert [one.trouble for one in Reply.objects.get().files.all() if one.document] == [""]


def test_a_reply_that_came_after_the_page_was_opened_stays_to_be_read(
    cast: Cast, letter: SentLetter, signed_in: Any
) -> None:
    file_reply(pk=reply_to(letter).pk, now=NOW)
    client = signed_in(cast.asha)
    shown = client.get(letter.get_absolute_url()).context["page"].newest
    file_reply(pk=reply_to(letter, text="And one more thing.").pk, now=NOW)
    client.post(reverse("letters:read", args=[letter.pk]), {"shown": shown})
    assert Reply.objects.get(read_at=None).text.strip() == "And one more thing."


def test_once_its_replies_are_read_a_letter_past_its_day_waits_until_it_is_closed(
    cast: Cast, letter: SentLetter
) -> None:
    """A reply may be a machine's, or answer one point of five."""
    OutgoingMessage.objects.update(state=State.SENT)
    after = letter.answer_by + timedelta(days=1)
    file_reply(pk=reply_to(letter).pk, now=NOW)
    assert waiting(cast, after) == {"letter-reply": 1, "letter-late": 0, "letter-stuck": 0}
    Reply.objects.update(read_at=NOW)
    assert waiting(cast, after) == {"letter-reply": 0, "letter-late": 1, "letter-stuck": 0}
    SentLetter.objects.update(closed_at=NOW)
    assert waiting(cast, after) == {"letter-reply": 0, "letter-late": 0, "letter-stuck": 0}


@pytest.mark.parametrize(("state", "waits_for"), [(State.UNDONE, 1), (State.FAILED, 1), (State.WAITING, 0)])
def test_a_reminder_that_never_left_reminded_nobody(
    cast: Cast, letter: SentLetter, state: State, waits_for: int
) -> None:
    OutgoingMessage.objects.update(state=State.SENT)
    reminder = sent_letter(group=cast.northport, by=cast.asha, now=NOW, body=letter.body)
    SentLetter.objects.filter(pk=reminder.pk).update(reminds_of=letter)
    OutgoingMessage.objects.filter(pk=reminder.outgoing_id).update(state=state)
    assert waiting(cast, letter.answer_by + timedelta(days=1))["letter-late"] == waits_for


def waiting(cast: Cast, today: Any) -> dict[str, int]:
    """Return how many of each kind wait for Asha."""
    return {kind.code: kind.rows.count() for kind in waits(cast.asha, today) if kind.rows is not None}
