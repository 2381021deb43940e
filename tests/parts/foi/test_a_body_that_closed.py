"""A letter to a body that has closed stops before it is sent and names who took over; a case that waits says so too."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.foi.actions.publish_case import publish_case
from dueregard.parts.foi.actions.queue_letter import BodyHasClosed, queue_letter, queue_requests
from dueregard.parts.foi.actions.stop_closed import stop_letters_to_closed
from dueregard.parts.foi.models import Case, Correspondence
from dueregard.parts.foi.models.correspondence import Step
from dueregard.records.bodies.models import Body, Succession
from dueregard.rules.casework.events import EventKind
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_case, make_event, make_letter, make_waiting_case
from tests.editing import checked
from tests.people import Cast

pytestmark = pytest.mark.django_db(transaction=True)
SignedIn = Callable[[Person], Client]


def close(body: Body, on: date, *followers: str) -> None:
    """Let a body close; others take over."""
    Body.objects.filter(pk=body.pk).update(closed_on=on)
    for name in followers:
        Succession.objects.create(from_body=body, to_body=make_body(name), on=on)


def today() -> date:
    """Return the day of the test."""
    return timezone.localdate()


def test_a_request_to_a_closed_body_is_left_out_with_its_successor_named(cast: Cast, shipped_pack: None) -> None:
    campaign = make_campaign(cast.northport)
    closed, still_open = make_case(campaign, make_body("Northport College")), make_case(campaign)
    close(closed.body, today(), "Northport University", "Southmoor College")
    queued = queue_requests(campaign=campaign, seen=checked(campaign), by=cast.asha, now=timezone.now())
    assert queued.letters == 1
    assert still_open.correspondence.count() == 1
    ((name, why),) = queued.left_out
    assert name == "Northport College"
    assert "Northport University and Southmoor College took over from it" in why or (
        "Southmoor College and Northport University took over from it" in why
    )


@pytest.mark.parametrize("step", [Step.REMINDER, Step.REVIEW, Step.CLARIFICATION, Step.OTHER])
def test_no_later_letter_goes_to_a_closed_body_either(cast: Cast, shipped_pack: None, step: Step) -> None:
    case = make_waiting_case(make_campaign(cast.northport), make_body("Northport College"))
    close(case.body, today() - timedelta(days=1))
    with pytest.raises(BodyHasClosed, match="We do not know who took over"):
        queue_letter(case=case, step=step, letter=None, by=cast.asha, now=timezone.now())


def test_a_letter_that_waits_is_stopped_when_the_body_closes(cast: Cast, shipped_pack: None) -> None:
    campaign = make_campaign(cast.northport)
    closing, staying = make_case(campaign, make_body("Northport College")), make_case(campaign)
    queue_requests(campaign=campaign, seen=checked(campaign), by=cast.asha, now=timezone.now())
    close(closing.body, today() + timedelta(days=1), "Northport University")
    assert stop_letters_to_closed(now=timezone.now()) == 0
    at_midnight = timezone.make_aware(datetime.combine(today() + timedelta(days=1), datetime.min.time()))
    assert stop_letters_to_closed(now=at_midnight) == 1
    assert stop_letters_to_closed(now=at_midnight) == 0
    states = {
        each.case_id: each.outgoing.state for one in (closing, staying) for each in _letters(one) if each.outgoing
    }
    assert states == {closing.pk: OutgoingMessage.State.UNDONE, staying.pk: OutgoingMessage.State.WAITING}


def test_a_case_that_waits_says_to_its_group_and_to_everybody_that_its_body_has_closed(
    cast: Cast, signed_in: SignedIn, client: Client
) -> None:
    case = make_waiting_case(make_campaign(cast.northport), make_body("Northport College"))
    make_event(case, EventKind.REQUEST_RECEIVED, date(2026, 10, 22), correspondence=make_letter(case))
    publish_case(case=case, by=cast.asha, now=timezone.now())
    assert not any("has closed" in page for page in _pages(case, signed_in(cast.asha), client))
    close(case.body, date(2026, 8, 1), "Northport University")
    for page in _pages(case, signed_in(cast.asha), client):
        assert "Northport College closed on 1 August 2026. Northport University took over from it." in page


def _pages(case: Case, member: Client, visitor: Client) -> list[str]:
    return [
        member.get(case.get_absolute_url()).content.decode(),
        visitor.get(case.public_url()).content.decode(),
    ]


def _letters(case: Case) -> list[Correspondence]:
    return list(case.correspondence.select_related("outgoing"))
