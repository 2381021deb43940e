"""What became of a letter is told to its case once: sent, refused, unsure and settled by a person, sent anew."""

from datetime import timedelta

import pytest

from dueregard.foundation.mail.actions.settle_message import settle_by_copy
from dueregard.foundation.mail.models import Mode, OutgoingMessage
from dueregard.parts.foi.actions.queue_letter import AlreadyAsked, OnItsWay, queue_letter, undo_letter
from dueregard.parts.foi.actions.settle_by_person import Replaced, settle_by_person
from dueregard.parts.foi.actions.settle_letters import reopen_letter, settle_letters
from dueregard.parts.foi.models import Case, Correspondence
from dueregard.parts.foi.models.correspondence import Step
from dueregard.parts.foi.queries.outbox import letters_to_settle
from dueregard.rules.casework.events import EventKind, Phase
from tests.builders import make_body
from tests.builders_foi import NOW, make_campaign, make_case
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_pack")]

State = OutgoingMessage.State
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case that is being prepared."""
    return make_case(make_campaign(cast.northport), make_body())


@pytest.fixture
def letter(case: Case, cast: Cast) -> Correspondence:
    """Its request, which waits to leave a live site."""
    letter = queue_letter(case=case, step=Step.REQUEST, letter=None, by=cast.asha, now=NOW)
    OutgoingMessage.objects.update(mode=Mode.LIVE)
    return letter


def end(letter: Correspondence, state: State) -> None:
    """Let the message end as a mail server would."""
    words = {"how_known": "250 taken"} if state is State.SENT else {"trouble": "550 no such mailbox"}
    sent_at = LATER if state is State.SENT else None
    OutgoingMessage.objects.filter(letter=letter).update(state=state, state_at=LATER, sent_at=sent_at, **words)


def kinds(case: Case) -> list[str]:
    """Return what stands recorded in the case, as it happened."""
    return list(case.events.filter(struck_at=None).order_by("pk").values_list("kind", flat=True))


def test_a_sent_request_starts_the_clock_once_whoever_asks_how_often(case: Case, letter: Correspondence) -> None:
    end(letter, State.SENT)
    assert [settle_letters(now=LATER) for _ in range(3)] == [1, 0, 0]
    case.refresh_from_db()
    assert (kinds(case), case.phase, case.sent_on) == (["request_received"], Phase.WAITING, LATER.date())


def test_a_refused_request_stops_the_clock_and_goes_anew_to_another_address(
    case: Case, letter: Correspondence, cast: Cast
) -> None:
    end(letter, State.FAILED)
    settle_letters(now=LATER)
    case.refresh_from_db()
    assert (kinds(case), case.phase, case.due_on) == (["undelivered"], Phase.UNDELIVERED, None)

    page = sign_in(cast.asha).post(f"/desk/cases/{case.pk}/new-address/", {"address": "right@northport.example"})
    second = case.correspondence.exclude(pk=letter.pk).get()
    assert page["Location"] == f"/desk/messages/{second.pk}/"
    assert second.outgoing is not None
    assert letter.outgoing is not None
    assert (second.outgoing.to, second.outgoing.key != letter.outgoing.key) == ("right@northport.example", True)

    end(second, State.SENT)
    settle_letters(now=LATER)
    case.refresh_from_db()
    assert (kinds(case), case.phase) == (["undelivered", "request_received"], Phase.WAITING)
    assert case.due_on is not None


def test_a_refused_letter_no_longer_wants_a_person_once_a_newer_one_was_written(
    case: Case, letter: Correspondence, cast: Cast
) -> None:
    end(letter, State.FAILED)
    settle_letters(now=LATER)
    assert list(letters_to_settle(cast.asha)) == [letter]
    queue_letter(case=case, step=Step.REQUEST, letter=None, to="x@northport.example", by=cast.asha, now=LATER)
    assert list(letters_to_settle(cast.asha)) == []
    with pytest.raises(Replaced):
        settle_by_person(letter=letter, went_out=False, by=cast.asha, now=LATER)


def test_a_refused_letter_that_leaves_at_the_second_try_starts_the_clock(
    case: Case, letter: Correspondence, cast: Cast
) -> None:
    end(letter, State.FAILED)
    settle_letters(now=LATER)
    settle_by_person(letter=letter, went_out=False, by=cast.asha, now=LATER)
    assert OutgoingMessage.objects.get().state == State.WAITING
    end(letter, State.SENT)
    settle_letters(now=LATER)
    case.refresh_from_db()
    assert (kinds(case), case.phase) == (["undelivered", "request_received"], Phase.WAITING)


def test_a_letter_refused_twice_is_recorded_once_and_the_sweep_goes_on(
    case: Case, letter: Correspondence, cast: Cast
) -> None:
    for _ in range(2):
        end(letter, State.FAILED)
        settle_letters(now=LATER)
        settle_by_person(letter=letter, went_out=False, by=cast.asha, now=LATER)
    end(letter, State.FAILED)
    assert settle_letters(now=LATER) == 1
    assert kinds(case) == ["undelivered"]


def test_a_copy_that_comes_after_a_refusal_starts_the_clock_after_all(case: Case, letter: Correspondence) -> None:
    end(letter, State.FAILED)
    settle_letters(now=LATER)
    message = OutgoingMessage.objects.get()
    reopen_letter(message=settle_by_copy(message_id=message.message_id, now=LATER + timedelta(hours=1)))
    assert settle_letters(now=LATER + timedelta(hours=1)) == 1
    case.refresh_from_db()
    assert case.phase == Phase.WAITING


def test_a_person_who_finds_that_an_unsure_letter_went_out_starts_the_clock(
    case: Case, letter: Correspondence, cast: Cast
) -> None:
    end(letter, State.UNSURE)
    assert settle_letters(now=LATER) == 0
    page = sign_in(cast.asha).get(f"/desk/messages/{letter.pk}/").content.decode()
    assert "Did this letter go out?" in page
    sign_in(cast.asha).post(f"/desk/messages/{letter.pk}/settle/", {"went": "yes", "sure": "yes"})
    case.refresh_from_db()
    assert (kinds(case), case.phase) == (["request_received"], Phase.WAITING)
    again = sign_in(cast.asha).post(f"/desk/messages/{letter.pk}/settle/", {"went": "yes", "sure": "yes"}, follow=True)
    assert "There is nothing left to check here" in again.content.decode()


def test_a_person_who_finds_that_it_did_not_go_out_lets_it_leave_under_its_one_key(
    case: Case, letter: Correspondence, cast: Cast
) -> None:
    end(letter, State.UNSURE)
    sign_in(cast.asha).post(f"/desk/messages/{letter.pk}/settle/", {"went": "no", "sure": "yes"})
    message = OutgoingMessage.objects.get()
    assert (message.state, case.correspondence.count(), kinds(case)) == (State.WAITING, 1, [])


def test_undoing_too_late_says_so_and_changes_nothing(case: Case, letter: Correspondence, cast: Cast) -> None:
    end(letter, State.SENT)
    assert undo_letter(letter=letter, by=cast.asha, now=LATER) is False
    page = sign_in(cast.asha).post(f"/desk/messages/{letter.pk}/undo/", follow=True).content.decode()
    assert "Too late: this letter has been sent, or is being sent now." in page
    settle_letters(now=LATER)
    assert kinds(case) == [EventKind.REQUEST_RECEIVED]


def test_between_leaving_and_being_told_to_the_case_the_request_is_not_asked_again(
    case: Case, letter: Correspondence, cast: Cast
) -> None:
    end(letter, State.SENT)
    with pytest.raises(OnItsWay):
        queue_letter(case=case, step=Step.REQUEST, letter=None, by=cast.asha, now=LATER)
    settle_letters(now=LATER)
    with pytest.raises(AlreadyAsked):
        queue_letter(case=case, step=Step.REQUEST, letter=None, by=cast.asha, now=LATER)
    page = sign_in(cast.asha).post(f"/desk/cases/{case.pk}/new-address/", {"address": "x@northport.example"})
    assert "They already have this request." in page.content.decode()


def test_a_letter_leaves_when_the_time_to_undo_is_over(letter: Correspondence) -> None:
    assert letter.outgoing is not None
    assert letter.outgoing.not_before == NOW + timedelta(minutes=10)
