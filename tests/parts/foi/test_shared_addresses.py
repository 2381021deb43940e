"""The register is shared; each group is told what changed in it: which address is new, and which waits for a look."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dueregard.foundation.editing.actions.join_edit import seen_now
from dueregard.foundation.mail.actions.set_mode import set_mode
from dueregard.foundation.mail.models import Mode
from dueregard.foundation.mail.queries import forget_site_mode
from dueregard.parts.foi.actions.queue_letter import queue_letter
from dueregard.parts.foi.models import Campaign, Case, Correspondence
from dueregard.parts.foi.models.correspondence import Step
from dueregard.parts.foi.queries.addresses import address_for, next_addresses
from dueregard.records.bodies.actions.add_body import add_body
from dueregard.records.bodies.actions.add_contact import add_contact
from dueregard.records.bodies.actions.change_contact import change_contact, check_contact, stored_contact
from dueregard.records.bodies.actions.look_at_address import ChangedSinceShown, OwnChange, look_again
from dueregard.records.bodies.models import Body, Contact, ContactForm, Purpose
from dueregard.records.bodies.queries.address_doubts import address_doubts
from dueregard.records.bodies.queries.findable import load
from dueregard.records.bodies.queries.picker import request_address
from dueregard.rules.casework.events import EventKind
from dueregard.rules.law.laws import BodyKind, Nation
from dueregard.rules.register.address_changes import HELD_BACK
from tests.builders import make_body, make_contact
from tests.builders_foi import NOW, make_campaign, make_case, make_event, make_letter
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_pack", "live_site")]
TODAY = NOW.date()
LONG_SINCE = NOW - timedelta(days=90)


@pytest.fixture
def live_site(cast: Cast) -> Iterator[None]:
    """A site whose letters really leave: on a practice site nobody's address is used."""
    set_mode(mode=Mode.LIVE, by=cast.dana, now=NOW)
    yield
    forget_site_mode()


@pytest.fixture
def body(db: None) -> Body:
    """A body with an address that was entered long ago."""
    made = make_body()
    make_contact(made, "foi@northport.example")
    return made


@pytest.fixture
def campaign(cast: Cast) -> Campaign:
    """A campaign of Northport."""
    return make_campaign(cast.northport, questions="Please send the Prevent risk assessment in force on 1 May 2026.")


def correct(body: Body, address: str, *, by: Any, now: Any = NOW) -> Contact:
    """Correct the address, as somebody of another group may."""
    contact = body.contacts.get()
    wanted = {**stored_contact(contact), "address": address}
    seen = seen_now(stored_contact(contact), now)
    return change_contact(contact=contact, wanted=wanted, seen=seen, today=TODAY, by=by, now=now)


def test_the_check_names_addresses_that_changed_since_the_group_wrote(
    cast: Cast, body: Body, campaign: Campaign
) -> None:
    client = sign_in(cast.asha)
    case = make_case(campaign, body)
    check = reverse("foi:check", args=[campaign.pk])
    first = client.get(check).content.decode()
    assert "Nobody in your group has looked at it" in first
    assert "foi@northport.example" in first
    assert re.search(r"Entered on <time[^>]*>[^<]*</time>\.", first), "no gap between a day and the end of its sentence"
    queue_letter(case=case, step=Step.REQUEST, letter=None, by=cast.asha, now=LONG_SINCE)
    again = make_campaign(cast.northport, title="The year after", questions="Please send your Prevent action plan.")
    make_case(again, body)
    check = reverse("foi:check", args=[again.pk])
    assert "Look at this address" not in client.get(check).content.decode()
    correct(body, "requests@northport.example", by=cast.carys)
    page = client.get(check).content.decode()
    assert "Look at this address before you send" in page
    assert "by Carys" in page
    assert "The last one your group used or checked is foi@northport.example" in page
    theirs = make_campaign(cast.southmoor, title="Theirs", questions=again.questions)
    make_case(theirs, body)
    page = sign_in(cast.carys).get(reverse("foi:check", args=[theirs.pk])).content.decode()
    assert "Look at this address" not in page, "whoever entered an address has looked at it"


def test_an_address_that_changes_after_the_check_is_not_written_to(cast: Cast, body: Body, campaign: Campaign) -> None:
    client = sign_in(cast.asha)
    make_case(campaign, body)
    address = reverse("foi:check", args=[campaign.pk])
    seen = client.get(address).context["seen"]
    correct(body, "requests@northport.example", by=cast.carys)
    page = client.post(address, {"seen": seen}, follow=True)
    assert not Correspondence.objects.exists()
    assert "an address while you were checking" in page.content.decode()
    assert client.post(address, {"seen": page.context["seen"]}).status_code == 302
    assert Case.objects.get().address == "requests@northport.example"


