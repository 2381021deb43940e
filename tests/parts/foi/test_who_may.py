"""A group's desk is its own: members read and sort, caseworkers write and send, for everybody else it is not there."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.foi.models import Attachment, Case, Correspondence, HeldEmail
from dueregard.parts.foi.models.correspondence import Step
from dueregard.rules.casework.events import EventKind
from tests.audiences import ADMINISTRATORS, EVERYBODY, MEMBERS, SIGNED_IN, WORKERS, assert_only
from tests.builders import make_body
from tests.builders_foi import (
    ASKED_AT,
    make_attachment,
    make_campaign,
    make_case,
    make_event,
    make_held,
    make_letter,
    make_reply,
    make_waiting_case,
)
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_pack")]

JUST_NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case of Northport that waits for an answer and is late."""
    case = make_waiting_case(make_campaign(cast.northport), make_body())
    make_event(case, EventKind.REQUEST_RECEIVED, ASKED_AT.date())
    return case


@pytest.fixture
def reply(case: Case) -> Correspondence:
    """A reply in it that nobody has sorted."""
    return make_reply(case, is_sorted=False)


@pytest.fixture
def file(reply: Correspondence) -> Attachment:
    """A file of that reply."""
    return make_attachment(reply, name="policy.html")


@pytest.fixture
def waiting_letter(case: Case) -> Correspondence:
    """A reminder that can still be undone."""
    return make_letter(case, step=Step.REMINDER, at=JUST_NOW, state=OutgoingMessage.State.WAITING)


@pytest.fixture
def held(cast: Cast, case: Case) -> HeldEmail:
    """An e-mail in the pen that only Northport sees."""
    return make_held(cast.northport, guesses=[{"case_id": str(case.pk), "score": 60, "reasons": ["Their domain."]}])


@pytest.mark.parametrize("page", ["", "requests/", "campaigns/", "campaigns/new/", "holding-pen/", "outbox/"])
def test_every_signed_in_person_has_a_desk_of_their_own(page: str, cast: Cast, case: Case) -> None:
    assert_only(f"/desk/{page}", SIGNED_IN, cast)


@pytest.mark.parametrize("page", ["", "requests/", "campaigns/", "outbox/"])
def test_a_desk_shows_nothing_of_another_group(
    page: str, cast: Cast, case: Case, request: pytest.FixtureRequest
) -> None:
    if page:  # with a reminder on its way, nothing of the case waits for anybody today
        request.getfixturevalue("waiting_letter")
    mine = sign_in(cast.asha).get(f"/desk/{page}").content.decode()
    theirs = sign_in(cast.carys).get(f"/desk/{page}").content.decode()
    words = "Risk assessments" if page == "campaigns/" else case.body.name
    assert words in mine
    assert words not in theirs


def test_the_pages_of_a_case_are_read_by_the_members_of_its_group(
    cast: Cast, case: Case, reply: Correspondence, waiting_letter: Correspondence, file: Attachment
) -> None:
    for url in (
        f"/desk/campaigns/{case.campaign_id}/",
        f"/desk/campaigns/{case.campaign_id}/sending/",
        f"/desk/cases/{case.pk}/",
        f"/desk/messages/{reply.pk}/",
        f"/desk/messages/{waiting_letter.pk}/",
        f"/desk/files/{file.pk}/",
    ):
        assert_only(url, MEMBERS, cast)


@pytest.mark.parametrize(
    "url",
    [
        "/desk/campaigns/{campaign}/letter/",
        "/desk/campaigns/{campaign}/bodies/",
        "/desk/campaigns/{campaign}/check/",
        "/desk/cases/{case}/write/reminder/",
        "/desk/cases/{case}/write/other/",
        "/desk/cases/{case}/new-address/",
        "/desk/cases/{case}/record/",
        "/desk/cases/{case}/post/",
    ],
)
def test_only_caseworkers_open_a_page_on_which_one_writes(url: str, cast: Cast, case: Case) -> None:
    assert_only(url.format(campaign=case.campaign_id, case=case.pk), WORKERS, cast)


