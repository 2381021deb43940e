"""A fresh site says what it still needs, to those who can do it; what is done is found out, and the list goes away."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.records.groups.models import Group, Membership, Role
from dueregard.records.todo.queries.lately import forget_lately
from dueregard.rules.casework.events import EventKind
from dueregard.website.queries.first_steps import FirstSteps, first_steps_piece
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_case, make_event
from tests.parts.signposts.contacts import make_contact, phone
from tests.people import LONG_AGO, Cast, make_person

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
ALL = [
    "Name your group",
    "Invite the others",
    "Set the reply address",
    "Call 3 help numbers",
    "Ask your first question",
]


def steps(person: Person) -> dict[str, str]:
    """Return the steps a person is shown, in order, each with its state."""
    cache.clear()
    forget_lately()
    piece = first_steps_piece(person, timezone.localdate())
    if piece is None:
        return {}
    assert isinstance(piece.page, FirstSteps)
    return {task["words"]: task["state"] for task in piece.page.tasks}


@pytest.fixture
def numbers(db: None) -> None:
    """Four numbers that nobody has called."""
    for number in range(4):
        make_contact(f"line-{number}", phone(f"020 7946 000{number}", status="unconfirmed"))


def test_whoever_runs_a_fresh_site_finds_everything_it_needs(numbers: None, signed_in: SignIn) -> None:
    dana = make_person("dana", is_administrator=True)
    assert steps(dana) == dict.fromkeys(ALL, "To do")
    client = signed_in(dana)
    shown = client.get("/desk/").content.decode()
    assert "0 of 5 done" in shown
    for href in ("/desk/groups/new/", "/desk/reply-address/", "/desk/contacts/"):
        assert f'href="{href}"' in shown
        assert client.get(href).status_code == 200


def test_each_step_is_ticked_when_it_is_done_and_the_list_goes_away(
    numbers: None, settings: SimpleNamespace, signed_in: SignIn
) -> None:
    dana = make_person("dana", is_administrator=True)
    group = Group.objects.create(name="Northport", slug="northport", created_at=LONG_AGO)
    Membership.objects.create(group=group, person=dana, role=Role.CASEWORKER, since=LONG_AGO)
    assert steps(dana)["Name your group"] == "Done"
    assert steps(dana)["Invite the others"] == "To do"
    ben = make_person("ben")
    Membership.objects.create(group=group, person=ben, role=Role.VOLUNTEER, since=LONG_AGO)
    assert steps(dana)["Invite the others"] == "Done"
    ben.is_active = False
    ben.save()
    assert steps(dana)["Invite the others"] == "To do"
    ben.is_active = True
    ben.save()
    settings.REPLY_ADDRESS = "foi-{token}@replies.northport.example"
    assert steps(dana)["Set the reply address"] == "Done"
    today = timezone.localdate()
    make_contact("called", phone("020 7946 0010", checked_on=today.isoformat()))
    assert steps(dana)["Call 2 help numbers"] == "To do"
    for number in (11, 12):
        make_contact(f"called-{number}", phone(f"020 7946 00{number}", checked_on=today.isoformat()))
    assert steps(dana)["Call the help numbers"] == "Done"
    case = make_case(make_campaign(group), make_body())
    assert steps(dana)["Ask your first question"] == "To do"
    assert "4 of 5 done" in signed_in(dana).get("/desk/").content.decode()
    make_event(case, EventKind.REQUEST_RECEIVED, today - timedelta(days=1), now=timezone.now())
    assert steps(dana) == {}
    assert "First steps" not in signed_in(dana).get("/desk/").content.decode()


def test_the_steps_come_first_until_a_question_is_asked_and_then_what_waits_does(
    numbers: None, cast: Cast, signed_in: SignIn
) -> None:
    def places() -> tuple[int, int]:
        cache.clear()
        shown = signed_in(cast.asha).get("/desk/").content.decode()
        return shown.index("First steps"), shown.index('class="tabs"')

    steps_at, list_at = places()
    assert steps_at < list_at
    case = make_case(make_campaign(cast.northport), make_body())
    make_event(case, EventKind.REQUEST_RECEIVED, timezone.localdate() - timedelta(days=40), now=timezone.now())
    steps_at, list_at = places()
    assert list_at < steps_at


def test_a_caseworker_is_shown_what_they_can_do_and_a_volunteer_nothing(numbers: None, cast: Cast) -> None:
    assert list(steps(cast.asha)) == [words for words in ALL if words != "Set the reply address"]
    assert steps(cast.ben) == {}


def test_a_caseworker_who_works_with_others_has_invited_them_and_one_alone_has_not(numbers: None, cast: Cast) -> None:
    assert steps(cast.asha)["Invite the others"] == "Done"
    Membership.objects.filter(group=cast.northport).exclude(person=cast.asha).delete()
    assert steps(cast.asha)["Invite the others"] == "To do"


def test_the_page_of_the_reply_address_says_what_is_set_and_how_to_set_it(
    settings: SimpleNamespace, signed_in: SignIn, cast: Cast
) -> None:
    client = signed_in(cast.dana)
    assert "Not set" in client.get("/desk/reply-address/").content.decode()
    settings.REPLY_ADDRESS = "foi-{token}@replies.northport.example"
    shown = client.get("/desk/reply-address/").content.decode()
    assert "foi-{token}@replies.northport.example" in shown
    assert "Not set" not in shown
    assert signed_in(cast.asha).get("/desk/reply-address/").status_code == 404