def test_reminders_in_bulk_show_where_they_go_and_stop_when_that_changes(
    cast: Cast, body: Body, campaign: Campaign
) -> None:
    case = make_case(campaign, body, address="clerk@northport.example")
    make_letter(case)
    late = timezone.localdate() - timedelta(days=60)
    make_event(case, EventKind.REQUEST_RECEIVED, late, now=timezone.now())
    client, path = sign_in(cast.asha), f"/desk/campaigns/{campaign.pk}/many/remind/"
    shown = client.get(path)
    assert [one.to for one in shown.context["page"].ready] == [address_for(case, Step.REMINDER)]
    assert "foi@northport.example" not in shown.content.decode()
    Case.objects.filter(pk=case.pk).update(address="foi@northport.example")
    again = client.post(path, {"seen": shown.context["page"].seen, "case": [str(case.pk)]})
    assert (again.status_code, Correspondence.objects.filter(step=Step.REMINDER).count()) == (409, 0)
    assert "Nobody in your group has looked at it" in again.content.decode()
    known = {"source": "their website", "checked_on": TODAY, "today": TODAY, "by": cast.carys, "now": NOW}
    add_contact(
        body=body, purpose=Purpose.INTERNAL_REVIEW, form=ContactForm.EMAIL, address="review@northport.example", **known
    )
    for step in (Step.REMINDER, Step.CLARIFICATION, Step.REVIEW_REMINDER):
        assert next_addresses([(case, step)]) == {case.pk: address_for(case, step)}


def test_a_change_of_domain_waits_for_a_second_look(cast: Cast, body: Body, campaign: Campaign) -> None:
    case = make_case(campaign, body)
    contact = correct(body, "foi@northp0rt.example", by=cast.carys)
    assert (contact.waits_for_look, contact.was) == (True, "foi@northport.example")
    assert address_for(case, Step.REQUEST) == request_address(body) == ""
    page = sign_in(cast.asha).get(reverse("foi:check", args=[campaign.pk])).content.decode()
    assert "1 address waits for a second look" in page
    assert "foi@northp0rt.example in place of foi@northport.example" in page
    assert f'<a href="{body.get_absolute_url()}#write">an address waits for a second look</a>' in page
    assert "Add their addresses" not in page, "nobody has to look for one"
    make_case(campaign, make_body("Southmoor College"))
    page = sign_in(cast.asha).get(reverse("foi:check", args=[campaign.pk])).content.decode()
    assert "Add their addresses" in page
    with pytest.raises(OwnChange):
        look_again(contact=contact, address=contact.address, by=cast.carys, now=NOW)
    with pytest.raises(ChangedSinceShown):
        look_again(contact=contact, address="foi@northport.example", by=cast.asha, now=NOW)
    client = sign_in(cast.asha)
    assert "Waits for a second look" in client.get(body.get_absolute_url()).content.decode()
    look = reverse("look_again", kwargs={"slug": body.slug, "pk": contact.pk})
    client.post(look, {"address": contact.address})
    assert request_address(body) == "foi@northp0rt.example"


def test_no_way_round_the_second_look(cast: Cast, body: Body) -> None:
    """Neither two corrections, nor a detour by post, nor a second address beside the first is a way round."""
    correct(body, "foi@northp0rt.example", by=cast.carys)
    contact = correct(body, "foi@n0rthp0rt.example", by=cast.carys, now=NOW + timedelta(minutes=1))
    assert (contact.waits_for_look, contact.was) == (True, "foi@northport.example")
    added = add_contact(
        body=body, purpose=Purpose.GENERAL, form=ContactForm.EMAIL, address="office@n0rthp0rt.example",
        source="their website", checked_on=TODAY, today=TODAY, by=cast.carys, now=NOW,
    )  # fmt: skip
    assert added.waits_for_look
    check_contact(contact=added, on=TODAY + timedelta(days=1), by=cast.carys, now=NOW)
    added.refresh_from_db()
    assert added.waits_for_look
    back = contact
    wanted = {**stored_contact(back), "form": ContactForm.POST, "address": "1 Quay Street"}
    seen = seen_now(stored_contact(back), NOW)
    change_contact(contact=back, wanted=wanted, seen=seen, today=TODAY, by=cast.carys, now=NOW)
    back.refresh_from_db()
    wanted = {**stored_contact(back), "form": ContactForm.EMAIL, "address": "foi@n0rthp0rt.example"}
    seen = seen_now(stored_contact(back), NOW)
    changed = change_contact(contact=back, wanted=wanted, seen=seen, today=TODAY, by=cast.carys, now=NOW)
    assert changed.waits_for_look


