"""In practice mode nothing leaves the site, and what was written in practice never leaves later."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from dueregard.foundation.mail.actions import send_due_messages
from dueregard.foundation.mail.actions.claim_messages import claim_messages
from dueregard.foundation.mail.actions.hand_over_message import hand_over_message
from dueregard.foundation.mail.actions.set_mode import set_mode
from dueregard.foundation.mail.actions.settle_message import NothingToSettle, send_again
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.foundation.mail.queries import outbox, outbox_standing, site_mode
from tests.foundation.mail.letters import CardboardServer, Clock, go_live, queue
from tests.people import make_person
from tests.work import run_all_tasks

State = OutgoingMessage.State
pytestmark = pytest.mark.django_db


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, settings: SimpleNamespace) -> CardboardServer:
    """Stand in for the mail server wherever the site opens a connection."""
    server = CardboardServer()
    settings.SMTP_URL = "smtp://mail.northport.example"
    settings.MAIL_PER_MINUTE = 0
    settings.MAIL_SETTLED_TASKS = ()
    monkeypatch.setattr(send_due_messages, "MailServer", lambda address, says_hello_as: server)
    return server


def send(clock: Clock) -> int:
    """Send what is due, as the worker's task does."""
    return send_due_messages.send_due_messages(worker="tests", clock=clock)


def test_a_site_without_a_mode_is_in_practice_mode() -> None:
    assert site_mode() == "practice"


def test_practice_mail_is_delivered_to_the_mailroom_and_says_so(server: CardboardServer) -> None:
    message = queue()
    assert send(Clock()) == 1
    message.refresh_from_db()
    assert (message.state, message.how_known) == (State.SENT, "Practice mode: read it in the mailroom.")
    assert server.accepted == []


def test_the_task_that_queueing_gives_out_delivers_it(server: CardboardServer) -> None:
    queue(now=timezone.now())
    assert run_all_tasks() == 1
    assert outbox_standing(timezone.now()).sent == 1


def test_what_was_queued_in_practice_never_leaves_after_going_live(server: CardboardServer) -> None:
    message = queue()
    go_live()
    assert claim_messages(worker="tests", now=Clock()(), limit=10) == []
    send(Clock())
    message.refresh_from_db()
    assert (message.state, server.accepted) == (State.SENT, [])
    assert message.how_known.startswith("Practice mode")


def test_what_was_queued_live_waits_while_the_site_is_in_practice_mode_again(server: CardboardServer) -> None:
    go_live()
    message = queue()
    set_mode(mode="practice", by=None, now=Clock()())
    send(Clock())
    message.refresh_from_db()
    assert (message.state, server.accepted) == (State.WAITING, [])
    go_live()
    send(Clock())
    message.refresh_from_db()
    assert (message.state, len(server.accepted)) == (State.SENT, 1)


def test_going_back_to_practice_stops_even_a_message_that_a_worker_holds(server: CardboardServer) -> None:
    go_live()
    queue()
    (claimed,) = claim_messages(worker="tests", now=Clock()(), limit=1)
    set_mode(mode="practice", by=None, now=Clock()())
    hand_over_message(message=claimed, server=server, clock=Clock())
    assert server.accepted == []


def test_practice_mail_cannot_be_sent_again() -> None:
    message = queue()
    OutgoingMessage.objects.filter(pk=message.pk).update(state=State.FAILED)
    with pytest.raises(NothingToSettle):
        send_again(message=message, by=make_person("dana"), now=Clock()())


def test_the_outbox_is_counted_by_state(server: CardboardServer) -> None:
    for number in range(3):
        queue(f"case-{number}")
    send(Clock())
    queue("case-4")
    standing = outbox_standing(Clock()())
    assert (standing.sent, standing.waiting, standing.unsure) == (3, 1, 0)
    assert outbox(State.WAITING).count() == 1
    assert outbox().count() == 4
