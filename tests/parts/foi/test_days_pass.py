"""In practice mode days can pass: what they bring to casework happens, and nothing that counts on real time moves."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.models import Act
from dueregard.foundation.files.gateways import store
from dueregard.foundation.mail.actions.end_practice import end_practice
from dueregard.foundation.mail.actions.pass_days import ClockStays, go_back, go_to, pass_days, why_not_back
from dueregard.foundation.mail.actions.set_mode import set_mode
from dueregard.foundation.mail.models import Mode, OutgoingMessage, SiteMode, StoredEmail
from dueregard.foundation.mail.queries import shown_time_now, site_clock_now
from dueregard.parts.foi.actions.answer_as_body import answer_as_body
from dueregard.parts.foi.actions.queue_letter import queue_letter
from dueregard.parts.foi.models import Case, CaseEvent, Correspondence
from dueregard.parts.foi.models.correspondence import Step
from dueregard.parts.foi.queries.passing import holidays_before
from dueregard.parts.foi.views import mailroom
from dueregard.rules.casework.events import EventKind, Phase
from dueregard.rules.casework.wording import FilledLetter
from dueregard.rules.mime.incoming import read_mail
from dueregard.rules.practice.site_time import UK, site_time
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_case, make_event, make_letter
from tests.people import Cast
from tests.work import run_all_tasks

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
LETTER = FilledLetter("Risk assessments", "Please send the current Prevent risk assessment.")
MINUTE = timedelta(minutes=1)
LATE = 40  # days after which twenty working days are over, also when Christmas or Easter lies among them


def today() -> date:
    """Return the real UK calendar day."""
    return timezone.localdate()


def go(days: int) -> date:
    """Let so many days pass, all at once, and return the site's date then."""
    on = timezone.localdate(shown_time_now(timezone.now())) + timedelta(days=days)
    go_to(on=on, by=None, now=timezone.now())
    assert pass_days(clock=timezone.now, patience=timedelta(hours=1)).goes_to_on is None
    return on


@pytest.fixture
def case(cast: Cast) -> Case:
    """A request that Asha put into the outbox a moment ago; she wants the morning e-mail."""
    cast.asha.email, cast.asha.wants_digest = "asha@northport.example", True
    cast.asha.save()
    one = make_case(make_campaign(cast.northport), make_body())
    queue_letter(case=one, step=Step.REQUEST, letter=LETTER, by=cast.asha, now=timezone.now())
    return one


def test_a_letter_that_waits_is_sent_on_the_day_it_was_written_and_is_overdue_when_its_days_have_passed(
    case: Case, cast: Cast, signed_in: SignIn
) -> None:
    go(LATE)
    case.refresh_from_db()
    assert case.phase == Phase.WAITING
    assert case.sent_on == today()
    assert case.due_on is not None
    assert today() < case.due_on < today() + timedelta(days=LATE)
    desk = signed_in(cast.asha).get("/desk/").content.decode()
    assert f"Send a reminder to {case.body.name}" in desk


def test_every_passed_working_day_had_its_morning_e_mail_as_it_would_have_had(case: Case) -> None:
    go(LATE)
    case.refresh_from_db()
    assert case.due_on is not None
    mails = OutgoingMessage.objects.filter(key__startswith="digest:", state=OutgoingMessage.State.SENT)
    said = {timezone.localdate(mail.sent_at): read_mail(store.get(mail.sha256)).text for mail in mails if mail.sent_at}
    late = [on for on, text in said.items() if "has missed its deadline" in text]
    assert min(late) > case.due_on
    assert {on.isoweekday() for on in said} <= {1, 2, 3, 4, 5}
    assert all(mail.sent_at and mail.sent_at.astimezone(UK).time() >= time(9) for mail in mails)
    # Each e-mail waited in real time, and says the site's.
    assert all(mail.created_at <= timezone.now() for mail in mails)


