"""On a live site a letter goes where the register says for its purpose; who has no address is named, not asked."""

from datetime import date

import pytest

from dueregard.foundation.mail.actions.set_mode import set_mode
from dueregard.foundation.mail.models import Mode, OutgoingMessage
from dueregard.foundation.packs.models import PackText
from dueregard.parts.foi.actions.queue_letter import (
    MustNotLeave,
    NoAddress,
    NotAskedYet,
    OnlyPractised,
    queue_letter,
    queue_requests,
)
from dueregard.parts.foi.models import Case
from dueregard.parts.foi.models.correspondence import Step
from dueregard.rules.casework.events import EventKind
from dueregard.rules.casework.wording import FilledLetter
from tests.builders import make_body, make_contact
from tests.builders_foi import NOW, make_campaign, make_case, make_event, make_letter
from tests.editing import checked
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_pack")]

WORDS = FilledLetter("About your answer", "Please review it.")


@pytest.fixture(autouse=True)
def live(db: None) -> None:
    """A site that has left practice mode."""
    set_mode(mode=Mode.LIVE, by=None, now=NOW)


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case that is being prepared; the register knows both addresses of its body."""
    body = make_body()
    make_contact(body, "foi@northport.example")
    make_contact(body, "reviews@northport.example", purpose="internal_review")
    return make_case(make_campaign(cast.northport), body, address="")


def to(case: Case, step: Step, cast: Cast) -> str:
    """Queue a letter of that step and return where it goes."""
    letter = queue_letter(case=case, step=step, letter=WORDS, by=cast.asha, now=NOW)
    assert letter.outgoing is not None
    return letter.outgoing.to


def test_a_request_goes_to_the_address_for_requests_a_review_to_the_one_for_reviews(case: Case, cast: Cast) -> None:
    assert to(case, Step.REQUEST, cast) == "foi@northport.example"
    make_event(case, EventKind.REQUEST_RECEIVED, date(2026, 9, 1))
    assert to(case, Step.REMINDER, cast) == "foi@northport.example"
    assert to(case, Step.REVIEW, cast) == "reviews@northport.example"


def test_the_newest_checked_address_is_taken_and_a_dead_one_never(case: Case, cast: Cast) -> None:
    make_contact(case.body, "new@northport.example", checked_on=date(2026, 11, 20))
    make_contact(case.body, "dead@northport.example", checked_on=date(2026, 11, 22), is_working=False)
    assert to(case, Step.REQUEST, cast) == "new@northport.example"


def test_a_body_without_an_address_is_named_and_the_rest_are_asked(case: Case, cast: Cast) -> None:
    make_case(case.campaign, make_body("Addressless College"), address="")
    page = sign_in(cast.asha).get(f"/desk/campaigns/{case.campaign_id}/check/").content.decode()
    assert "1 body without an address" in page
    assert "Addressless College" in page
    queued = queue_requests(campaign=case.campaign, seen=checked(case.campaign), by=cast.asha, now=NOW)
    assert queued.letters == 1
    assert [name for name, _ in queued.left_out] == ["Addressless College"]
    assert OutgoingMessage.objects.get().to == "foi@northport.example"


def test_a_complaint_goes_where_a_person_types_when_nobody_checked_the_regulators_address(
    case: Case, cast: Cast
) -> None:
    PackText.objects.filter(kind="contact").delete()
    make_event(case, EventKind.REQUEST_RECEIVED, date(2026, 9, 1))
    case.address = "foi@northport.example"
    case.save()
    with pytest.raises(NoAddress):
        to(case, Step.COMPLAINT, cast)
    client, url = sign_in(cast.asha), f"/desk/cases/{case.pk}/write/complaint/"
    page = client.post(url, {"subject": "Complaint", "text": "They are silent.", "to": ""}).content.decode()
    assert "They are silent." in page
    assert "Please fill this in." in page
    client.post(url, {"subject": "Complaint", "text": "They are silent.", "to": "casework@regulator.example"})
    assert OutgoingMessage.objects.get().to == "casework@regulator.example"
    case.refresh_from_db()
    assert case.address == "foi@northport.example"


def test_a_case_that_was_only_practised_never_turns_into_a_letter(case: Case, cast: Cast) -> None:
    letter = make_letter(case)
    assert letter.outgoing is not None
    assert letter.outgoing.mode == Mode.PRACTICE
    make_event(case, EventKind.REQUEST_RECEIVED, date(2026, 9, 1))
    with pytest.raises(OnlyPractised):
        to(case, Step.REMINDER, cast)


def test_a_follow_up_needs_a_request_that_has_left(case: Case, cast: Cast) -> None:
    with pytest.raises(NotAskedYet):
        to(case, Step.OTHER, cast)


def test_a_letter_that_asks_for_one_s_own_data_does_not_leave(case: Case, cast: Cast) -> None:
    case.campaign.questions = "Please send me my own records about my referral."
    case.campaign.save()
    with pytest.raises(MustNotLeave):
        queue_requests(campaign=case.campaign, seen=checked(case.campaign), by=cast.asha, now=NOW)
    page = sign_in(cast.asha).get(f"/desk/campaigns/{case.campaign_id}/check/").content.decode()
    assert "This asks about you or your family." in page
    assert "Send 1 letter" not in page
