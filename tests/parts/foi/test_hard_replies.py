"""Replies that are easily sorted wrongly are sorted rightly, or left to a person: never lost, never told to others."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dueregard.foundation.mail.actions.store_email import store_email
from dueregard.foundation.mail.models import OutgoingMessage, StoredEmail
from dueregard.parts.foi.actions.clear_pen import file_held, set_aside
from dueregard.parts.foi.models import Case, Correspondence, HeldEmail
from dueregard.parts.foi.models.correspondence import Step
from dueregard.records.bodies.models import Body
from dueregard.records.groups.models import Group
from dueregard.records.history.models import Entry
from dueregard.rules.casework.events import EventKind, Phase
from tests.builders import make_body
from tests.builders_foi import ASKED_AT, make_campaign, make_case, make_event, make_letter
from tests.mail.make import mail, mixed, part, pdf, report
from tests.people import Cast
from tests.work import run_all_tasks

pytestmark = pytest.mark.django_db

OFFICE = "requests@dueregard.invalid"
STRANGER = "Stranger <stranger@elsewhere.example>"
ACKNOWLEDGED = b"We acknowledge receipt of your request. We will respond within 20 working days.\n"
AWAY = b"I am out of the office until 3 December and will read your e-mail when I return.\n"


def ask(group: Group, body: Body, title: str = "Risk assessments", message_id: str = "out-1@example.org") -> Case:
    """Ask a body, with the request's letter and its day, so that the clock runs."""
    case = make_case(make_campaign(group, title=title), body, address="foi@northport.example")
    letter = make_letter(case)
    OutgoingMessage.objects.filter(pk=letter.outgoing_id).update(message_id=f"<{message_id}>")
    make_event(case, EventKind.REQUEST_RECEIVED, ASKED_AT.date(), correspondence=letter)
    return case


@pytest.fixture
def body(db: None) -> Body:
    """A body that Northport asks."""
    return make_body("Northport Council")


@pytest.fixture
def case(cast: Cast, body: Body) -> Case:
    """A case that waits for its answer."""
    return ask(cast.northport, body)


def ours(case: Case) -> str:
    """Return the case's reply address."""
    return f"foi-{case.token}@dueregard.invalid"


def arrive(raw: bytes, *envelope_to: str) -> StoredEmail:
    """Let an e-mail come and be read."""
    email, _ = store_email(
        raw=raw, arrived_by="lmtp", envelope_from="", envelope_to=list(envelope_to), now=timezone.now()
    )
    run_all_tasks()
    email.refresh_from_db()
    return email


def kinds(case: Case) -> list[str]:
    """Return what is recorded of a case beside that it was asked, after reading it anew."""
    case.refresh_from_db()
    return [event.kind for event in case.events.exclude(kind=EventKind.REQUEST_RECEIVED)]


def test_a_reply_to_a_closed_case_is_filed_there_and_asks_for_a_person(case: Case) -> None:
    make_event(case, EventKind.CLOSED, ASKED_AT.date() + timedelta(days=2))
    email = arrive(mail(To=ours(case)))
    case.refresh_from_db()
    assert (email.state, case.phase, case.unsorted, case.needs_us) == ("filed", Phase.CLOSED, 1, True)
    assert "The case is closed" in " ".join(Correspondence.objects.get(email=email).reasons)


def test_an_officer_who_writes_from_home_is_filed_for_a_person_to_read(case: Case) -> None:
    email = arrive(mail(b"From my own account: we hold nothing.\n", To=ours(case), From="officer@home.example"))
    reply = Correspondence.objects.get(email=email)
    assert (reply.case_id, reply.sender, reply.is_sorted, kinds(case)) == (case.pk, "officer@home.example", False, [])


def test_of_two_cases_of_a_body_the_subject_decides_and_nothing_else_guesses(
    case: Case, body: Body, cast: Cast
) -> None:
    other = ask(cast.northport, body, "Staff training", "out-2@example.org")
    email = arrive(mail(To=OFFICE, Subject="RE: Request for information: staff training"))
    assert Correspondence.objects.get(email=email).case_id == other.pk
    held = HeldEmail.objects.get(email=arrive(mail(To=OFFICE, Subject="Your request", Message_ID="<2@x.example>")))
    assert {guess["case_id"] for guess in held.guesses} == {str(case.pk), str(other.pk)}


def test_a_stranger_who_forwards_our_address_is_held_with_the_guess(case: Case) -> None:
    quoted = f"FYI\n\n> From: {ours(case)}\n> Please send the plan.\n".encode()
    held = HeldEmail.objects.get(email=arrive(mail(quoted, To=OFFICE, From=STRANGER, Subject="Fwd")))
    assert [guess["case_id"] for guess in held.guesses] == [str(case.pk)]
    assert kinds(case) == []


def test_a_storm_of_automatic_answers_asks_for_nobody(case: Case) -> None:
    for number in range(50):
        own = {"To": ours(case), "Message_ID": f"<{number}@x.example>", "Auto_Submitted": "auto-replied"}
        arrive(mail(AWAY, Subject="Automatic reply", **own))
    case.refresh_from_db()
    assert (case.correspondence.filter(direction="in").count(), case.unsorted, case.needs_us) == (50, 0, False)


def test_a_storm_of_acknowledgements_is_told_once(case: Case) -> None:
    for number in range(10):
        arrive(mail(ACKNOWLEDGED, To=ours(case), Message_ID=f"<{number}@x.example>"))
    assert kinds(case) == [EventKind.ACKNOWLEDGED]
    assert Entry.objects.filter(says__startswith="Acknowledged").count() == 1
    assert case.unsorted == 0


