"""An answer that waits on a website has a last day: the case, the desk and the calendar remind until it was fetched."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.models import Act
from dueregard.foundation.mail.actions.store_email import store_email
from dueregard.parts.foi.actions.clear_pen import file_held
from dueregard.parts.foi.actions.collect_answer import HasADay, NothingToCollect, mark_collected, tell_last_day
from dueregard.parts.foi.actions.feed_keys import renew_feed_key
from dueregard.parts.foi.actions.record_post import record_post
from dueregard.parts.foi.models import Case, Correspondence, HeldEmail
from dueregard.parts.foi.models.correspondence import Means
from dueregard.parts.foi.queries.waits import waits
from dueregard.rules.casework.collecting import days_left
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_letter, make_reply, make_waiting_case
from tests.mail.make import mail
from tests.people import Cast
from tests.sessions import sign_in
from tests.work import run_all_tasks

pytestmark = pytest.mark.django_db

NOTICE = (
    b"You have received a secure email. To read it, sign in at https://secure.maker.example/m?id=1234 within 28 days.\n"
)


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case that waits for its answer."""
    return make_waiting_case(make_campaign(cast.northport), make_body("Northport Council"))


def arrive(raw: bytes) -> None:
    """Let an e-mail come and be read."""
    store_email(raw=raw, arrived_by="lmtp", envelope_from="", envelope_to=[], now=timezone.now())
    run_all_tasks()


def notice(case: Case, words: bytes = NOTICE) -> Correspondence:
    """Let a notice come to the case's own address."""
    arrive(mail(words, To=f"foi-{case.token}@dueregard.invalid"))
    return case.correspondence.get(direction="in", email__isnull=False)


def reminded(person: Person) -> list[str]:
    """Return the bodies whose answers a person's desk reminds of."""
    (kind,) = [one for one in waits(person, timezone.localdate()) if one.code == "collect"]
    assert kind.rows is not None
    return [row.case.body.name for row in kind.rows]


def test_the_day_on_which_the_link_ends_is_a_date_of_the_case(case: Case, cast: Cast) -> None:
    reply = notice(case)
    assert reply.means == Means.PORTAL
    assert reply.collect_by == timezone.localdate(reply.at) + timedelta(days=28)
    assert "within 28 days" in reply.collect_because

    client = sign_in(cast.asha)
    for page in (f"/desk/cases/{case.pk}/", f"/desk/messages/{reply.pk}/", "/desk/"):
        shown = client.get(page).content.decode()
        assert f'datetime="{reply.collect_by.isoformat()}"' in shown, page
        assert "28 days left" in shown, page


def test_a_notice_that_waited_in_the_pen_keeps_its_last_day(case: Case, cast: Cast) -> None:
    arrive(mail(NOTICE, From="Stranger <no-reply@maker.example>", To="requests@dueregard.invalid"))
    held = HeldEmail.objects.get()
    (reply,) = file_held(held=held, cases=[case], by=cast.ben, now=timezone.now())
    assert reply.collect_by == timezone.localdate(held.at) + timedelta(days=28)
    assert reply.means == Means.PORTAL


def test_one_tap_ends_the_reminder_and_one_brings_it_back(case: Case, cast: Cast) -> None:
    reply = notice(case)
    client = sign_in(cast.asha)
    assert client.post(f"/desk/messages/{reply.pk}/collect/", {"make": "collected"}).status_code == 302
    assert reminded(cast.asha) == []
    assert "days left" not in client.get(f"/desk/cases/{case.pk}/").content.decode()
    client.post(f"/desk/messages/{reply.pk}/collect/", {"make": "waiting"})
    assert reminded(cast.asha) == ["Northport Council"]
    assert set(Act.objects.filter(by=cast.asha).values_list("did", flat=True)) >= {
        "mark_collected",
        "mark_not_collected",
    }


def test_a_day_that_was_read_wrongly_goes_and_a_person_names_the_right_one(case: Case, cast: Cast) -> None:
    reply = notice(case)
    client = sign_in(cast.asha)
    client.post(f"/desk/messages/{reply.pk}/collect/", {"make": "no-day"})
    reply.refresh_from_db()
    assert reply.collect_by is None
    on = timezone.localdate() + timedelta(days=3)
    client.post(f"/desk/messages/{reply.pk}/collect/", {"make": "day", "on": on.isoformat()})
    reply.refresh_from_db()
    assert (reply.collect_by, reply.collect_because) == (on, "Asha recorded it.")
    with pytest.raises(HasADay):
        tell_last_day(reply=reply, on=on, by=cast.ben, now=timezone.now())


def test_a_notice_without_a_day_asks_for_one_and_says_what_is_wrong_with_it(case: Case, cast: Cast) -> None:
    reply = notice(case, NOTICE.replace(b" within 28 days", b""))
    assert reply.collect_by is None
    client = sign_in(cast.asha)
    assert "Last day to download it" in client.get(f"/desk/messages/{reply.pk}/").content.decode()
    said = client.post(f"/desk/messages/{reply.pk}/collect/", {"make": "day", "on": "soon"}, follow=True)
    assert "Type the day as" in said.content.decode()


def test_what_was_downloaded_and_recorded_need_not_be_fetched_any_more(case: Case, cast: Cast) -> None:
    reply = notice(case)
    record_post(
        case=case, means=Means.PORTAL, at=timezone.now(), text="The answer.", scans=[], by=cast.asha, now=timezone.now()
    )
    reply.refresh_from_db()
    assert (reply.collected_by, reply.collected_at is None) == (cast.asha, False)
    with pytest.raises(NothingToCollect):
        mark_collected(reply=reply, by=cast.ben, now=timezone.now())


def test_the_calendar_of_dates_names_the_day_and_none_of_the_words(case: Case, cast: Cast) -> None:
    reply = notice(case)
    secret = renew_feed_key(person=cast.asha, by=cast.asha, now=timezone.now())
    feed = sign_in(cast.asha).get("/feeds/dates.ics", {"key": secret}).content.replace(b"\r\n ", b"").decode()
    assert reply.collect_by is not None
    assert f"DTSTART;VALUE=DATE:{reply.collect_by:%Y%m%d}" in feed
    assert "last day to download their answer" in feed
    assert "secure email" not in feed


def test_another_group_is_not_reminded_and_may_not_say_anything(case: Case, cast: Cast) -> None:
    reply = notice(case)
    assert reminded(cast.carys) == []
    answer = sign_in(cast.carys).post(f"/desk/messages/{reply.pk}/collect/", {"make": "collected"})
    assert answer.status_code == 404


def test_our_own_letter_has_no_last_day(case: Case, cast: Cast) -> None:
    with pytest.raises(NothingToCollect):
        tell_last_day(reply=make_letter(case), on=timezone.localdate(), by=cast.ben, now=timezone.now())
    with pytest.raises(NothingToCollect):
        mark_collected(reply=make_reply(case), by=cast.ben, now=timezone.now())


@pytest.mark.parametrize(
    ("off", "tone", "words"),
    [
        (-1, "late", "The link ended 1 day ago"),
        (0, "late", "The link ends today"),
        (1, "soon", "1 day left"),
        (7, "soon", "7 days left"),
        (8, "wait", "8 days left"),
    ],
)
def test_the_words_count_calendar_days(off: int, tone: str, words: str) -> None:
    today = timezone.localdate()
    status = days_left(today + timedelta(days=off), today)
    assert (status.tone, status.words) == (tone, words)