def everything() -> dict[str, Any]:
    """Return all that casework has, without ids and without what counts on real time."""
    cases = Case.objects.order_by("body__name")
    return {
        "cases": list(cases.values_list("body__name", "phase", "turn", "due_on", "sent_on", "is_public", "unsorted")),
        "published": [one.published_at and timezone.localdate(one.published_at) for one in cases],
        "events": sorted(CaseEvent.objects.values_list("case__body__name", "kind", "on", "because")),
        "letters": sorted(
            (one.case.body.name, one.direction, one.subject, timezone.localdate(one.at))
            for one in Correspondence.objects.select_related("case__body")
        ),
        "mails": sorted(
            (one.key.split(":")[-1], one.subject, one.state, timezone.localdate(one.sent_at) if one.sent_at else None)
            for one in OutgoingMessage.objects.filter(key__startswith="digest:")
        ),
    }


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.integers(1, 7), min_size=2, max_size=3), asked=st.integers(0, 40), planned=st.integers(1, 30))
def test_moving_in_steps_equals_moving_at_once(cast: Cast, steps: list[int], asked: int, planned: int) -> None:
    def run(*moves: int) -> dict[str, Any]:
        with transaction.atomic():
            cast.asha.email, cast.asha.wants_digest = "asha@northport.example", True
            cast.asha.save()
            campaign = make_campaign(cast.northport)
            early = make_case(campaign, make_body("Early University"))
            make_event(early, EventKind.REQUEST_RECEIVED, today() - timedelta(days=asked), now=timezone.now())
            Case.objects.filter(pk=early.pk).update(
                publish_on=today() + timedelta(days=planned), publish_planned_by=cast.asha
            )
            fresh = make_case(campaign, make_body("Fresh University"))
            queue_letter(case=fresh, step=Step.REQUEST, letter=LETTER, by=cast.asha, now=timezone.now())
            for days in moves:
                go(days)
            found = everything()
            transaction.set_rollback(True)
        return found

    assert run(*steps) == run(sum(steps))


def test_an_invented_reply_carries_the_moved_date(case: Case, cast: Cast) -> None:
    on = go(30)
    letter = Correspondence.objects.select_related("outgoing", "case__body").get(case=case)
    answer_as_body(letter=letter, slug="acknowledgement", text="", by=cast.asha, now=shown_time_now(timezone.now()))
    run_all_tasks()
    email = StoredEmail.objects.get(arrived_by=StoredEmail.Arrival.MAILROOM)
    sent_at = read_mail(store.get(email.sha256)).sent_at
    assert sent_at is not None
    assert timezone.localdate(sent_at) == on
    reply = Correspondence.objects.get(case=case, direction="in")
    assert timezone.localdate(reply.at) == on
    assert CaseEvent.objects.get(case=case, kind=EventKind.ACKNOWLEDGED).on == on
    # It is read at once, though its date has not come yet.
    assert email.enqueued_at is not None
    assert email.enqueued_at <= timezone.now()


def test_what_is_written_after_days_have_passed_waits_in_real_time_and_is_audited_in_real_time(
    case: Case, cast: Cast
) -> None:
    begun = timezone.now()
    on = go(30)
    shown = shown_time_now(timezone.now())
    letter = queue_letter(case=case, step=Step.REMINDER, letter=LETTER, by=cast.asha, now=shown)
    assert letter.outgoing is not None
    assert letter.outgoing.not_before <= timezone.now() + 10 * MINUTE + MINUTE
    assert timezone.localdate(letter.at) == on
    written = read_mail(store.get(letter.outgoing.sha256)).sent_at
    assert written is not None
    assert timezone.localdate(written) == on
    assert Act.objects.filter(at__gt=timezone.now()).count() == 0
    assert Act.objects.filter(did="let_days_pass", at__gte=begun).count() == 1


def test_signing_in_and_invitations_know_nothing_of_the_moved_clock(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.dana)
    go(20)
    assert client.get("/desk/").status_code == 200  # the session has not run out
    group = client.post(f"/desk/groups/{cast.northport.slug}/invite/", {"role": "volunteer"})
    assert group.status_code in (200, 302)
    assert Act.objects.filter(at__gt=timezone.now()).count() == 0


def test_a_page_of_casework_reads_the_site_s_clock_and_any_other_the_real_one(
    case: Case, cast: Cast, signed_in: SignIn
) -> None:
    on = go(6)
    client = signed_in(cast.asha)
    assert f'value="{on.isoformat()}"' in client.get(f"/desk/cases/{case.pk}/record/").content.decode()
    client.post("/bodies/new/", {"name": "Westport College"})
    assert Act.objects.filter(at__gt=timezone.now()).count() == 0


def test_what_is_ours_to_undo_ends_when_days_pass(case: Case, cast: Cast, signed_in: SignIn) -> None:
    assert "Letters that wait to be sent are sent first" in signed_in(cast.asha).get("/desk/mailroom/").content.decode()
    go(1)
    assert Correspondence.objects.get(case=case).outgoing.state == OutgoingMessage.State.SENT  # type: ignore[union-attr]