def test_what_is_said_to_be_no_e_mail_address_makes_no_domain_known(cast: Cast, body: Body) -> None:
    """Nobody looks again at a postal address: one that reads like an e-mail address must not open the way for it."""
    known = {"body": body, "source": "their website", "checked_on": TODAY, "today": TODAY, "by": cast.carys, "now": NOW}
    posted = add_contact(purpose=Purpose.GENERAL, form=ContactForm.POST, address="foi@southmoor.example", **known)
    wanted = {**stored_contact(posted), "form": ContactForm.EMAIL}
    change = {"wanted": wanted, "seen": seen_now(stored_contact(posted), NOW), "today": TODAY, "by": cast.carys}
    assert change_contact(contact=posted, **change, now=NOW).waits_for_look
    web = add_contact(
        purpose=Purpose.GENERAL, form=ContactForm.WEB, address="https://southmoor.example/@southmoor.example", **known
    )
    wanted = {**stored_contact(web), "form": ContactForm.EMAIL, "address": "foi@mail.northport.example"}
    change = {"wanted": wanted, "seen": seen_now(stored_contact(web), NOW), "today": TODAY, "by": cast.carys}
    assert not change_contact(contact=web, **change, now=NOW).waits_for_look
    added = add_contact(
        purpose=Purpose.INFORMATION_REQUEST, form=ContactForm.EMAIL, address="ask@southmoor.example", **known
    )
    assert added.waits_for_look


def test_entered_by_follows_the_change(cast: Cast, body: Body) -> None:
    contact = correct(body, "requests@northport.example", by=cast.carys)
    assert contact.given_by == cast.carys
    wanted = {**stored_contact(contact), "source": "their new website"}
    seen = seen_now(stored_contact(contact), NOW)
    change_contact(contact=contact, wanted=wanted, seen=seen, today=TODAY, by=cast.asha, now=NOW)
    contact.refresh_from_db()
    assert contact.given_by == cast.carys, "only the source is Asha's"
    assert "Entered by Carys" in sign_in(cast.asha).get(body.get_absolute_url()).content.decode()


def test_where_nobody_else_keeps_the_register_one_person_does(cast: Cast, body: Body) -> None:
    for person in (cast.asha, cast.dana):
        person.is_active = False
        person.save()
    contact = correct(body, "foi@southmoor.example", by=cast.carys)
    assert not look_again(contact=contact, address=contact.address, by=cast.carys, now=NOW).waits_for_look


def test_everybody_else_is_not_told_whom_a_group_is_about_to_ask(cast: Cast, body: Body, client: Client) -> None:
    """Neither the history, the home page, the body's page nor its JSON shows what was done to its addresses."""
    address = body.get_absolute_url()
    pages = (address, "/", f"{address.rstrip('/')}.json", "/bodies/")
    before = [client.get(page).content for page in pages]
    check_contact(contact=body.contacts.get(), on=TODAY, by=cast.asha, now=NOW)
    add_contact(
        body=body, purpose=Purpose.INTERNAL_REVIEW, form=ContactForm.EMAIL, address="review@northport.example",
        source="their website", checked_on=TODAY, today=TODAY, by=cast.asha, now=NOW,
    )  # fmt: skip
    after = [client.get(page).content for page in pages]
    assert [page for page, was, now in zip(pages, before, after, strict=True) if was != now] == []
    theirs = sign_in(cast.carys).get(address).content.decode()
    assert "Address added: internal reviews." in theirs
    assert "review@northport.example" in theirs


def test_no_table_and_no_feed_tells_the_day_on_which_a_body_was_entered(cast: Cast, body: Body, client: Client) -> None:
    Body.objects.update(source="UK Register of Learning Providers")
    new = add_body(
        name="Southmoor Academy", kind=BodyKind.ACADEMY, nation=Nation.ENGLAND, region="", town="", home_page="",
        by=cast.asha, now=timezone.now(),
    )  # fmt: skip
    asked = f"/api/v1/bodies?since={timezone.localdate().isoformat()}"
    assert [row["id"] for row in client.get("/api/v1/bodies").json()["rows"]] == [body.slug]
    assert client.get(asked).json()["rows"] == []
    assert client.get(f"/api/v1/bodies/{new.slug}").status_code == 404
    (found,) = load([str(new.pk)])
    assert (found.since.month, found.since.day, found.since.year) == (1, 1, timezone.now().year)
    assert client.get(new.get_absolute_url()).status_code == 404
    Body.objects.filter(pk=new.pk).update(added_at=new.added_at - HELD_BACK, told_on=timezone.localdate())
    assert f"added in {timezone.now():%Y}" in client.get(new.get_absolute_url()).content.decode()
    assert [row["id"] for row in client.get(asked).json()["rows"]] == [new.slug], "whoever reads on by day misses none"


def test_a_group_is_told_of_its_own_looks_alone(cast: Cast, body: Body) -> None:
    check_contact(contact=body.contacts.get(), on=TODAY, by=cast.asha, now=NOW)
    wanted = {body.pk: "foi@northport.example"}
    assert address_doubts(group=cast.northport, wanted=wanted) == ()
    assert [one.was for one in address_doubts(group=cast.southmoor, wanted=wanted)] == [""]
