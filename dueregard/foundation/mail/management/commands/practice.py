"""`dueregard practice`: lets days pass on a practice site's own clock, and puts it back."""

from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.formats import date_format

from dueregard.foundation.mail.actions.pass_days import ClockStays, go_back, go_to, pass_days, why_not_back
from dueregard.foundation.mail.queries import SiteClock, site_clock_now
from dueregard.rules.practice.site_time import NotThatDay, site_time

SLICE = timedelta(seconds=2)


class Command(BaseCommand):
    help = "Let days pass in practice mode, for casework alone: `practice go-to 2027-01-14`, `practice today`."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the options."""
        parser.add_argument("verb", nargs="?", default="show", choices=["show", "go-to", "today"])
        parser.add_argument("date", nargs="?", default="", help="the day to go to, as 2027-01-14")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what the verb says."""
        if bool(options["date"]) != (options["verb"] == "go-to"):
            raise CommandError("Give a date after go-to, and only there: dueregard practice go-to 2027-01-14")
        try:
            if options["verb"] == "go-to":
                go_to(on=_day(options["date"]), by=None, now=timezone.now())
                self._wait()
            elif options["verb"] == "today":
                go_back(by=None, now=timezone.now())
        except (ClockStays, NotThatDay) as refusal:
            raise CommandError(str(refusal)) from None
        self._show()

    def _wait(self) -> None:
        """Let the days pass here and now, and say how far they have got."""
        while pass_days(clock=timezone.now, patience=SLICE).goes_to_on:
            self.stdout.write(f"It is {_shown(site_clock_now())} …")
            self.stdout.flush()

    def _show(self) -> None:
        clock = site_clock_now()
        if clock.mode == "live":
            self.stdout.write("The site is live: its clock is the real one.")
        elif not clock.ahead:
            self.stdout.write(f"On this site it is {_shown(clock)}, the real date.")
        else:
            why = why_not_back(timezone.now()) or "`dueregard practice today` puts the clock back."
            self.stdout.write(f"On this practice site it is {_shown(clock)}. {why}")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"“{text}” is not a date. Write it as 2027-01-14.") from None


def _shown(clock: SiteClock) -> str:
    return date_format(timezone.localdate(site_time(timezone.now(), clock.ahead)), "l j F Y")
