"""One letter that answers several requests is filed on each, and taken out of each on its own."""

import pytest
from django.utils import timezone

from dueregard.foundation.mail.actions.store_email import store_email
from dueregard.foundation.mail.models import StoredEmail
from dueregard.parts.foi.actions.clear_pen import NoCase, file_held
from dueregard.parts.foi.actions.file_by_hand import NotAnEmail, NotOfThisGroup, file_also
from dueregard.parts.foi.actions.record_event import record_event
from dueregard.parts.foi.actions.take_out_reply import AlreadyTakenOut, take_out_reply
from dueregard.parts.foi.models import Case, Correspondence, HeldEmail
from dueregard.records.evidence.models import Document
from dueregard.rules.casework.events import EventKind
from tests.builders import make_body
from tests.builders_foi import ASKED_AT, make_campaign, make_event, make_letter, make_waiting_case
from tests.mail.make import FOLDER, mixed, part, pdf
from tests.people import Cast
from tests.sessions import sign_in
from tests.work import run_all_tasks

pytestmark = pytest.mark.django_db

ONE_ANSWER = b"One answer to your three requests: we hold none of this information.\n"


@pytest.fixture
def cases(cast: Cast) -> list[Case]:
    """Three requests to one body."""
    body = make_body("Northport Council")
    titles = ("Risk assessments", "Staff training", "Referrals")
    cases = [make_waiting_case(make_campaign(cast.northport, title=title), body) for title in titles]
    for case in cases:
        make_event(case, EventKind.REQUEST_RECEIVED, ASKED_AT.date())
    return cases


def arrive(cases: list[Case]) -> StoredEmail:
    """Let one letter with a file come to the addresses of these cases."""
    to = ", ".join(f"foi-{case.token}@dueregard.invalid" for case in cases)
    email, _ = store_email(
        raw=mixed(part(ONE_ANSWER), pdf(), To=to),
        arrived_by="lmtp",
        envelope_from="",
        envelope_to=[],
        now=timezone.now(),
    )
    run_all_tasks()
    email.refresh_from_db()
    return email


def filed_in(email: StoredEmail) -> set[str]:
    """Return the requests that have the letter."""
    return {reply.case.campaign.title for reply in Correspondence.objects.filter(email=email)}


def test_a_letter_to_three_of_our_addresses_waits_for_a_person_who_files_it_to_all_three(
    cases: list[Case], cast: Cast
) -> None:
    email = arrive(cases)
    held = HeldEmail.objects.get(email=email)
    client = sign_in(cast.ben)
    shown = client.get(f"/desk/holding-pen/{held.pk}/").content.decode()
    assert "It answers more than one request" in shown
    client.post(f"/desk/holding-pen/{held.pk}/file/", {"case": [str(case.pk) for case in cases]})
    email.refresh_from_db()
    assert (email.state, filed_in(email)) == ("filed", {"Risk assessments", "Staff training", "Referrals"})
    for case in cases:
        case.refresh_from_db()
        reply = case.correspondence.get(email=email)
        assert (case.unsorted, reply.is_sorted, reply.attachments.count()) == (1, False, 1)
    assert Document.objects.count() == 1  # one file, however many cases it came with


def test_the_letter_of_the_reports_is_held_with_all_three_cases_as_guesses(cases: list[Case], cast: Cast) -> None:
    raw = (FOLDER / "reading" / "u03-one-reply-to-three-cases.eml").read_bytes()
    for token, case in zip((b"565gkm8k929vr", b"136tq9j6hkg4g", b"4v2865cp7m8q8"), cases, strict=True):
        raw = raw.replace(token, case.token.encode())
    store_email(raw=raw, arrived_by="lmtp", envelope_from="", envelope_to=[], now=timezone.now())
    run_all_tasks()
    held = HeldEmail.objects.get()
    assert {guess["case_id"] for guess in held.guesses} == {str(case.pk) for case in cases}


def test_a_letter_that_is_filed_can_be_filed_to_other_cases_as_well(cases: list[Case], cast: Cast) -> None:
    email = arrive(cases[:1])
    reply = Correspondence.objects.get(email=email)
    client = sign_in(cast.ben)
    shown = client.get(f"/desk/messages/{reply.pk}/also/").content.decode()
    assert "Staff training" in shown
    assert "Risk assessments</label>" not in shown
    answer = client.post(f"/desk/messages/{reply.pk}/also/", {"case": [str(case.pk) for case in cases[1:]]})
    assert answer.status_code == 302
    assert filed_in(email) == {"Risk assessments", "Staff training", "Referrals"}
    assert "also in" in client.get(f"/desk/messages/{reply.pk}/").content.decode()
    assert file_also(reply=reply, cases=cases, by=cast.ben, now=timezone.now()) == []


