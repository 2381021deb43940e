"""A thousand replies delivered twice by a real mail server are each kept, and each known as one e-mail."""

from collections import Counter
from pathlib import Path

import pytest

from dueregard.foundation.files.gateways import store
from dueregard.foundation.mail.models import StoredEmail
from tests.faults.delivered_twice import deliver_twice
from tests.foundation.mail.letters import raw_email

REPLIES = 1000


@pytest.mark.servers
@pytest.mark.timeout(180)
@pytest.mark.django_db(transaction=True)
def test_a_thousand_replies_delivered_twice_are_known_as_a_thousand(tmp_path: Path) -> None:
    mails = [(f"foi-{number}@northport.example", raw_email(number)) for number in range(REPLIES)]
    deliver_twice(mails, folder=tmp_path, stored=StoredEmail.objects.count)
    firsts = StoredEmail.objects.filter(same_as=None)
    assert firsts.count() == REPLIES
    came_again = Counter(StoredEmail.objects.exclude(same_as=None).values_list("same_as", flat=True))
    assert set(came_again.values()) <= {1}
    recipients = Counter(email.envelope_to[0] for email in firsts)
    assert set(recipients) == {recipient for recipient, _ in mails}
    one = firsts.order_by("pk").first()
    assert one is not None
    assert b"We have received your request." in store.get(one.sha256)