@pytest.mark.parametrize(
    ("url", "data"),
    [
        ("/desk/campaigns/{campaign}/letter/", {"title": "x", "subject": "x", "questions": "x"}),
        ("/desk/campaigns/{campaign}/bodies/", {"body": []}),
        ("/desk/campaigns/{campaign}/check/", {}),
        ("/desk/campaigns/{campaign}/undo/", {}),
        ("/desk/campaigns/{campaign}/leave-now/", {}),
        ("/desk/cases/{case}/take-out/", {}),
        ("/desk/cases/{case}/write/other/", {"subject": "Hello", "text": "Hello"}),
        ("/desk/cases/{case}/new-address/", {"address": "foi@northport.example"}),
        ("/desk/cases/{case}/record/", {"kind": "acknowledged", "on": "2026-11-02"}),
        ("/desk/cases/{case}/post/", {"means": "post", "on": "2026-11-02", "text": "We refuse."}),
        ("/desk/cases/{case}/close/", {}),
        ("/desk/cases/{case}/law/", {"law": "eir"}),
        ("/desk/cases/{case}/publish/", {}),
        ("/desk/messages/{letter}/hide/", {}),
        ("/desk/messages/{letter}/undo/", {}),
        ("/desk/messages/{letter}/hide/", {"make": "shown"}),
        ("/desk/messages/{letter}/leave-now/", {}),
        ("/desk/messages/{letter}/settle/", {"went": "yes"}),
        ("/desk/events/{event}/strike/", {}),
    ],
)
def test_only_caseworkers_write_send_and_publish(
    url: str, data: dict[str, Any], cast: Cast, case: Case, waiting_letter: Correspondence
) -> None:
    event = make_event(case, EventKind.ACKNOWLEDGED, JUST_NOW.date())
    known = {"campaign": case.campaign_id, "case": case.pk, "letter": waiting_letter.pk, "event": event.pk}
    assert_only(url.format(**known), WORKERS, cast, "post", data)


def test_every_member_may_say_what_a_reply_means(cast: Cast, reply: Correspondence) -> None:
    assert_only(f"/desk/messages/{reply.pk}/sort/", MEMBERS, cast)
    assert_only(f"/desk/messages/{reply.pk}/sort/", MEMBERS, cast, "post", {"on": "2026-11-04"})


def test_every_member_may_clear_the_pen_of_their_group(cast: Cast, case: Case, held: HeldEmail) -> None:
    url = f"/desk/holding-pen/{held.pk}/"
    assert_only(url, MEMBERS, cast)
    assert_only(f"{url}file/", MEMBERS, cast, "post", {"case": str(case.pk)})
    assert_only(f"{url}aside/", MEMBERS, cast, "post", {"because": "advertising"})
    assert_only(f"{url}back/", MEMBERS, cast, "post")


def test_nobody_files_a_held_email_on_a_case_of_another_group(cast: Cast, held: HeldEmail) -> None:
    elsewhere = make_case(make_campaign(cast.southmoor))
    assert_only(f"/desk/holding-pen/{held.pk}/file/", ADMINISTRATORS, cast, "post", {"case": str(elsewhere.pk)})


def test_a_guess_at_another_group_s_case_is_not_shown(cast: Cast, case: Case) -> None:
    elsewhere = make_case(make_campaign(cast.southmoor, title="Their own question"), make_body("Southmoor College"))
    guesses = [{"case_id": str(each.pk), "score": 50, "reasons": ["Similar."]} for each in (elsewhere, case)]
    held = make_held(cast.northport, guesses=guesses)
    page = sign_in(cast.asha).get(f"/desk/holding-pen/{held.pk}/").content.decode()
    assert case.body.name in page
    assert "Southmoor College" not in page
    found = sign_in(cast.asha).get(f"/desk/holding-pen/{held.pk}/?q=Southmoor").content.decode()
    assert "Their own question" not in found


def test_chasing_passes_over_the_cases_of_another_group(cast: Cast, case: Case) -> None:
    assert_only("/desk/requests/chase/", SIGNED_IN, cast, "post", {"case": [str(case.pk)]})
    for person in (cast.carys, cast.ben):
        sign_in(person).post("/desk/requests/chase/", {"case": [str(case.pk)]})
        assert case.correspondence.count() == 0
    sign_in(cast.asha).post("/desk/requests/chase/", {"case": [str(case.pk)]})
    assert case.correspondence.get().step == Step.REMINDER