def test_the_mailroom_offers_the_next_working_day_the_next_thing_and_any_day(
    case: Case, cast: Cast, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailroom, "AT_ONCE", timedelta(hours=1))  # however slow the machine is
    client = signed_in(cast.asha)
    go(1)
    case.refresh_from_db()
    assert case.due_on is not None
    shown = client.get("/desk/mailroom/").content.decode()
    late = case.due_on + timedelta(days=1)
    assert f'value="{late.isoformat()}"' in shown
    assert "the time for University of Northport to answer has passed" in shown

    answer = client.post("/desk/mailroom/days/", {"on": late.isoformat()}, follow=True)
    assert timezone.localdate(shown_time_now(timezone.now())) == late
    assert "Your list shows what has become due." in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "says"),
    [("", "Choose a day."), ("soon", "Type the day as 2027-01-14."), ("2020-01-01", "its clock only goes forward")],
)
def test_a_day_that_cannot_be_is_refused_with_a_sentence(cast: Cast, signed_in: SignIn, typed: str, says: str) -> None:
    answer = signed_in(cast.asha).post("/desk/mailroom/days/", {"on": typed})
    assert says in answer.content.decode()
    assert site_clock_now().goes_to_on is None


def test_whoever_only_sorts_cannot_move_everybody_s_time(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.ben)
    assert client.post("/desk/mailroom/days/", {"on": "2027-01-14"}).status_code == 404
    assert client.post("/desk/mailroom/today/").status_code == 404
    assert "A caseworker or an administrator can let days pass." in client.get("/desk/mailroom/").content.decode()


def test_every_page_says_the_date_and_leads_to_where_it_is_changed(case: Case, cast: Cast, signed_in: SignIn) -> None:
    client, visitor = signed_in(cast.asha), Client()
    assert "on this site." not in visitor.get("/").content.decode()
    on = go(30)
    for page in ("/", "/bodies/", "/requests/"):
        shown = visitor.get(page).content.decode()
        assert f'<time datetime="{on.isoformat()}">' in shown
        assert "on this site." in shown
        assert "Change the date" not in shown
    for page in ("/desk/", "/desk/requests/", f"/desk/cases/{case.pk}/", "/desk/me/"):
        shown = client.get(page).content.decode()
        assert f'<time datetime="{on.isoformat()}">' in shown
        assert '<a href="/desk/mailroom/#days">Change the date</a>' in shown


def test_the_clock_goes_back_while_nothing_is_dated_later_and_says_why_not_afterwards(
    cast: Cast, case: Case, signed_in: SignIn
) -> None:
    client = signed_in(cast.asha)
    go(10)
    assert "Go back to today" in client.get("/desk/mailroom/").content.decode()
    client.post("/desk/mailroom/today/")
    assert site_clock_now().ahead == timedelta(0)

    on = go(10)
    make_event(case, EventKind.REMINDED, on, now=shown_time_now(timezone.now()))
    refused = client.post("/desk/mailroom/today/", follow=True).content.decode()
    assert "The clock cannot go back: 1 request or letter has dates after today." in refused
    assert site_clock_now().ahead > timedelta(0)
    with pytest.raises(ClockStays):
        go_back(by=cast.asha, now=timezone.now())
    assert why_not_back(shown_time_now(timezone.now())) == ""


def test_a_live_site_refuses_and_no_row_can_say_otherwise(cast: Cast, signed_in: SignIn) -> None:
    set_mode(mode="live", by=None, now=timezone.now())
    with pytest.raises(ClockStays, match="This site is live"):
        go_to(on=today() + timedelta(days=3), by=cast.asha, now=timezone.now())
    assert "The mailroom is closed" in signed_in(cast.asha).get("/desk/mailroom/").content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        SiteMode.objects.filter(pk=1).update(ahead=timedelta(days=3))


def test_a_site_that_has_written_for_real_keeps_the_real_clock_in_practice_mode_too(cast: Cast, case: Case) -> None:
    make_letter(make_case(case.campaign), mode=Mode.LIVE)
    with pytest.raises(ClockStays, match="has sent letters for real"):
        go_to(on=today() + timedelta(days=3), by=cast.asha, now=timezone.now())


def test_going_live_puts_the_clock_back_and_ends_what_was_only_practised(case: Case, cast: Cast) -> None:
    go(LATE)
    Case.objects.filter(pk=case.pk).update(is_public=True, published_at=timezone.now(), published_by=cast.asha)
    told = end_practice(now=timezone.now())
    case.refresh_from_db()
    assert told == (
        "1 request that was only practised is closed and private now. To ask for real, start a new campaign.",
    )
    assert (case.phase, case.is_public) == (Phase.CLOSED, False)
    assert site_clock_now() == type(site_clock_now())(mode="live")
    assert end_practice(now=timezone.now()) == ()


