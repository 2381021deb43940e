"""A message leaves once and only once, wherever the sender is killed and however its fate becomes known."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import connection

from dueregard.foundation.mail.actions.claim_messages import claim_messages
from dueregard.foundation.mail.actions.hand_over_message import hand_over_message
from dueregard.foundation.mail.actions.settle_message import send_again, settle_as_sent, settle_by_copy
from dueregard.foundation.mail.actions.sweep_outgoing import sweep_outgoing
from dueregard.foundation.mail.gateways.smtp import LostWhileHandingOver, MailServerAway, Refused, RefusedForNow
from dueregard.foundation.mail.models import OutgoingMessage
from tests.foundation.mail.letters import CardboardServer, Clock, Crash, go_live, queue
from tests.people import make_person

State = OutgoingMessage.State
# Where the sender can be killed or the line cut: before the offer is answered, after the row says that it begins but
# before the server has the message, and after the server has it but before we write that down.
DEATHS = [
    ("offer", Crash()),
    ("offer", MailServerAway("gone")),
    ("offer", RefusedForNow("450 later")),
    ("before", Crash()),
    ("before", RefusedForNow("451 later")),
    ("before", LostWhileHandingOver("cut")),
    ("after", Crash()),
    ("after", LostWhileHandingOver("cut")),
]
ACCEPTED = "after"


def one_round(server: CardboardServer, clock: Clock, worker: str) -> None:
    """Let one sender claim and send until it is done or dies; then let the sweep of another come by much later."""
    try:
        for message in claim_messages(worker=worker, now=clock(), limit=10):
            hand_over_message(message=message, server=server, clock=clock)
    except (Crash, MailServerAway):
        pass
    clock.wait(hours=5)
    sweep_outgoing(now=clock())


def script_of(deaths: tuple[tuple[str, BaseException], ...]) -> dict[str, list[BaseException]]:
    """Sort the deaths by step: a later one is reached only when an earlier one let the message come so far."""
    script: dict[str, list[BaseException]] = {}
    for step, death in deaths:
        script.setdefault(step, []).append(death)
    return script


@pytest.mark.django_db
@pytest.mark.parametrize("deaths", [*product(DEATHS, repeat=2), *((one,) for one in DEATHS), ()])
@pytest.mark.parametrize("evidence", ["copy", "person"])
def test_wherever_the_sender_dies_the_message_arrives_once(
    deaths: tuple[tuple[str, BaseException], ...], evidence: str
) -> None:
    go_live()
    dana, clock, server = make_person("dana"), Clock(), CardboardServer(script=script_of(deaths))
    message = queue()
    for number in range(8):
        one_round(server, clock, f"worker-{number}")
        message.refresh_from_db()
        if message.state == State.SENT:
            break
        assert message.state in (State.WAITING, State.UNSURE)
        if message.state == State.UNSURE:
            if server.accepted and evidence == "copy":
                settle_by_copy(message_id=message.message_id, now=clock())
            elif server.accepted:
                settle_as_sent(message=message, by=dana, now=clock())
            else:
                send_again(message=message, by=dana, now=clock())
    one_round(server, clock, "one more, that must find nothing to do")
    message.refresh_from_db()
    assert message.state == State.SENT
    assert len(server.accepted) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("step", "death"), [one for one in DEATHS if one[0] != "offer"])
def test_what_nobody_knows_is_unsure_and_is_not_sent_again(step: str, death: BaseException) -> None:
    go_live()
    clock, server = Clock(), CardboardServer(script={step: [death]})
    message = queue()
    for number in range(4):
        one_round(server, clock, f"worker-{number}")
    message.refresh_from_db()
    said_no = isinstance(death, RefusedForNow)
    assert message.state == (State.SENT if said_no else State.UNSURE)
    assert len(server.accepted) == (1 if said_no or step == ACCEPTED else 0)


@pytest.mark.django_db
def test_a_no_for_ever_fails_with_the_servers_own_words() -> None:
    go_live()
    clock, server = Clock(), CardboardServer(script={"offer": [Refused("550 5.1.1 no such mailbox")]})
    message = queue()
    one_round(server, clock, "worker")
    message.refresh_from_db()
    assert (message.state, message.trouble) == (State.FAILED, "550 5.1.1 no such mailbox")
    assert server.accepted == []


@pytest.mark.django_db
def test_a_sender_that_only_seemed_dead_cannot_begin_what_another_has_claimed() -> None:
    go_live()
    clock, server = Clock(), CardboardServer()
    message = queue()
    (frozen,) = claim_messages(worker="frozen", now=clock(), limit=1)
    clock.wait(hours=1)
    sweep_outgoing(now=clock())
    (awake,) = claim_messages(worker="awake", now=clock(), limit=1)
    hand_over_message(message=frozen, server=server, clock=clock)
    assert server.accepted == []
    hand_over_message(message=awake, server=server, clock=clock)
    message.refresh_from_db()
    assert (message.state, len(server.accepted)) == (State.SENT, 1)


@pytest.mark.django_db
def test_the_servers_late_answer_settles_what_a_sweep_called_unsure() -> None:
    go_live()
    clock = Clock()
    message = queue()

    class SlowServer(CardboardServer):
        """Answers after the sweep has come by."""

        def hand_over(self, content: bytes) -> str:
            clock.wait(hours=1)
            assert sweep_outgoing(now=clock()) == (0, 1)
            return super().hand_over(content)

    (claimed,) = claim_messages(worker="slow", now=clock(), limit=1)
    hand_over_message(message=claimed, server=SlowServer(), clock=clock)
    message.refresh_from_db()
    assert message.state == State.SENT
    assert "250" in message.how_known


@pytest.mark.django_db
def test_a_claim_is_given_to_one_sender_only() -> None:
    go_live()
    clock = Clock()
    queue()
    first = claim_messages(worker="one", now=clock(), limit=5)
    second = claim_messages(worker="two", now=clock(), limit=5)
    assert (len(first), len(second)) == (1, 0)


@pytest.mark.django_db
def test_a_message_is_handed_over_with_a_copy_to_its_own_reply_address() -> None:
    go_live()
    clock, server = Clock(), CardboardServer()
    queue()
    one_round(server, clock, "worker")
    assert server.offered == (
        "foi-abcdefgh@northport.example",
        "foi@leeds.example",
        "foi-abcdefgh@northport.example",
    )


@pytest.mark.django_db
def test_the_wait_doubles_after_each_not_now() -> None:
    go_live()
    clock, server = Clock(), CardboardServer(script={"offer": [RefusedForNow("450 later")] * 3})
    message = queue()
    waits = []
    for number in range(3):
        for claimed in claim_messages(worker=f"worker-{number}", now=clock(), limit=1):
            hand_over_message(message=claimed, server=server, clock=clock)
        message.refresh_from_db()
        waits.append(message.not_before - clock())
        clock.now = message.not_before
    assert waits == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]


@pytest.mark.django_db
def test_after_a_power_cut_a_claim_is_unsure_because_its_next_step_may_have_been_lost() -> None:
    go_live()
    clock = Clock()
    message = queue()
    claim_messages(worker="worker", now=clock(), limit=1)
    OutgoingMessage.objects.filter(pk=message.pk).update(boot="the machine's run before this one")
    clock.wait(hours=1)
    sweep_outgoing(now=clock())
    message.refresh_from_db()
    # PostgreSQL keeps every commit through a power cut, so there a claim is no more than a claim.
    assert message.state == (State.UNSURE if connection.vendor == "sqlite" else State.WAITING)