def test_undoing_everything_undoes_only_what_one_s_own_group_sends(cast: Cast, waiting_letter: Correspondence) -> None:
    for person in (cast.ben, cast.carys):
        sign_in(person).post("/desk/outbox/undo/")
        assert OutgoingMessage.objects.get().state == OutgoingMessage.State.WAITING
    sign_in(cast.asha).post("/desk/outbox/undo/")
    assert OutgoingMessage.objects.get().state == OutgoingMessage.State.UNDONE


def test_a_person_of_no_group_in_which_they_may_write_starts_no_campaign(cast: Cast) -> None:
    letter = {"group": cast.northport.pk, "title": "x", "subject": "x", "questions": "Please send the plan."}
    for person in (cast.ben, cast.carys):
        sign_in(person).post("/desk/campaigns/new/letter/", letter)
    assert cast.northport.campaigns.count() == 0


@pytest.mark.parametrize(
    "url",
    [
        "/desk/campaigns/{}/", "/desk/cases/{}/", "/desk/messages/{}/", "/desk/messages/{}/sort/", "/desk/files/{}/",
        "/requests/{}/", "/requests/{}.json",
    ],
)  # fmt: skip
def test_a_guessed_id_opens_nothing(url: str, cast: Cast) -> None:
    assert_only(url.format(uuid4()), set(), cast)


def test_a_private_case_has_no_public_page_and_its_desk_page_stays_closed_when_published(
    cast: Cast, case: Case
) -> None:
    assert_only(f"/requests/{case.pk}/", set(), cast)
    Case.objects.filter(pk=case.pk).update(is_public=True, published_at=JUST_NOW)
    assert_only(f"/requests/{case.pk}/", EVERYBODY, cast)
    assert_only(f"/desk/cases/{case.pk}/", MEMBERS, cast)


def test_a_file_of_a_published_case_stays_with_the_group_until_evidence_can_check_it(
    cast: Cast, case: Case, file: Attachment
) -> None:
    Case.objects.filter(pk=case.pk).update(is_public=True, published_at=JUST_NOW)
    assert_only(f"/desk/files/{file.pk}/", MEMBERS, cast)


def test_a_file_leaves_as_a_download_that_no_browser_runs(cast: Cast, file: Attachment) -> None:
    answer = sign_in(cast.asha).get(f"/desk/files/{file.pk}/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    assert b"".join(answer.streaming_content) == b"%PDF-"


def test_a_file_whose_name_would_break_a_header_is_still_handed_out(cast: Cast, reply: Correspondence) -> None:
    file = make_attachment(reply, name='a"b\r\nSet-Cookie: x=1‮fdp.exe')
    answer = sign_in(cast.asha).get(f"/desk/files/{file.pk}/")
    assert b"".join(answer.streaming_content) == b"%PDF-"
    assert "Set-Cookie" not in answer.headers


def test_an_act_that_changes_something_is_refused_to_a_mere_link(
    cast: Cast, case: Case, held: HeldEmail, waiting_letter: Correspondence
) -> None:
    client: Client = sign_in(cast.asha)
    for url in (
        "/desk/requests/chase/",
        "/desk/outbox/undo/",
        f"/desk/campaigns/{case.campaign_id}/undo/",
        f"/desk/campaigns/{case.campaign_id}/leave-now/",
        f"/desk/cases/{case.pk}/take-out/",
        f"/desk/cases/{case.pk}/close/",
        f"/desk/cases/{case.pk}/law/",
        f"/desk/messages/{waiting_letter.pk}/undo/",
        f"/desk/messages/{waiting_letter.pk}/leave-now/",
        f"/desk/messages/{waiting_letter.pk}/settle/",
        f"/desk/messages/{waiting_letter.pk}/hide/",
        f"/desk/holding-pen/{held.pk}/file/",
        f"/desk/holding-pen/{held.pk}/aside/",
        f"/desk/holding-pen/{held.pk}/back/",
    ):
        assert client.get(url).status_code == 405, url


def test_a_mere_link_to_publishing_shows_the_letters_and_publishes_nothing(cast: Cast, case: Case) -> None:
    assert sign_in(cast.asha).get(f"/desk/cases/{case.pk}/publish/").status_code == 200
    case.refresh_from_db()
    assert not case.is_public
