"""Lets days pass on a practice site's own clock: each day's casework is done as it would have been that morning.

What a day brings, the apps say in `settings.DAY_PASSES`; real time, and whatever counts on it, stays where it is. The
row says which day the clock is on its way to, so that a killed worker's days go on from where they stopped.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.timezone import localdate

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.mail.actions.deliver_in_practice import deliver_before_days_pass
from dueregard.foundation.mail.models import Mode, SiteMode
from dueregard.foundation.mail.queries import SiteClock, forget_site_mode, has_sent_for_real, site_clock_now
from dueregard.foundation.work.actions.enqueue import enqueue_unless_waiting
from dueregard.rules.practice.site_time import check_goal, morning_of, site_time

DAYS_PATH = "dueregard.foundation.mail.tasks.let_days_pass"
Clock = Callable[[], datetime]
NOT_HERE = (
    "This site has sent letters for real, so its clock stays on the real date. "
    "To practise with time, start a practice site of its own."
)


class ClockStays(Exception):
    """The site's clock cannot be moved; the words say why."""


def go_to(*, on: date, by: Person | None, now: datetime) -> SiteMode:
    """Send the clock on its way to nine in the morning of a day; `pass_days` moves it. `now` is the real instant.

    Raises: ClockStays, NotThatDay
    """
    with transaction.atomic():
        row = _locked(now)
        if row.mode == Mode.LIVE:
            raise ClockStays("This site is live: its clock is the real one.")
        if row.goes_to_on:
            raise ClockStays("Days are passing already. Wait until the clock has arrived.")
        if has_sent_for_real():
            raise ClockStays(NOT_HERE)
        today = localdate(site_time(now, row.ahead))
        check_goal(on, today=today, really=localdate(now))
        row.goes_from_on, row.goes_to_on = today, on
        row.save(update_fields=["goes_from_on", "goes_to_on"])
        days = {"from": today.isoformat(), "to": on.isoformat()}
        record_act(by=by, did="let_days_pass", on=row, at=now, details=days)
    forget_site_mode()
    return row


def pass_days(*, clock: Clock, patience: timedelta) -> SiteClock:
    """Let the days pass that the clock is on its way over, for so long. Safe to run twice and to be killed.

    What is left is given out again as a task.
    """
    began = clock()
    while (was := site_clock_now()).goes_to_on is not None:
        if clock() - began >= patience:
            enqueue_unless_waiting(DAYS_PATH, run_after=clock())
            break
        _pass_one(was, clock())
    return site_clock_now()


def go_back(*, by: Person | None, now: datetime) -> SiteMode:
    """Put the clock back to the real time, while nothing is dated after that. Raises: ClockStays"""
    with transaction.atomic():
        row = _locked(now)
        if row.goes_to_on:
            raise ClockStays("Days are passing already. Wait until the clock has arrived.")
        if why := why_not_back(now):
            raise ClockStays(why)
        row.ahead, row.goes_from_on = timedelta(0), None
        row.save(update_fields=["ahead", "goes_from_on"])
        record_act(by=by, did="go_back_to_today", on=row, at=now)
    forget_site_mode()
    return row


def why_not_back(now: datetime) -> str:
    """Say why the clock cannot go back to the real instant `now`; nothing where it can."""
    number = sum(import_string(path)(now) for path in settings.DATED_AFTER)
    if not number:
        return ""
    what = "1 request or letter has" if number == 1 else f"{number} requests and letters have"
    return f"The clock cannot go back: {what} dates after today."


def _pass_one(was: SiteClock, now: datetime) -> None:
    """Do the casework of the next day and then move the clock to it: after a crash the day is done again."""
    assert was.goes_to_on is not None
    shown = site_time(now, was.ahead)
    deliver_before_days_pass(at=shown)
    if localdate(shown) == was.goes_from_on:  # of any other day, the work was done when the clock came to it
        _do(max(shown, morning_of(localdate(shown), now)))
    morning = morning_of(localdate(shown) + timedelta(days=1), now)
    _do(morning)
    deliver_before_days_pass(at=morning)
    with transaction.atomic():
        row = SiteMode.objects.select_for_update().get(pk=1)
        if (row.ahead, row.goes_to_on, row.mode) == (was.ahead, was.goes_to_on, Mode.PRACTICE):
            row.ahead = morning - now
            if localdate(morning) >= was.goes_to_on:
                row.goes_from_on, row.goes_to_on = None, None
            row.save(update_fields=["ahead", "goes_from_on", "goes_to_on"])
    forget_site_mode()


def _do(now: datetime) -> None:
    for path in settings.DAY_PASSES:
        import_string(path)(now=now)


def _locked(now: datetime) -> SiteMode:
    SiteMode.objects.get_or_create(pk=1, defaults={"mode": Mode.PRACTICE, "since": now})
    return SiteMode.objects.select_for_update().get(pk=1)
