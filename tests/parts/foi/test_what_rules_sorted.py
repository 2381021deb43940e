"""What a rule sorts is said in the case, can be undone in one press, and is shown to a person every week."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.models import Act
from dueregard.foundation.editing.actions.join_edit import seen_now
from dueregard.foundation.mail.actions.store_email import store_email
from dueregard.parts.foi.actions.check_rule import NotSortedByRule, confirm_sorting, undo_sorting
from dueregard.parts.foi.actions.sort_reply import Meaning, sort_reply, stored_reference
from dueregard.parts.foi.models import Case, Correspondence
from dueregard.parts.foi.queries.sorted_by_rule import SAMPLE, sample_to_check
from dueregard.rules.casework.events import EventKind, Phase
from tests.builders import make_body
from tests.builders_foi import ASKED_AT, make_campaign, make_case, make_event, make_letter
from tests.mail.make import mail
from tests.people import Cast
from tests.work import run_all_tasks

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Person], Client]

ACKNOWLEDGED = b"Thank you for your request. We will respond within 20 working days.\n"
NOT_READ = b"This mailbox is no longer in use and e-mails are not read.\n"


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case that waits for its answer."""
    case = make_case(make_campaign(cast.northport), make_body("Northport Council"), address="foi@northport.example")
    make_event(case, EventKind.REQUEST_RECEIVED, ASKED_AT.date(), correspondence=make_letter(case))
    return case


def arrive(case: Case, body: bytes, number: int = 1, **fields: str) -> Correspondence:
    """Let an e-mail to the case come, and be filed."""
    raw = mail(body, To=f"foi-{case.token}@dueregard.invalid", Message_ID=f"<{number}@northport.example>", **fields)
    email, _ = store_email(raw=raw, arrived_by="lmtp", envelope_from="", envelope_to=[], now=timezone.now())
    run_all_tasks()
    return Correspondence.objects.get(email=email)


def says(reply: Correspondence, by: Person, *meanings: Meaning) -> None:
    """Say what a reply means, as somebody does who has just opened it."""
    seen = seen_now(stored_reference(reply.case), timezone.now())
    sort_reply(reply=reply, meanings=meanings, their_reference="", seen=seen, by=by, now=timezone.now())


def recorded(case: Case) -> list[str]:
    """Return what stands recorded of a case beside that it was asked."""
    case.refresh_from_db()
    standing = case.events.filter(struck_at=None).exclude(kind=EventKind.REQUEST_RECEIVED)
    return [event.kind for event in standing]


def test_one_press_gives_a_sorted_letter_back_and_strikes_out_what_the_rule_recorded(
    case: Case, cast: Cast, signed_in: SignedIn
) -> None:
    reply = arrive(case, ACKNOWLEDGED)
    assert (reply.is_sorted, reply.sorted_by_rule, recorded(case)) == (True, True, [EventKind.ACKNOWLEDGED])
    client = signed_in(cast.asha)
    assert "Undo sorting" in client.get(f"/desk/cases/{case.pk}/").content.decode()
    client.post(f"/desk/messages/{reply.pk}/check/", {"answer": "wrong"})
    reply.refresh_from_db()
    assert (reply.is_sorted, reply.kind, recorded(case), case.unsorted) == (False, "reply", [], 1)
    assert Act.objects.filter(did="undo_sorting").count() == 1
    assert "Undo sorting" not in client.get(f"/desk/cases/{case.pk}/").content.decode()


def test_what_a_person_has_sorted_since_is_not_undone(case: Case, cast: Cast) -> None:
    reply = undo_sorting(reply=arrive(case, ACKNOWLEDGED), by=cast.asha, now=timezone.now())
    now = timezone.now()
    meaning = Meaning(EventKind.REFUSED, timezone.localdate(now))
    says(reply, cast.asha, meaning)
    with pytest.raises(NotSortedByRule):
        undo_sorting(reply=reply, by=cast.asha, now=now)
    assert recorded(case) == [EventKind.REFUSED]


def test_the_week_s_sample_is_shown_on_the_desk_and_agreement_is_counted(
    case: Case, cast: Cast, signed_in: SignedIn
) -> None:
    client = signed_in(cast.asha)
    assert "Nothing to check" in client.get("/desk/sorted-for-you/").content.decode()
    first, second = arrive(case, ACKNOWLEDGED), arrive(case, ACKNOWLEDGED, 2)
    assert "Check 2 letters sorted automatically this week" in client.get("/desk/").content.decode()
    page = client.get("/desk/sorted-for-you/").content.decode()
    assert page.count("Confirm sorting") == 2
    assert "It only acknowledges receipt" in page
    client.post(f"/desk/messages/{first.pk}/check/", {"answer": "right"})
    client.post(f"/desk/messages/{second.pk}/check/", {"answer": "wrong"})
    page = client.get("/desk/sorted-for-you/").content.decode()
    assert "Checked so far: 2. Found right: 1." in page
    assert "Confirm sorting" not in page


def test_the_sample_holds_twenty_letters_of_this_week(case: Case, cast: Cast) -> None:
    for number in range(SAMPLE + 2):
        arrive(case, ACKNOWLEDGED, number)
    now = timezone.now()
    sample = sample_to_check(cast.asha, now)
    assert (len(sample.letters), sample.this_week) == (SAMPLE, SAMPLE + 2)
    assert sample_to_check(cast.asha, now + timedelta(days=8)).letters == ()


def test_another_group_sees_none_of_it(case: Case, cast: Cast, signed_in: SignedIn) -> None:
    reply = arrive(case, ACKNOWLEDGED)
    client = signed_in(cast.carys)
    assert "Nothing to check" in client.get("/desk/sorted-for-you/").content.decode()
    assert client.post(f"/desk/messages/{reply.pk}/check/", {"answer": "wrong"}).status_code == 404
    confirm_sorting(reply=reply, by=cast.asha, now=timezone.now())


def test_a_machine_that_doubts_the_arrival_is_said_by_the_clock_until_a_person_has_read_it(
    case: Case, cast: Cast, signed_in: SignedIn
) -> None:
    reply = arrive(case, NOT_READ, Auto_Submitted="auto-replied")
    assert (reply.is_sorted, recorded(case)) == (False, [EventKind.ARRIVAL_DOUBTED])
    assert (case.phase, case.due_on is not None) == (Phase.WAITING, True)
    page = signed_in(cast.asha).get(f"/desk/cases/{case.pk}/").content.decode()
    assert "The request may not have arrived" in page
    says(reply, cast.asha)
    assert recorded(case) == []
    page = signed_in(cast.asha).get(f"/desk/cases/{case.pk}/").content.decode()
    assert "<h2>The request may not have arrived</h2>" not in page


def test_what_the_body_says_later_ends_the_doubt_and_a_person_may_say_that_it_was_lost(case: Case, cast: Cast) -> None:
    reply = arrive(case, NOT_READ, Auto_Submitted="auto-replied")
    assert case.__class__.objects.get(pk=case.pk).standing["doubt"]
    arrive(case, ACKNOWLEDGED, 2)
    assert not case.__class__.objects.get(pk=case.pk).standing["doubt"]
    now = timezone.now()
    lost = Meaning(EventKind.UNDELIVERED, timezone.localdate(now))
    says(reply, cast.asha, lost)
    case.refresh_from_db()
    assert case.phase == Phase.UNDELIVERED
