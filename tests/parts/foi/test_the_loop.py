"""One whole walk in practice mode: choose, send, and the body's answers find their case and set the next date."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dueregard.foundation.editing.actions.join_edit import seen_now
from dueregard.foundation.files.gateways import store
from dueregard.foundation.mail.actions.store_email import store_email
from dueregard.foundation.mail.models import StoredEmail
from dueregard.parts.foi.actions.choose_bodies import choose_bodies
from dueregard.parts.foi.actions.file_email import file_stored_email
from dueregard.parts.foi.actions.queue_letter import NobodyToAsk, OnItsWay, queue_letter, queue_requests, undo_letters
from dueregard.parts.foi.actions.send_now import send_now
from dueregard.parts.foi.actions.start_campaign import AlreadySent, change_letter, start_campaign, stored_letter
from dueregard.parts.foi.models import Campaign, Case, Correspondence
from dueregard.parts.foi.models.correspondence import Direction, Step
from dueregard.rules.casework.events import EventKind, Phase, Turn
from dueregard.rules.casework.reply_address import reply_address
from dueregard.rules.law.laws import BodyKind, Law, Nation
from dueregard.rules.practice.replies import compose_reply
from tests.builders_foi import REPLY_PATTERN, make_body
from tests.editing import checked
from tests.people import Cast
from tests.work import run_all_tasks

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def campaign(cast: Cast, shipped_pack: None) -> Campaign:
    """A campaign of Northport that asks an English and a Scottish university."""
    now = timezone.now()
    campaign = start_campaign(
        group=cast.northport,
        title="Risk assessments",
        subject="Prevent risk assessment",
        questions="Please send the current Prevent risk assessment of {body}.",
        is_environmental=False,
        template="",
        by=cast.asha,
        now=now,
    )
    english = make_body("University of Northport")
    scottish = make_body("University of Glenport", nation=Nation.SCOTLAND)
    private = make_body("Northport Private School", kind=BodyKind.INDEPENDENT_SCHOOL)
    chosen = choose_bodies(campaign=campaign, bodies=[english, scottish, private], by=cast.asha, now=now)
    assert (chosen.added, [name for name, _ in chosen.left_out]) == (2, ["Northport Private School"])
    return campaign


def send(campaign: Campaign, cast: Cast) -> None:
    """Send the campaign's letters and let the worker do its part."""
    queue_requests(campaign=campaign, seen=checked(campaign), by=cast.asha, now=timezone.now())
    send_now(campaign=campaign, by=cast.asha, now=timezone.now())
    run_all_tasks()


def unwrapped(letter: Correspondence) -> str:
    """Return a letter's words in one line."""
    return " ".join(letter.text.split())


def answer(case: Case, text: str, *, subject: str = "Your request", sender: str = "") -> StoredEmail:
    """Let the body write to the case's reply address."""
    sender = sender or case.address
    raw = (
        f"From: {sender}\r\nTo: {reply_address(REPLY_PATTERN, case.token)}\r\nSubject: {subject}\r\n"
        f"Message-ID: <{abs(hash((case.pk, text)))}@body.example>\r\nDate: Mon, 23 Nov 2026 10:00:00 +0000\r\n"
        f"\r\n{text}\r\n"
    ).encode()
    email, _ = store_email(
        raw=raw, arrived_by=StoredEmail.Arrival.LMTP, envelope_from=sender, envelope_to=[], now=timezone.now()
    )
    run_all_tasks()
    email.refresh_from_db()
    return email


def test_a_request_leaves_under_the_law_of_each_body_and_its_clock_starts(campaign: Campaign, cast: Cast) -> None:
    send(campaign, cast)
    cases = {case.body.name: case for case in campaign.cases.select_related("body")}
    letters = {name: case.correspondence.get() for name, case in cases.items()}
    assert "Freedom of Information Act 2000" in unwrapped(letters["University of Northport"])
    assert "Freedom of Information (Scotland) Act 2002" in unwrapped(letters["University of Glenport"])
    assert "risk assessment of University of Northport" in unwrapped(letters["University of Northport"])
    for case in cases.values():
        assert (case.phase, case.turn) == (Phase.WAITING, Turn.THEIRS)
        assert case.due_on is not None
        assert case.due_on > timezone.localdate() + timedelta(days=27)
        assert case.standing["due"]["steps"]