def test_a_real_request_is_left_alone_when_practice_ends(case: Case, cast: Cast) -> None:
    asked = make_case(case.campaign)
    make_letter(asked, mode=Mode.LIVE)
    make_event(asked, EventKind.REQUEST_RECEIVED, today(), now=timezone.now())
    end_practice(now=timezone.now())
    asked.refresh_from_db()
    assert asked.phase == Phase.WAITING


def test_days_that_take_long_show_how_far_they_are_and_the_worker_goes_on(
    cast: Cast, case: Case, signed_in: SignIn
) -> None:
    ticks = iter(range(10_000))
    begun = timezone.now()
    go_to(on=today() + timedelta(days=20), by=cast.asha, now=begun)
    clock = pass_days(clock=lambda: begun + timedelta(microseconds=next(ticks)), patience=timedelta(microseconds=7))
    assert clock.goes_to_on == today() + timedelta(days=20)
    passed = (timezone.localdate(site_time(timezone.now(), clock.ahead)) - today()).days
    assert 0 < passed < 20
    shown = signed_in(cast.asha).get("/desk/mailroom/").content.decode()
    assert f"Days passed: {passed} of 20" in shown
    assert "data-live" in shown
    assert "Go to this day" not in shown
    with pytest.raises(ClockStays, match="passing already"):
        go_to(on=today() + timedelta(days=30), by=cast.asha, now=timezone.now())

    run_all_tasks()
    assert timezone.localdate(shown_time_now(timezone.now())) == today() + timedelta(days=20)


def test_a_day_done_twice_brings_what_one_day_brings(case: Case, cast: Cast) -> None:
    go(30)
    once = everything()
    row = SiteMode.objects.get(pk=1)  # as a worker leaves it that was killed before it moved the clock
    row.ahead -= timedelta(days=1)
    row.goes_from_on, row.goes_to_on = today(), today() + timedelta(days=30)
    row.save()
    pass_days(clock=timezone.now, patience=timedelta(hours=1))
    assert everything() == once


def test_the_command_lets_days_pass_and_says_where_the_clock_is(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    on = today() + timedelta(days=20)
    call_command("practice", "go-to", on.isoformat())
    assert f"it is {on:%A} {on.day} {on:%B %Y}" in capsys.readouterr().out
    call_command("practice", "today")
    assert "the real date" in capsys.readouterr().out
    for words, refusal in (
        (["go-to"], "Give a date"),
        (["go-to", "14 January"], "is not a date"),
        (["go-to", "2020-01-01"], "only goes forward"),
        (["today", "2030-01-01"], "Give a date"),
    ):
        with pytest.raises(CommandError, match=refusal):
            call_command("practice", *words)
    set_mode(mode="live", by=None, now=timezone.now())
    with pytest.raises(CommandError, match="This site is live"):
        call_command("practice", "go-to", (on + timedelta(days=1)).isoformat())


def test_a_summer_s_day_is_reached_at_nine_in_the_morning_whenever_one_leaves() -> None:
    begun = datetime(2027, 3, 25, 23, 50, tzinfo=UTC)
    go_to(on=date(2027, 4, 2), by=None, now=begun)
    pass_days(clock=lambda: begun, patience=timedelta(hours=1))
    shown = site_time(begun, site_clock_now().ahead).astimezone(UK)
    assert (shown.date(), shown.time()) == (date(2027, 4, 2), time(9))


def test_the_next_working_day_says_which_holiday_it_leaves_out_and_where_that_is_kept() -> None:
    says = holidays_before(date(2026, 12, 1), date(2026, 11, 27))
    assert "Mon 30 November (St Andrew's Day, in Scotland)" in says
    assert "does not count a bank holiday of any part of the United Kingdom" in says
    assert holidays_before(date(2026, 12, 7), date(2026, 12, 4)) == ""  # a weekend alone


def test_a_letter_in_the_outbox_leaves_at_an_hour_of_the_clock_that_its_page_shows(
    case: Case, cast: Cast, signed_in: SignIn
) -> None:
    go(3)
    letter = make_letter(case, step=Step.REMINDER, state=OutgoingMessage.State.WAITING)
    assert letter.outgoing is not None
    shown = timezone.localtime(shown_time_now(letter.outgoing.not_before))
    page = signed_in(cast.asha).get("/desk/outbox/").content.decode()
    assert f"to be sent {shown:%a} {shown.day} {shown:%b, %H:%M}" in page
