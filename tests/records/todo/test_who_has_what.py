"""A thing is taken with one button until a day, given, given back; the list of what is done says who did what when."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.models import Act
from dueregard.foundation.editing.actions.join_edit import seen_now
from dueregard.parts.foi.actions.sort_reply import sort_reply
from dueregard.parts.foi.models import Correspondence
from dueregard.records.groups.models import Membership, Role
from dueregard.records.todo.actions.take_thing import (
    NotUntilThen,
    TakenMeanwhile,
    give_back,
    give_thing,
    put_away,
    take_thing,
)
from dueregard.records.todo.models import Take
from dueregard.records.todo.queries.counts import counts_for
from dueregard.records.todo.queries.waiting import Show, list_page
from dueregard.rules.todo.waits import Waits
from tests.builders_evidence import make_document
from tests.builders_foi import make_campaign, make_reply, make_waiting_case
from tests.people import LONG_AGO, Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def thing(cast: Cast) -> Waits:
    """A reply that waits for Northport."""
    make_reply(make_waiting_case(make_campaign(cast.northport)), is_sorted=False)
    (only,) = [one for one in things_of(cast.asha) if one.kind == "reply"]
    return only


def things_of(person: Person, show: Show = Show.EVERYTHING, days: int = 0) -> list[Waits]:
    """Return the first page of a list, some days from now."""
    today = timezone.localdate() + timedelta(days=days)
    page = list_page(person, show=show, only="", page="1", today=today)
    return [line.thing for under in page.headings for line in under.lines]


def mine(person: Person, days: int = 0) -> int:
    """Return how many things a person has."""
    counts = counts_for(person, timezone.localdate() + timedelta(days=days))
    assert counts.mine == len(things_of(person, Show.MINE, days))
    return counts.mine


def told(thing: Waits) -> dict[str, Any]:
    """Return what the actions are told of a thing, today."""
    return {"kind": thing.kind, "key": thing.key, "today": timezone.localdate(), "now": timezone.now()}


def sort(reply: Correspondence, by: Person) -> None:
    """Sort a reply: it says nothing."""
    seen = seen_now({"their_reference": ""}, timezone.now())
    sort_reply(reply=reply, meanings=[], their_reference="", seen=seen, by=by, now=timezone.now())


def press(client: Client, thing: Waits, what: str, **said: str) -> str:
    """Press a button and return the page it leads to."""
    return client.post(f"/desk/todo/{thing.kind}/{thing.key}/{what}", said, follow=True).content.decode()


def test_one_button_takes_a_thing_and_colleagues_see_who_has_it(cast: Cast, thing: Waits) -> None:
    assert "You have it until" in press(sign_in(cast.asha), thing, "take/")
    assert (mine(cast.asha), mine(cast.ben)) == (1, 0)
    seen = sign_in(cast.ben).get("/desk/").content.decode()
    assert "<b>Asha</b>" in seen
    assert not [one for one in things_of(cast.ben, Show.NOBODYS) if one.key == thing.key]


def test_two_who_take_at_once_do_not_take_it_from_each_other(cast: Cast, thing: Waits) -> None:
    press(sign_in(cast.asha), thing, "take/")
    assert "Asha took it a moment before you" in press(sign_in(cast.ben), thing, "take/")
    with pytest.raises(TakenMeanwhile):
        take_thing(**told(thing), until=timezone.localdate(), by=cast.ben)
    with pytest.raises(TakenMeanwhile):
        give_thing(**told(thing), to=cast.ben, until=timezone.localdate(), seen="", by=cast.ben)
    assert Take.objects.get().person == cast.asha


def test_after_its_day_a_thing_is_nobodys_again(cast: Cast, thing: Waits) -> None:
    take_thing(**told(thing), until=timezone.localdate() + timedelta(days=1), by=cast.asha)
    assert [mine(cast.asha, days) for days in (0, 1, 2)] == [1, 1, 0]
    assert [one.taken for one in things_of(cast.ben, Show.NOBODYS, days=2)] == [None]


def test_a_thing_is_given_to_a_colleague_until_a_day_and_given_back(cast: Cast, thing: Waits) -> None:
    client, until = sign_in(cast.asha), (timezone.localdate() + timedelta(days=5)).isoformat()
    page = client.get(f"/desk/todo/{thing.kind}/{thing.key}/").content.decode()
    assert "Ben" in page
    assert "Carys" not in page
    assert "Ben has it until" in press(client, thing, "", person=str(cast.ben.pk), until=until, seen="")
    assert (mine(cast.asha), mine(cast.ben)) == (0, 1)
    assert "Nobody has it now" in press(sign_in(cast.ben), thing, "back/")
    assert mine(cast.ben) == 0
    assert not give_back(kind=thing.kind, key=thing.key, by=cast.ben, now=timezone.now())
    assert [act.did for act in Act.objects.filter(did__contains="thing")] == ["give_back_thing", "give_thing"]


def test_nobody_of_another_group_is_given_a_thing(cast: Cast, thing: Waits) -> None:
    until = timezone.localdate().isoformat()
    press(sign_in(cast.asha), thing, "", person=str(cast.carys.pk), until=until, seen="")
    assert not Take.objects.exists()


@pytest.mark.parametrize("days", [-1, 29])
def test_nothing_is_kept_for_the_past_or_for_longer_than_four_weeks(cast: Cast, thing: Waits, days: int) -> None:
    with pytest.raises(NotUntilThen):
        take_thing(**told(thing), until=timezone.localdate() + timedelta(days=days), by=cast.asha)
    wanted = (timezone.localdate() + timedelta(days=days)).isoformat()
    answer = sign_in(cast.asha).post(
        f"/desk/todo/{thing.kind}/{thing.key}/", {"person": str(cast.asha.pk), "until": wanted, "seen": ""}
    )
    assert answer.status_code == 422
    assert wanted in answer.content.decode()


def test_what_never_ends_by_itself_is_taken_off_the_list_and_stays_off(cast: Cast) -> None:
    document = make_document(cast.northport, name="locked.pdf", reading="unreadable", reason="password")
    (thing,) = [one for one in things_of(cast.asha) if one.kind == "unreadable"]
    assert "Taken off the list" in press(sign_in(cast.asha), thing, "away/")
    put_away(kind=thing.kind, key=thing.key, by=cast.ben, now=timezone.now())
    assert not things_of(cast.asha)
    assert counts_for(cast.asha, timezone.localdate()).all == 0
    assert Take.objects.get().put_away_by == cast.asha
    document.refresh_from_db()
    assert document.reading == "unreadable"


def test_what_ends_by_itself_is_not_taken_off_the_list(cast: Cast, thing: Waits) -> None:
    assert "leaves the list once it is done" in press(sign_in(cast.asha), thing, "away/")
    assert len(things_of(cast.asha)) == 1


def test_what_is_done_is_told_with_who_and_when_to_those_who_may_see_it(cast: Cast, thing: Waits) -> None:
    reply = Correspondence.objects.get()
    sort(reply, cast.ben)
    assert not [one for one in things_of(cast.asha) if one.kind == "reply"]
    page = sign_in(cast.asha).get("/desk/?show=done").content.decode()
    assert "<b>Ben</b>" in page
    assert f"sorted the reply from {reply.case.body.name}" in page
    assert "<b>You</b>" in sign_in(cast.ben).get("/desk/?show=done").content.decode()
    assert "sorted the reply" not in sign_in(cast.carys).get("/desk/?show=done").content.decode()


def test_what_a_colleague_of_two_groups_did_is_told_in_its_own_group_alone(cast: Cast, thing: Waits) -> None:
    Membership.objects.create(group=cast.southmoor, person=cast.ben, role=Role.CASEWORKER, since=LONG_AGO)
    sort(Correspondence.objects.get(), cast.ben)
    assert "sorted the reply" not in sign_in(cast.carys).get("/desk/?show=done").content.decode()


def test_a_button_leads_back_to_the_list_it_was_pressed_in_and_nowhere_else(cast: Cast, thing: Waits) -> None:
    client = sign_in(cast.asha)
    for wanted, back in (("/desk/?show=nobodys", "/desk/?show=nobodys"), ("https://evil.example/", "/desk/")):
        answer = client.post(f"/desk/todo/{thing.kind}/{thing.key}/take/", {"back": wanted})
        assert answer.headers["Location"] == back
