"""A letter that is proved sent days later counts as sent when it was handed over: the law's clock starts there."""

from datetime import timedelta

import pytest

from dueregard.foundation.mail.actions.settle_message import settle_as_sent, settle_by_copy
from dueregard.foundation.mail.models import Mode, OutgoingMessage
from tests.builders_foi import ASKED_AT, NOW, make_campaign, make_letter, make_waiting_case
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def unsure(cast: Cast) -> OutgoingMessage:
    """A letter that was offered on 22 October, of which nobody knows whether it was taken."""
    case = make_waiting_case(make_campaign(cast.northport))
    message = make_letter(case, state=OutgoingMessage.State.UNSURE, mode=Mode.LIVE).outgoing
    assert message is not None
    message.offered_at = ASKED_AT
    message.save(update_fields=["offered_at"])
    return message


def test_a_person_s_word_dates_it_to_the_hand_over(unsure: OutgoingMessage, cast: Cast) -> None:
    settled = settle_as_sent(message=unsure, by=cast.asha, now=NOW)
    assert (settled.sent_at, settled.state_at) == (ASKED_AT, NOW)


def test_our_own_copy_dates_it_to_the_hand_over(unsure: OutgoingMessage) -> None:
    settled = settle_by_copy(message_id=unsure.message_id, now=NOW)
    assert settled.sent_at == ASKED_AT


def test_where_no_hand_over_was_noted_the_proof_dates_it(unsure: OutgoingMessage, cast: Cast) -> None:
    OutgoingMessage.objects.update(offered_at=None)
    settled = settle_as_sent(message=unsure, by=cast.asha, now=NOW + timedelta(hours=1))
    assert settled.sent_at == NOW + timedelta(hours=1)
