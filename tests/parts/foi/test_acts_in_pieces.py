"""An act on many requests carries on in the background, says how far it is, and loses or doubles nothing half-way."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client

from dueregard.foundation.editing.forms.guarded import sealed
from dueregard.foundation.work.actions import go_on as going
from dueregard.foundation.work.models import LongAct, Worker
from dueregard.parts.foi.actions import in_pieces
from dueregard.parts.foi.actions import queue_letter as queueing
from dueregard.parts.foi.actions.queue_letter import Queued
from dueregard.parts.foi.models import Campaign, Case, Correspondence
from dueregard.records.bodies.models import Body
from tests.builders import make_body, make_contact
from tests.builders_foi import NOW, make_campaign, make_case
from tests.editing import checked
from tests.people import Cast
from tests.sessions import sign_in
from tests.work import run_all_tasks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_pack")]


@pytest.fixture(autouse=True)
def two_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of two, so that five requests are many."""
    monkeypatch.setattr(going, "AT_ONCE", 2)
    monkeypatch.setattr(in_pieces, "AT_ONCE", 2)


@pytest.fixture
def worked_on() -> None:
    """A worker whose heart beats."""
    Worker.objects.create(name="one", host="here", process="1", started_at=NOW, beat_at="2099-01-01T00:00:00Z")


@pytest.fixture
def campaign(cast: Cast) -> Campaign:
    """A campaign of Northport that asks five bodies."""
    made = make_campaign(cast.northport, questions="Please send the Prevent risk assessment in force on 1 May 2026.")
    for name in "ABCDE":
        body = make_body(f"{name} Council")
        make_contact(body, address=f"foi@{name.lower()}.example")
        make_case(made, body)
    return made


def send(client: Client, campaign: Campaign) -> str:
    """Press the button that sends what was checked, and return the address that it leads to."""
    answer = client.post(f"/desk/campaigns/{campaign.pk}/check/", {"seen": sealed(checked(campaign), on=campaign)})
    assert answer.status_code == 302
    return answer["Location"]


def shown(client: Client, address: str) -> str:
    """Return what a page says, in one line."""
    return " ".join(client.get(address).content.decode().partition("<main")[2].partition("</main>")[0].split())


def asked_of() -> list[str]:
    """Return the names of the bodies to which a letter was written, sorted."""
    return sorted(Correspondence.objects.values_list("case__body__name", flat=True))


@pytest.mark.usefixtures("worked_on")
def test_many_letters_are_put_into_the_outbox_in_the_background_and_the_page_says_how_far(
    cast: Cast, campaign: Campaign
) -> None:
    client = sign_in(cast.asha)
    address = send(client, campaign)
    assert asked_of() == []
    assert "Dealt with: 0 of 5" in (page := shown(client, address))
    assert "You can leave this page" in page
    assert "<script" not in page  # the bar, the words and the way to refresh are there without one
    assert ">Refresh</a>" in page
    going.go_on(pk=LongAct.objects.get().pk, now=NOW)
    assert "Dealt with: 2 of 5" in shown(client, address)
    assert "2 of 5 are dealt with" in shown(client, f"/desk/campaigns/{campaign.pk}/sending/")
    run_all_tasks()
    assert "Letters in the outbox: 5" in (page := shown(client, address))
    assert ">Continue</a>" in page
    assert asked_of() == ["A Council", "B Council", "C Council", "D Council", "E Council"]
    assert LongAct.objects.get().given == {}, "what was typed is kept no longer than it is needed"


