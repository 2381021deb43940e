"""Replies delivered twice (1,000 in `./run soak`), listener and worker killed on the way, are filed once each."""

from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import pytest

from dueregard.foundation.files.gateways import store
from dueregard.foundation.mail.models import StoredEmail
from dueregard.parts.foi.models import Case, Correspondence
from dueregard.rules.casework.reply_address import reply_address
from tests.builders_foi import make_body, make_campaign, make_waiting_case
from tests.faults.delivered_twice import deliver_twice
from tests.faults.filing_settings import REPLY_ADDRESS
from tests.foundation.mail.letters import raw_email
from tests.people import make_cast
from tests.processes import command, wait_until
from tests.soak import so_many

REPLIES = so_many(1000, piece=200)
SETTINGS = "tests.faults.filing_settings"


@pytest.mark.servers
@pytest.mark.soak
@pytest.mark.starts_early
@pytest.mark.timeout(900)
@pytest.mark.django_db(transaction=True)
def test_replies_delivered_twice_are_filed_once_each(tmp_path: Path) -> None:
    cases = waiting_cases()
    mails = [
        (address, raw_email(number, to=address))
        for number, address in enumerate(reply_address(REPLY_ADDRESS, case.token) for case in cases)
    ]
    with ExitStack() as workers:
        first = workers.enter_context(command("work", log=tmp_path / "one.log", settings_module=SETTINGS))
        workers.enter_context(command("work", log=tmp_path / "two.log", settings_module=SETTINGS))
        deliver_twice(mails, folder=tmp_path, stored=StoredEmail.objects.count, settings_module=SETTINGS)
        first.kill()  # in the middle of a reply, as likely as not; the other goes on
        wait_until(nothing_waits, what="every e-mail filed or settled", seconds=600)
    filed = Counter(Correspondence.objects.filter(direction="in").values_list("case_id", flat=True))
    assert filed == Counter(case.pk for case in cases)
    firsts = StoredEmail.objects.filter(same_as=None)
    assert firsts.count() == REPLIES
    assert b"We have received your request." in store.get(firsts[0].sha256)


def waiting_cases() -> list[Case]:
    """Make as many cases of one campaign, each waiting for its body."""
    campaign = make_campaign(make_cast().northport)
    return [make_waiting_case(campaign, make_body(f"Body {number}")) for number in range(REPLIES)]


def nothing_waits() -> bool:
    """Tell whether every stored e-mail has found its place."""
    return not StoredEmail.objects.filter(state=StoredEmail.State.WAITING).exists()