def test_nothing_ticked_is_asked_for_again(cases: list[Case], cast: Cast) -> None:
    reply = Correspondence.objects.get(email=arrive(cases[:1]))
    for ticked in ({}, {"case": "no such thing"}):
        answer = sign_in(cast.ben).post(f"/desk/messages/{reply.pk}/also/", ticked)
        assert "Tick at least one case." in answer.content.decode()
    assert Correspondence.objects.filter(email=reply.email_id).count() == 1


def test_the_pen_files_nowhere_without_a_case(cases: list[Case], cast: Cast) -> None:
    held = HeldEmail.objects.get(email=arrive(cases))
    with pytest.raises(NoCase):
        file_held(held=held, cases=[], by=cast.ben, now=timezone.now())


def test_taken_out_of_one_case_it_stays_in_the_others_and_what_was_recorded_is_crossed_out(
    cases: list[Case], cast: Cast
) -> None:
    email = arrive(cases)
    file_held(held=HeldEmail.objects.get(email=email), cases=cases, by=cast.ben, now=timezone.now())
    reply = cases[1].correspondence.get(email=email)
    today = timezone.localdate()
    record_event(
        case=cases[1], kind=EventKind.NOT_HELD, on=today, by=cast.asha, now=timezone.now(), correspondence=reply
    )
    answer = sign_in(cast.asha).post(f"/desk/messages/{reply.pk}/out/")
    assert answer.status_code == 302
    assert filed_in(email) == {"Risk assessments", "Referrals"}
    cases[1].refresh_from_db()
    event = cases[1].events.get(kind=EventKind.NOT_HELD)
    assert (event.struck_by, cases[1].phase, cases[1].unsorted) == (cast.asha, "waiting", 0)
    cases[0].refresh_from_db()
    assert cases[0].unsorted == 1
    email.refresh_from_db()
    assert email.state == "filed"


def test_taken_out_of_its_last_case_it_waits_in_the_pen_again_with_its_files(cases: list[Case], cast: Cast) -> None:
    email = arrive(cases[:1])
    reply = Correspondence.objects.get(email=email)
    held = take_out_reply(reply=reply, by=cast.asha, now=timezone.now())
    email.refresh_from_db()
    assert held is not None
    assert (email.state, list(held.groups.all()), held.cleared_at) == ("held", [cast.northport], None)
    assert [file["name"] for file in held.files] == ["answer.pdf"]
    (again,) = file_held(held=held, cases=[cases[2]], by=cast.ben, now=timezone.now())
    assert (again.attachments.count(), again.attachments.get().document is None) == (1, False)
    with pytest.raises(AlreadyTakenOut):
        take_out_reply(reply=reply, by=cast.asha, now=timezone.now())


def test_another_groups_case_cannot_be_chosen_and_a_volunteer_takes_nothing_out(cases: list[Case], cast: Cast) -> None:
    theirs = make_waiting_case(make_campaign(cast.southmoor), make_body("Southmoor College"))
    reply = Correspondence.objects.get(email=arrive(cases[:1]))
    assert sign_in(cast.ben).post(f"/desk/messages/{reply.pk}/also/", {"case": str(theirs.pk)}).status_code == 404
    with pytest.raises(NotOfThisGroup):
        file_also(reply=reply, cases=[theirs], by=cast.ben, now=timezone.now())
    assert sign_in(cast.ben).post(f"/desk/messages/{reply.pk}/out/").status_code == 404
    assert sign_in(cast.carys).post(f"/desk/messages/{reply.pk}/out/").status_code == 404


def test_a_letter_of_ours_is_in_its_own_case_only(cases: list[Case], cast: Cast) -> None:
    letter = make_letter(cases[0])
    with pytest.raises(NotAnEmail):
        file_also(reply=letter, cases=cases[1:], by=cast.ben, now=timezone.now())
    with pytest.raises(NotAnEmail):
        take_out_reply(reply=letter, by=cast.asha, now=timezone.now())
