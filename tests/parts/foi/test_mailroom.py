"""In practice mode one reads what would have been sent and answers as the body; the answer is real work, not a play."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.models import Act
from dueregard.foundation.mail.actions.answer_in_practice import NotPractice, NotSentYet
from dueregard.foundation.mail.actions.set_mode import set_mode
from dueregard.foundation.mail.models import Mode, OutgoingMessage, StoredEmail
from dueregard.foundation.mail.queries import forget_site_mode
from dueregard.parts.foi.actions.answer_as_body import answer_as_body
from dueregard.parts.foi.models import Case, Correspondence, HeldEmail
from dueregard.rules.casework.events import EventKind, Phase
from dueregard.rules.practice.replies import practice_replies
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_event, make_letter, make_waiting_case
from tests.people import Cast
from tests.work import run_all_tasks

SignIn = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def _mode_is_read_anew() -> None:
    forget_site_mode()


@pytest.fixture
def letter(cast: Cast) -> Correspondence:
    """A request of Northport that practice mode brought to the mailroom an hour ago."""
    case = make_waiting_case(make_campaign(cast.northport), make_body())
    sent_at = timezone.now() - timedelta(hours=1)
    letter = make_letter(case, at=sent_at)
    make_event(case, EventKind.REQUEST_RECEIVED, timezone.localdate(sent_at), now=timezone.now(), correspondence=letter)
    return letter


def answer(letter: Correspondence, slug: str, cast: Cast, text: str = "") -> Case:
    """Answer as the body, let the site work, and return the case as it is then."""
    letter = Correspondence.objects.select_related("outgoing", "case__body").get(pk=letter.pk)
    answer_as_body(letter=letter, slug=slug, text=text, by=cast.asha, now=timezone.now())
    run_all_tasks()
    return Case.objects.get(pk=letter.case_id)


def test_the_mailroom_shows_what_would_have_been_sent(letter: Correspondence, cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.asha)
    listed = client.get("/desk/mailroom/").content.decode()
    shown = client.get(f"/desk/mailroom/{letter.pk}/").content.decode()

    assert "University of Northport" in listed
    assert letter.case.address in listed
    assert "Please send the current Prevent risk assessment." in shown
    for reply in practice_replies():
        assert reply.title.replace("'", "&#x27;") in shown


def test_a_letter_that_can_still_be_undone_is_not_shown_yet(cast: Cast, signed_in: SignIn) -> None:
    case = make_waiting_case(make_campaign(cast.northport), make_body())
    waiting = make_letter(case, state=OutgoingMessage.State.WAITING, at=timezone.now() + timedelta(minutes=9))
    client = signed_in(cast.asha)

    assert "You can still undo 1 letter" in client.get("/desk/mailroom/").content.decode()
    assert client.get(f"/desk/mailroom/{waiting.pk}/").status_code == 404
    with pytest.raises(NotSentYet):
        answer(waiting, "acknowledgement", cast)


def test_another_group_cannot_tell_that_the_letter_exists(
    letter: Correspondence, cast: Cast, signed_in: SignIn
) -> None:
    client = signed_in(cast.carys)

    assert "University of Northport" not in client.get("/desk/mailroom/").content.decode()
    assert client.get(f"/desk/mailroom/{letter.pk}/").status_code == 404
    assert client.post(f"/desk/mailroom/{letter.pk}/", {"reply": "acknowledgement"}).status_code == 404
    assert not StoredEmail.objects.exists()


def test_a_visitor_is_led_to_the_sign_in(letter: Correspondence, client: Client) -> None:
    assert client.get("/desk/mailroom/").status_code == 302
    assert client.get(f"/desk/mailroom/{letter.pk}/").status_code == 302


@pytest.mark.parametrize("slug", [reply.slug for reply in practice_replies()])
def test_every_ready_made_answer_goes_through_the_intake_and_is_lost_nowhere(
    letter: Correspondence, cast: Cast, slug: str
) -> None:
    answer(letter, slug, cast)
    email = StoredEmail.objects.get()

    assert email.arrived_by == StoredEmail.Arrival.MAILROOM
    assert email.state in {StoredEmail.State.FILED, StoredEmail.State.HELD, StoredEmail.State.SETTLED}
    assert not email.trouble
    filed, held = Correspondence.objects.filter(email=email), HeldEmail.objects.filter(email=email)
    assert filed.count() + held.count() == (email.state != StoredEmail.State.SETTLED)


def test_an_acknowledgement_is_recorded_by_rule(letter: Correspondence, cast: Cast) -> None:
    case = answer(letter, "acknowledgement", cast)

    assert case.unsorted == 0
    assert case.phase == Phase.WAITING
    assert case.due_on is not None


@pytest.mark.parametrize("slug", ["refusal-national-security", "clarification", "full-release"])
def test_an_answer_with_weight_waits_for_a_person_on_its_case(letter: Correspondence, cast: Cast, slug: str) -> None:
    assert answer(letter, slug, cast).unsorted == 1


def test_a_bounce_stops_the_clock(letter: Correspondence, cast: Cast) -> None:
    case = answer(letter, "bounce", cast)

    assert case.phase == Phase.UNDELIVERED
    assert case.due_on is None


def test_an_answer_in_ones_own_words_is_filed_on_its_case(letter: Correspondence, cast: Cast) -> None:
    case = answer(letter, "own_words", cast, text="We enclose nothing – yet. Ŷours.")
    reply = case.correspondence.get(direction="in")

    assert "We enclose nothing – yet. Ŷours." in reply.text
    assert reply.sender == letter.case.address


def test_after_answering_the_page_says_what_it_teaches_and_where_the_answer_stands(
    letter: Correspondence, cast: Cast, signed_in: SignIn
) -> None:
    client = signed_in(cast.ben)
    page = client.post(f"/desk/mailroom/{letter.pk}/", {"reply": "acknowledgement"}, follow=True).content.decode()
    teaches = {reply.slug: reply.what_it_teaches for reply in practice_replies()}["acknowledgement"]

    assert "Your reply is on its way." in page
    assert teaches.split(".")[0].replace("'", "&#x27;") in page
    assert "waiting to be read" in page
    assert "data-live" in page
    run_all_tasks()
    page = client.get(f"/desk/mailroom/{letter.pk}/").content.decode()
    assert "filed to the case" in page
    assert "data-live" not in page


def test_an_empty_answer_is_asked_for_again_and_nothing_is_stored(
    letter: Correspondence, cast: Cast, signed_in: SignIn
) -> None:
    page = signed_in(cast.asha).post(f"/desk/mailroom/{letter.pk}/", {"reply": "own_words", "text": " "})

    assert "What you typed is still here" in page.content.decode()
    assert not StoredEmail.objects.exists()


def test_an_answer_nobody_knows_is_refused(letter: Correspondence, cast: Cast, signed_in: SignIn) -> None:
    assert signed_in(cast.asha).post(f"/desk/mailroom/{letter.pk}/", {"reply": "bribe"}).status_code == 404
    assert not StoredEmail.objects.exists()


def test_a_live_site_has_no_mailroom_and_nobody_answers_in_a_bodys_name(
    letter: Correspondence, cast: Cast, signed_in: SignIn
) -> None:
    set_mode(mode=Mode.LIVE, by=cast.dana, now=timezone.now())
    client = signed_in(cast.asha)

    assert "The mailroom is closed" in client.get("/desk/mailroom/").content.decode()
    assert (
        "The mailroom is closed"
        in client.post(f"/desk/mailroom/{letter.pk}/", {"reply": "acknowledgement"}).content.decode()
    )
    with pytest.raises(NotPractice):
        answer(letter, "acknowledgement", cast)
    assert not StoredEmail.objects.exists()


def test_a_letter_that_really_left_cannot_be_answered_in_practice(cast: Cast) -> None:
    case = make_waiting_case(make_campaign(cast.northport), make_body(), due_on=date(2026, 11, 19))
    real = make_letter(case, mode=Mode.LIVE)

    with pytest.raises(NotPractice):
        answer(real, "acknowledgement", cast)


def test_who_answered_is_in_the_audit(letter: Correspondence, cast: Cast) -> None:
    answer(letter, "not-held", cast)

    act = Act.objects.get(did="answer_as_body")
    assert act.by == cast.asha
    assert act.details == {"reply": "not-held"}