def bounce(case: Case, action: str = "failed", status: str = "5.1.1", *, of: str = "out-1@example.org") -> bytes:
    """A delivery report about one of our letters."""
    return report(action, status, To=ours(case)).replace(b"out-1@example.org", of.encode())


def test_a_bounce_of_the_request_says_that_it_is_lost(case: Case) -> None:
    arrive(bounce(case))
    assert (kinds(case), case.phase, case.unsorted) == ([EventKind.UNDELIVERED], Phase.UNDELIVERED, 0)


def test_a_bounce_of_a_reminder_leaves_the_clock_running_and_asks_for_a_person(case: Case) -> None:
    letter = make_letter(case, step=Step.REMINDER, at=ASKED_AT + timedelta(days=30))
    assert letter.outgoing is not None
    arrive(bounce(case, of=letter.outgoing.message_id.strip("<>")))
    assert (kinds(case), case.phase, case.unsorted) == ([], Phase.WAITING, 1)


def test_a_bounce_that_names_no_letter_of_several_is_left_to_a_person(case: Case) -> None:
    make_letter(case, step=Step.REMINDER, at=ASKED_AT + timedelta(days=30))
    arrive(report("failed", "5.1.1", with_original=False, To=ours(case)))
    assert (kinds(case), case.phase, case.unsorted) == ([], Phase.WAITING, 1)


@pytest.mark.parametrize(("action", "status"), [("delayed", "4.4.1"), ("delayed", "4.7.0"), ("delivered", "2.0.0")])
def test_a_delay_or_a_delivery_is_no_failure(action: str, status: str, case: Case) -> None:
    arrive(bounce(case, action, status))
    assert (kinds(case), case.phase, case.unsorted) == ([], Phase.WAITING, 0)


def test_a_bounce_known_only_from_its_envelope_finds_its_case(case: Case) -> None:
    email = arrive(report("failed", "5.1.1", with_original=False, To="undisclosed:;"), ours(case))
    assert (email.state, kinds(case)) == ("filed", [EventKind.UNDELIVERED])


def test_among_thousands_of_recipients_the_envelope_finds_the_case_and_the_message_says_what_was_not_read(
    case: Case,
) -> None:
    everybody = ", ".join(f"a{number}@domain.example" for number in range(3_000))
    email = arrive(mail(To=f"{everybody}, {ours(case)}"), ours(case))
    reply = Correspondence.objects.get(email=email, case=case)
    assert "It names 2,000 recipients or more; the rest were not read." in reply.notes


def test_an_absence_told_in_plain_words_is_taken_for_nothing_and_left_to_a_person(case: Case) -> None:
    arrive(mail(AWAY, To=ours(case), Subject="Re: Request for information"))
    assert (kinds(case), case.unsorted) == ([], 1)


def test_an_acknowledgement_with_a_leaflet_is_read_by_a_person(case: Case) -> None:
    arrive(mixed(part(ACKNOWLEDGED), pdf("How we handle requests.pdf"), To=ours(case)))
    assert (kinds(case), case.unsorted) == ([], 1)


@pytest.mark.parametrize("cleared", ["not yet", "filed", "set aside"])
def test_a_held_e_mail_that_comes_again_by_another_route_is_not_held_twice(
    cleared: str, case: Case, cast: Cast
) -> None:
    raw = mail(To=OFFICE, From=STRANGER, Subject="Your letter")
    held = HeldEmail.objects.get(email=arrive(raw))
    if cleared == "filed":
        file_held(held=held, cases=[case], by=cast.asha, now=timezone.now())
    elif cleared == "set aside":
        set_aside(held=held, because="advertising", by=cast.asha, now=timezone.now())
    again = arrive(b"Received: from another route\n" + raw)
    assert (again.state, HeldEmail.objects.count()) == ("settled", 1)
    assert again.trouble.startswith("We already have this e-mail")


def test_a_second_delivery_that_names_a_case_is_filed_though_the_first_is_held(case: Case) -> None:
    raw = mail(To="undisclosed:;", From=STRANGER)
    assert arrive(raw).state == "held"
    assert arrive(b"Received: from another route\n" + raw, ours(case)).state == "filed"


def test_what_the_wording_suggests_outlives_the_pen(case: Case, cast: Cast) -> None:
    refusal = b"The information is withheld under section 24(1) of the Act.\n"
    held = HeldEmail.objects.get(email=arrive(mail(refusal, To=OFFICE, From=STRANGER)))
    (reply,) = file_held(held=held, cases=[case], by=cast.asha, now=timezone.now())
    assert [(row["kind"], row["sections"]) for row in reply.suggestions] == [("refused", ["section 24(1)"])]


def test_a_reply_to_two_groups_does_not_tell_one_whom_the_other_asked(case: Case, cast: Cast) -> None:
    theirs = ask(cast.southmoor, make_body("Southport College"), "Plans", "out-2@example.org")
    email = arrive(mail(To=ours(case), Cc=ours(theirs)))
    told = " ".join(Correspondence.objects.get(email=email, case=case).reasons)
    assert "Southport" not in told
    assert "a case of another group" in told


def test_a_sender_whom_two_groups_asked_is_held_for_administrators(case: Case, body: Body, cast: Cast) -> None:
    ask(cast.southmoor, body, "Plans", "out-2@example.org")
    held = HeldEmail.objects.get(email=arrive(mail(To=OFFICE, Subject="Your request")))
    assert list(held.groups.all()) == []