def test_nothing_leaves_before_the_time_to_undo_is_over(campaign: Campaign, cast: Cast) -> None:
    queue_requests(campaign=campaign, seen=checked(campaign), by=cast.asha, now=timezone.now())
    run_all_tasks()
    assert {case.phase for case in campaign.cases.all()} == {Phase.PREPARING}
    assert undo_letters(campaign=campaign, by=cast.asha, now=timezone.now()) == 2
    run_all_tasks()
    assert {letter.outgoing.state for letter in Correspondence.objects.select_related("outgoing")} == {"undone"}


def test_after_undoing_the_letter_can_be_changed_and_sent_once(campaign: Campaign, cast: Cast) -> None:
    queue_requests(campaign=campaign, seen=checked(campaign), by=cast.asha, now=timezone.now())
    undo_letters(campaign=campaign, by=cast.asha, now=timezone.now())
    seen = seen_now(stored_letter(campaign), timezone.now())
    wanted = {"title": "Plans", "subject": "Prevent plan", "questions": "Please send the plan."}
    change_letter(campaign=campaign, wanted=wanted, seen=seen, by=cast.asha, now=timezone.now())
    send(campaign, cast)
    sent = Correspondence.objects.filter(direction=Direction.OUT, outgoing__state="sent")
    assert sorted(letter.subject for letter in sent) == ["Information request: Prevent plan"] * 2
    with pytest.raises(NobodyToAsk):
        queue_requests(campaign=campaign, seen=checked(campaign), by=cast.asha, now=timezone.now())


def test_a_letter_that_has_gone_cannot_be_changed_under_the_case(campaign: Campaign, cast: Cast) -> None:
    send(campaign, cast)
    seen = seen_now(stored_letter(campaign), timezone.now())
    with pytest.raises(AlreadySent):
        change_letter(campaign=campaign, wanted={"title": "x"}, seen=seen, by=cast.asha, now=timezone.now())


def test_the_same_letter_is_never_queued_twice(campaign: Campaign, cast: Cast) -> None:
    case = campaign.cases.all()[0]
    queue_letter(case=case, step=Step.REQUEST, letter=None, by=cast.asha, now=timezone.now())
    with pytest.raises(OnItsWay):
        queue_letter(case=case, step=Step.REQUEST, letter=None, by=cast.asha, now=timezone.now())
    assert case.correspondence.count() == 1


def test_an_acknowledgement_is_filed_and_recorded_by_rule_and_moves_no_clock(campaign: Campaign, cast: Cast) -> None:
    send(campaign, cast)
    case = campaign.cases.get(body__name="University of Northport")
    before = case.due_on
    email = answer(
        case,
        "Thank you for your request, which we acknowledge. Your reference is FOI 2026/318."
        " We aim to respond within 20 working days.",
        subject="Acknowledgement of your Freedom of Information request FOI 2026/318",
    )
    case.refresh_from_db()
    assert email.state == StoredEmail.State.FILED
    assert case.events.filter(kind=EventKind.ACKNOWLEDGED, recorded_by=None).count() == 1
    assert (case.due_on, case.unsorted) == (before, 0)


def test_a_refusal_waits_for_a_person_with_its_sections_suggested(campaign: Campaign, cast: Cast) -> None:
    send(campaign, cast)
    case = campaign.cases.get(body__name="University of Northport")
    answer(
        case,
        "We hold this information. It is exempt from disclosure under section 24(1) of the Freedom of Information"
        " Act 2000 and we have decided to withhold it. You may ask for an internal review.",
        subject="Response to your request",
    )
    case.refresh_from_db()
    reply = case.correspondence.get(direction=Direction.IN)
    assert (case.unsorted, reply.is_sorted) == (1, False)
    refused = [row for row in reply.suggestions if row.get("kind") == EventKind.REFUSED]
    assert refused
    assert any("24" in section for section in refused[0]["sections"])
    assert case.outcome == ""


