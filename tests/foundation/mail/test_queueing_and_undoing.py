"""A letter is queued once for its key, can be undone until somebody begins to send it, and is paced per mail system."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from dueregard.foundation.audit.models import Act
from dueregard.foundation.files.gateways import store
from dueregard.foundation.mail.actions.claim_messages import claim_messages
from dueregard.foundation.mail.actions.name_mail_systems import name_mail_systems
from dueregard.foundation.mail.actions.queue_message import AlreadyQueued
from dueregard.foundation.mail.actions.settle_message import NotOurs, settle_by_copy
from dueregard.foundation.mail.actions.undo_message import TooLate, undo_message
from dueregard.foundation.mail.gateways import dns
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.rules.casework.outgoing_letter import NotAHeader, NotAnAddress
from tests.foundation.mail.letters import NOW, go_live, queue

State = OutgoingMessage.State
pytestmark = pytest.mark.django_db


def test_a_key_can_be_queued_only_once_whatever_became_of_it() -> None:
    message = queue("case-7/request")
    undo_message(message=message, by=None, now=NOW)
    with pytest.raises(AlreadyQueued):
        queue("case-7/request", text="other words")
    assert OutgoingMessage.objects.count() == 1


def test_the_message_id_comes_from_the_key_and_does_not_tell_it() -> None:
    message = queue("case-7/request")
    assert message.message_id.encode() in store.get(message.sha256)
    assert "case-7" not in message.message_id
    assert message.message_id.endswith("@northport.example>")


def test_queueing_and_undoing_are_acts() -> None:
    undo_message(message=queue(), by=None, now=NOW)
    assert sorted(Act.objects.values_list("did", flat=True)) == ["queue_message", "undo_message"]


@pytest.mark.parametrize("state", [State.CLAIMED, State.HANDING_OVER, State.SENT, State.UNSURE, State.UNDONE])
def test_it_is_too_late_to_undo_once_somebody_has_begun(state: str) -> None:
    message = queue()
    OutgoingMessage.objects.filter(pk=message.pk).update(state=state)
    with pytest.raises(TooLate):
        undo_message(message=message, by=None, now=NOW)


def test_nothing_leaves_before_the_time_to_undo_is_over() -> None:
    go_live()
    queue(not_before=NOW + timedelta(minutes=10))
    assert claim_messages(worker="w", now=NOW + timedelta(minutes=9), limit=5) == []
    assert len(claim_messages(worker="w", now=NOW + timedelta(minutes=10), limit=5)) == 1


@pytest.mark.parametrize(
    ("field", "value", "refusal"),
    [
        ("to", "foi@leeds.example\nBcc: everybody@example.org", NotAnAddress),
        ("to", "foi@leeds.example, other@leeds.example", NotAnAddress),
        ("to", "", NotAnAddress),
        ("to", "leeds.example", NotAnAddress),
        ("reply_to", "foi-x@northport.example\r\nX: y", NotAnAddress),
        ("sender", "Asha\r\nBcc: x@example.org <asha@northport.example>", (NotAnAddress, NotAHeader)),
        ("subject", "Request\r\nBcc: everybody@example.org", NotAHeader),
        ("subject", "Request\x00", NotAHeader),
        ("subject", " ", NotAHeader),
        ("subject", "x" * 301, NotAHeader),
        ("in_reply_to", "<1@leeds.example>\nBcc: x@example.org", NotAHeader),
    ],
)
def test_what_would_break_out_of_its_header_is_refused(field: str, value: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        queue(**{field: value})
    assert not OutgoingMessage.objects.exists()


def test_a_mail_system_is_given_one_message_per_gap_and_others_do_not_wait_for_it(settings: SimpleNamespace) -> None:
    settings.MAIL_PER_MINUTE = 20
    go_live()
    for number in range(3):
        queue(f"leeds-{number}", to="foi@leeds.example")
    queue("york-1", to="foi@york.example")
    first = claim_messages(worker="w", now=NOW, limit=10)
    assert sorted(message.mail_system for message in first) == ["leeds.example", "york.example"]
    assert claim_messages(worker="w", now=NOW + timedelta(seconds=2), limit=10) == []
    assert len(claim_messages(worker="w", now=NOW + timedelta(seconds=3), limit=10)) == 1


def test_bodies_whose_mail_one_company_takes_are_paced_together(
    monkeypatch: pytest.MonkeyPatch, settings: SimpleNamespace
) -> None:
    settings.MAIL_PER_MINUTE = 20
    systems = {"leeds.example": "bigmail.example", "york.example": "bigmail.example"}
    asked: list[str] = []

    def mail_system_of(domain: str) -> str:
        asked.append(domain)
        if domain not in systems:
            raise dns.NoAnswer(domain)
        return systems[domain]

    monkeypatch.setattr(dns, "mail_system_of", mail_system_of)
    go_live()
    for number, domain in enumerate(["leeds.example", "york.example", "foi.hull.example", "leeds.example"]):
        queue(f"case-{number}", to=f"foi@{domain}")
    OutgoingMessage.objects.update(mail_system="")
    name_mail_systems(now=NOW)
    assert sorted(OutgoingMessage.objects.values_list("mail_system", flat=True)) == [
        "bigmail.example",
        "bigmail.example",
        "bigmail.example",
        "hull.example",
    ]
    assert sorted(asked) == ["foi.hull.example", "leeds.example", "york.example"]
    OutgoingMessage.objects.update(mail_system="")
    name_mail_systems(now=NOW + timedelta(days=1))
    assert asked.count("leeds.example") == 1


def test_a_copy_of_a_strangers_message_settles_nothing() -> None:
    with pytest.raises(NotOurs):
        settle_by_copy(message_id="<1@stranger.example>", now=NOW)


def test_a_copy_settles_whatever_was_tried_and_nothing_that_was_not() -> None:
    go_live()
    tried, untried = queue("tried"), queue("untried")
    OutgoingMessage.objects.filter(pk=tried.pk).update(state=State.UNSURE, attempts=1)
    for message in (tried, untried):
        settle_by_copy(message_id=message.message_id, now=NOW)
        message.refresh_from_db()
    assert (tried.state, untried.state) == (State.SENT, State.WAITING)
