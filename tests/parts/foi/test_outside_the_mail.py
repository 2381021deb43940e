"""What happens outside the mail is recorded too: post with its scan, calls, closing, opening, another law."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dueregard.foundation.files.gateways import store
from dueregard.parts.foi.actions.change_law import SameLaw, change_law
from dueregard.parts.foi.actions.close_case import AlreadyClosed, NotAsked, NotClosed, close_case, reopen_case
from dueregard.parts.foi.models import Case
from dueregard.rules.casework.events import EventKind, Phase
from dueregard.rules.law.laws import Law
from tests.builders import make_body
from tests.builders_foi import NOW, make_campaign, make_case, make_event
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case whose request arrived on 22 October 2026."""
    case = make_case(make_campaign(cast.northport), make_body())
    make_event(case, EventKind.REQUEST_RECEIVED, date(2026, 10, 22))
    return case


def test_a_letter_by_post_is_kept_with_its_scan_and_sorted_next(case: Case, cast: Cast) -> None:
    scan = SimpleUploadedFile("letter.pdf", b"%PDF-1.7 scan", content_type="application/pdf")
    typed = {"means": "post", "on": "2026-11-02", "text": "", "scan": scan}
    answer = sign_in(cast.asha).post(f"/desk/cases/{case.pk}/post/", typed)
    reply = case.correspondence.get()
    assert answer["Location"] == f"/desk/messages/{reply.pk}/sort/"
    file = reply.attachments.get()
    assert (file.name, file.size, store.get(file.sha256)) == ("letter.pdf", 13, b"%PDF-1.7 scan")
    assert (reply.is_sorted, reply.at.date(), reply.reasons) == (False, date(2026, 11, 2), ["Asha recorded it."])


def test_neither_words_nor_a_scan_is_refused_and_keeps_the_rest(case: Case, cast: Cast) -> None:
    page = sign_in(cast.asha).post(f"/desk/cases/{case.pk}/post/", {"means": "phone", "on": "2026-11-02"})
    assert "Type what they said, or add a scan." in page.content.decode()
    assert '<option value="phone" selected' in page.content.decode()
    assert not case.correspondence.exists()


@pytest.mark.parametrize("page", ["record", "post"])
def test_a_day_to_come_is_refused_and_what_was_typed_is_kept(page: str, case: Case, cast: Cast) -> None:
    typed = {"kind": "refused", "means": "post", "on": "2126-01-01", "text": "We refuse.", "sections": "s.24"}
    shown = sign_in(cast.asha).post(f"/desk/cases/{case.pk}/{page}/", typed).content.decode()
    assert "That day is in the future." in shown
    assert ("We refuse." if page == "post" else 'value="s.24"') in shown
    assert 'value="2126-01-01"' in shown


def test_closing_stops_every_date_and_opening_brings_it_back(case: Case, cast: Cast) -> None:
    due_on = case.due_on
    close_case(case=case, by=cast.asha, now=NOW)
    case.refresh_from_db()
    assert (case.phase, case.due_on) == (Phase.CLOSED, None)
    with pytest.raises(AlreadyClosed):
        close_case(case=case, by=cast.asha, now=NOW)
    reopen_case(case=case, by=cast.asha, now=NOW)
    case.refresh_from_db()
    assert (case.phase, case.due_on) == (Phase.WAITING, due_on)
    with pytest.raises(NotClosed):
        reopen_case(case=case, by=cast.asha, now=NOW)


def test_a_double_click_on_closing_does_not_open_it_again(case: Case, cast: Cast) -> None:
    client = sign_in(cast.asha)
    client.post(f"/desk/cases/{case.pk}/close/", {"case": "closed"})
    page = client.post(f"/desk/cases/{case.pk}/close/", {"case": "closed"}, follow=True)
    case.refresh_from_db()
    assert case.phase == Phase.CLOSED
    assert "This case is already closed." in page.content.decode()


def test_what_was_never_sent_is_not_closed(cast: Cast) -> None:
    with pytest.raises(NotAsked):
        close_case(case=make_case(make_campaign(cast.northport)), by=cast.asha, now=NOW)


def test_another_law_moves_the_date_and_says_why(cast: Cast) -> None:
    case = make_case(make_campaign(cast.northport), make_body())
    make_event(case, EventKind.REQUEST_RECEIVED, date(2026, 7, 1))  # before the Northern Irish holiday of 13 July
    was_on = case.due_on
    change_law(case=case, law=Law.FOISA, seen=case.law, by=cast.asha, now=NOW)
    case.refresh_from_db()
    change = case.date_changes.get()
    assert (change.was_on, change.now_on) == (was_on, case.due_on)
    assert change.because == f"Asha changed the law for this case to {Law.FOISA.label}."
    page = sign_in(cast.ben).get(f"/desk/cases/{case.pk}/").content.decode()
    assert "The due date moved from" in page


def test_the_same_law_again_changes_nothing(case: Case, cast: Cast) -> None:
    with pytest.raises(SameLaw):
        change_law(case=case, law=Law.FOIA, seen=case.law, by=cast.asha, now=NOW)
    assert not case.date_changes.exists()


def test_a_law_that_a_colleague_changed_meanwhile_is_asked_again(case: Case, cast: Cast) -> None:
    change_law(case=case, law=Law.FOISA, seen=Law.FOIA, by=cast.asha, now=NOW)
    sent = {"law": Law.EIR.value, "seen": Law.FOIA.value}
    page = sign_in(cast.dana).post(f"/desk/cases/{case.pk}/law/", sent, follow=True).content.decode()
    assert "A colleague has just changed the law to" in page
    case.refresh_from_db()
    assert case.law == Law.FOISA


@pytest.mark.parametrize("law", ["sar", "gdpr", ""])
def test_a_law_that_is_none_of_a_request_is_refused(law: str, case: Case, cast: Cast) -> None:
    page = sign_in(cast.asha).post(f"/desk/cases/{case.pk}/law/", {"law": law}, follow=True)
    assert "Choose one of the laws listed." in page.content.decode()
    case.refresh_from_db()
    assert case.law == Law.FOIA