def test_the_same_reply_delivered_twice_is_filed_once(campaign: Campaign, cast: Cast) -> None:
    send(campaign, cast)
    case = campaign.cases.get(body__name="University of Northport")
    answer(case, "Here is our reply.")
    answer(case, "Here is our reply.")
    assert case.correspondence.filter(direction=Direction.IN).count() == 1


def test_of_two_deliveries_only_one_is_filed_whichever_is_read_first(campaign: Campaign, cast: Cast) -> None:
    send(campaign, cast)
    case = campaign.cases.get(body__name="University of Northport")
    ours = reply_address(REPLY_PATTERN, case.token)
    deliveries = []
    for hop in ("one", "two"):
        raw = (
            f"Received: from {hop}.northport.example\r\nFrom: {case.address}\r\nTo: {ours}\r\nSubject: Reply\r\n"
            "Message-ID: <reply@northport.example>\r\nDate: Mon, 23 Nov 2026 10:00:00 +0000\r\n\r\nOur reply.\r\n"
        ).encode()
        email, _ = store_email(
            raw=raw, arrived_by=StoredEmail.Arrival.LMTP, envelope_from="", envelope_to=[], now=timezone.now()
        )
        deliveries.append(email)
    assert deliveries[1].same_as_id == deliveries[0].pk
    for email in reversed(deliveries):
        file_stored_email(pk=email.pk, now=timezone.now())
    assert case.correspondence.filter(direction=Direction.IN).count() == 1
    assert sorted(StoredEmail.objects.values_list("state", flat=True)) == ["filed", "settled"]


def test_a_stranger_s_mail_without_our_address_is_held_not_filed(campaign: Campaign, cast: Cast) -> None:
    send(campaign, cast)
    raw = b"From: office@elsewhere.example\r\nTo: someone@dueregard.invalid\r\nSubject: Hi\r\n\r\nYour letter.\r\n"
    email, _ = store_email(
        raw=raw, arrived_by=StoredEmail.Arrival.LMTP, envelope_from="", envelope_to=[], now=timezone.now()
    )
    run_all_tasks()
    email.refresh_from_db()
    assert email.state == StoredEmail.State.HELD
    assert Correspondence.objects.filter(direction=Direction.IN).count() == 0


def test_our_own_envelope_copy_is_settled_and_never_shown_as_a_reply(campaign: Campaign, cast: Cast) -> None:
    send(campaign, cast)
    case = campaign.cases.get(body__name="University of Northport")
    letter = case.correspondence.get()
    assert letter.outgoing is not None
    raw = store.get(letter.outgoing.sha256)
    email, _ = store_email(
        raw=raw, arrived_by=StoredEmail.Arrival.LMTP, envelope_from="", envelope_to=[], now=timezone.now()
    )
    run_all_tasks()
    email.refresh_from_db()
    assert email.state == StoredEmail.State.SETTLED
    assert case.correspondence.filter(direction=Direction.IN).count() == 0


def test_a_bounce_of_the_request_stops_the_clock_and_asks_for_another_address(campaign: Campaign, cast: Cast) -> None:
    send(campaign, cast)
    case = campaign.cases.select_related("campaign", "body").get(body__name="University of Northport")
    letter = case.correspondence.select_related("outgoing").get()
    assert letter.outgoing is not None
    raw = compose_reply(
        "bounce",
        to=reply_address(REPLY_PATTERN, case.token),
        from_address=case.address,
        body_name=case.body.name,
        law=Law(case.law),
        request_subject=letter.subject,
        request_message_id=letter.outgoing.message_id,
        request_date=letter.at,
        message_id="<bounce@northport.example>",
        at=timezone.now(),
    )
    store_email(raw=raw, arrived_by=StoredEmail.Arrival.LMTP, envelope_from="", envelope_to=[], now=timezone.now())
    run_all_tasks()
    case.refresh_from_db()
    assert (case.phase, case.due_on) == (Phase.UNDELIVERED, None)
