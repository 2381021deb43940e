"""After a reminder or a request for a review the next step is to wait, said with the day; nothing else mentions it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from dueregard.records.todo.queries.counts import mailed_counts
from dueregard.rules.casework.events import EventKind
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_case, make_event
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db
ASKED = date(2026, 7, 1)  # long overdue whenever this runs


def test_after_a_reminder_the_case_says_until_when_to_wait_and_nobody_is_called(cast: Cast) -> None:
    case = make_case(make_campaign(cast.northport), make_body("Late College"))
    make_event(case, EventKind.REQUEST_RECEIVED, ASKED)
    today = timezone.localdate()
    assert [one.code for one in mailed_counts(cast.asha, today) if one.number] == ["overdue"]
    make_event(case, EventKind.REMINDED, today, now=timezone.now())
    until = today + timedelta(days=10)
    client = sign_in(cast.asha)
    page = client.get(f"/desk/cases/{case.pk}/").content.decode()
    assert f'Wait until <time datetime="{until}">' in page
    assert "Complain to the regulator" in page
    assert f"Wait until {date_format(until, 'j M Y')}" in client.get("/desk/requests/?view=all").content.decode()
    assert [one.code for one in mailed_counts(cast.asha, today) if one.number] == []
    assert [one.code for one in mailed_counts(cast.asha, until) if one.number] == ["overdue"]


def test_after_a_request_for_a_review_the_case_says_when_its_outcome_is_due(cast: Cast) -> None:
    case = make_case(make_campaign(cast.northport), make_body("Late College"))
    today = timezone.localdate()
    for kind, on in (
        (EventKind.REQUEST_RECEIVED, ASKED),
        (EventKind.REFUSED, today - timedelta(days=3)),
        (EventKind.REVIEW_ASKED, today),
    ):
        make_event(case, kind, on, now=timezone.now())
    case.refresh_from_db()
    assert case.due_on is not None
    assert case.due_on > today
    page = sign_in(cast.asha).get(f"/desk/cases/{case.pk}/").content.decode()
    assert f'Wait until <time datetime="{case.due_on}">' in page
    assert [one.code for one in mailed_counts(cast.asha, today) if one.number] == []
