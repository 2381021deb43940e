"""What waits in a case is its next step as the rules have it: after a reminder nothing, until patience ends."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.foi.models.correspondence import Step
from dueregard.records.todo.queries.waiting import Show, list_page
from dueregard.rules.casework.events import EventKind
from dueregard.rules.law.laws import Law, Nation
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_case, make_event, make_letter, make_reply
from tests.people import Cast

pytestmark = pytest.mark.django_db
ASKED = date(2026, 7, 1)  # long overdue whenever this runs


def titles(cast: Cast, today: date) -> list[str]:
    """Return the titles of what waits for Asha on a day."""
    page = list_page(cast.asha, show=Show.EVERYTHING, only="", page="1", today=today)
    return [line.thing.title for under in page.headings for line in under.lines]


@pytest.mark.parametrize(
    ("law", "nation", "challenge"),
    [
        (Law.FOIA, Nation.ENGLAND, "Complain about Late College to the regulator"),
        (Law.FOISA, Nation.SCOTLAND, "Ask Late College for an internal review"),
    ],
)
def test_after_a_reminder_nothing_waits_for_ten_days_and_then_the_next_step(
    cast: Cast, law: Law, nation: Nation, challenge: str
) -> None:
    case = make_case(make_campaign(cast.northport), make_body("Late College", nation=nation), law=law.value)
    make_event(case, EventKind.REQUEST_RECEIVED, ASKED)
    today = timezone.localdate()
    assert titles(cast, today) == ["Send a reminder to Late College"]
    make_event(case, EventKind.REMINDED, today, now=timezone.now())
    days = {later: titles(cast, today + timedelta(days=later)) for later in (0, 9, 10)}
    assert (days[0], days[9]) == ([], [])
    assert days[10] in (["Send a reminder to Late College"], [challenge])


def test_a_letter_on_its_way_is_not_to_do_any_more(cast: Cast) -> None:
    case = make_case(make_campaign(cast.northport), make_body("Late College"))
    make_event(case, EventKind.REQUEST_RECEIVED, ASKED)
    letter = make_letter(case, step=Step.REMINDER, state=OutgoingMessage.State.WAITING)
    assert titles(cast, timezone.localdate()) == []
    OutgoingMessage.objects.filter(pk=letter.outgoing_id).update(state=OutgoingMessage.State.UNDONE)
    assert titles(cast, timezone.localdate()) == ["Send a reminder to Late College"]


def test_a_reply_that_nobody_has_read_comes_before_every_step(cast: Cast) -> None:
    case = make_case(make_campaign(cast.northport), make_body("Late College"))
    make_event(case, EventKind.REQUEST_RECEIVED, ASKED)
    make_reply(case, is_sorted=False)
    assert titles(cast, timezone.localdate()) == ["Sort the reply from Late College"]


def test_what_is_over_waits_no_more(cast: Cast) -> None:
    case = make_case(make_campaign(cast.northport), make_body("Late College"))
    make_event(case, EventKind.REQUEST_RECEIVED, ASKED)
    make_event(case, EventKind.CLOSED, timezone.localdate(), now=timezone.now())
    assert titles(cast, timezone.localdate()) == []