@pytest.mark.usefixtures("worked_on")
def test_a_disk_that_fills_up_half_way_is_said_and_going_on_asks_nobody_twice(
    cast: Cast, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue, client = queueing.queue_letter, sign_in(cast.asha)

    def fills_up(*, case: Case, **more: object) -> Correspondence:
        if case.body.name == "D Council":
            raise OperationalError("database or disk is full")
        return queue(case=case, **more)  # type: ignore[arg-type]

    address = send(client, campaign)
    with monkeypatch.context() as full:
        full.setattr(queueing, "queue_letter", fills_up)
        with pytest.raises(OperationalError):  # the worker writes it down and tries again later
            run_all_tasks()
    assert asked_of() == ["A Council", "B Council"], "C stands in the piece that was taken back whole"
    page = shown(client, address)
    assert "This site’s disk is full. 2 of 5 are dealt with, 3 are not." in page
    assert "What was done stays done" in page
    client.post(f"{address}go-on/")
    run_all_tasks()
    assert asked_of() == ["A Council", "B Council", "C Council", "D Council", "E Council"]
    assert "Letters in the outbox: 5" in shown(client, address)


def test_where_nothing_works_in_the_background_the_page_says_so(cast: Cast, campaign: Campaign) -> None:
    client = sign_in(cast.asha)
    page = shown(client, send(client, campaign))
    assert "0 of 5 are dealt with, 5 are not. Nothing on this site works in the background" in page


def test_a_letter_or_an_address_that_changes_meanwhile_is_left_out_with_the_reason(
    cast: Cast, campaign: Campaign
) -> None:
    client = sign_in(cast.asha)
    address = send(client, campaign)
    Body.objects.filter(name="B Council").update(slug="b-elsewhere")  # its address of practice mode
    going.go_on(pk=LongAct.objects.get().pk, now=NOW)
    Campaign.objects.update(subject="Another subject")
    run_all_tasks()
    assert asked_of() == ["A Council"]
    page = shown(client, address)
    assert in_pieces.OTHER_ADDRESS in page
    assert in_pieces.OTHER_LETTER in page
    assert "C Council, D Council, E Council" in page


def test_ending_it_and_undoing_leave_the_rest_undone(cast: Cast, campaign: Campaign) -> None:
    client = sign_in(cast.asha)
    address = send(client, campaign)
    going.go_on(pk=LongAct.objects.get().pk, now=NOW)
    client.post(f"{address}end/")
    run_all_tasks()
    assert asked_of() == ["A Council", "B Council"]
    assert "You ended it: 2 of 5 are dealt with, 3 are not." in shown(client, address)
    send(client, campaign)
    client.post(f"/desk/campaigns/{campaign.pk}/undo/")
    run_all_tasks()
    assert asked_of() == ["A Council", "B Council"], "undone while it was under way: no letter comes after"


def test_nobody_else_sees_it_and_who_left_the_group_does_nothing_more(cast: Cast, campaign: Campaign) -> None:
    address = send(sign_in(cast.asha), campaign)
    for other in (cast.ben, cast.carys, cast.dana):
        assert sign_in(other).get(address).status_code == 404
        assert sign_in(other).post(f"{address}end/").status_code == 404
    cast.asha.memberships.all().delete()
    run_all_tasks()
    assert asked_of() == []
    assert dict(LongAct.objects.get().left_out) == {"2 requests": in_pieces.NOT_YOURS, "1 request": in_pieces.NOT_YOURS}


@pytest.mark.parametrize("act", ["remind", "clarify", "publish"])
def test_every_act_on_many_goes_the_same_way(
    cast: Cast, campaign: Campaign, act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    name = {"remind": "chase", "clarify": "clarify_alike", "publish": "plan_publication"}[act]

    def done(*, cases: list[Case], **more: object) -> Queued:
        told.extend(case.body.name for case in cases)
        return Queued(len(cases), ())

    monkeypatch.setattr(in_pieces, name, done)
    begun = in_pieces.do_in_many(
        in_pieces.ManyAct(act),
        cases=campaign.cases.order_by("body__name"),
        about=campaign,
        by=cast.asha,
        now=NOW,
        on=NOW.date() + timedelta(days=9) if act == "publish" else None,
    )
    assert isinstance(begun, LongAct)
    run_all_tasks()
    assert told == ["A Council", "B Council", "C Council", "D Council", "E Council"]
    assert begun.counted in shown(sign_in(cast.asha), f"/desk/under-way/{begun.pk}/")
