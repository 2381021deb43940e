"""`dueregard example`: fills a practice site with an invented county, or removes it whole."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dueregard.foundation.example.actions.load_example import CannotLoad, give_up_on_stuck, load_example
from dueregard.foundation.example.actions.remove_example import BeingMade, NotHere, remove_example
from dueregard.foundation.example.models import Example
from dueregard.foundation.example.queries.standing import standing
from dueregard.foundation.packs.models import Pack


class Command(BaseCommand):
    help = "Fill a practice site with an invented county to look around in; `remove` takes all of it away."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the options."""
        parser.add_argument("verb", nargs="?", default="load", choices=["load", "again", "remove", "show"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what the verb says."""
        give_up_on_stuck(now=timezone.now())
        if options["verb"] in {"load", "again"} and not Pack.objects.exists():
            raise CommandError("This site has no campaign yet. Start it once with ./run, then load the county.")
        try:
            if options["verb"] in {"remove", "again"}:
                count = remove_example(by=None, now=timezone.now())
                self.stdout.write(f"The example county is gone: {count} rows, with their files.")
            if options["verb"] in {"load", "again"}:
                load_example(by=None, now=timezone.now(), progress=self._say)
        except CannotLoad as refusal:
            raise CommandError(f"{refusal} `dueregard example show` says how far it is.") from None
        except NotHere:
            raise CommandError("There is no example county on this site.") from None
        except BeingMade:
            raise CommandError("It is being made at this moment. Wait until it is finished.") from None
        if options["verb"] != "remove":
            self.stdout.write(self._how_far())

    def _say(self, done: int, total: int, words: str) -> None:
        line = f"{done} of {total}: {words}"
        self.stderr.write(f"\r{line:<70}" if sys.stderr.isatty() else line, ending="" if sys.stderr.isatty() else "\n")
        if done == total and sys.stderr.isatty():
            self.stderr.write("")

    def _how_far(self) -> str:
        row = standing().row
        if row is None:
            return "There is no example county on this site."
        if row.state == Example.State.THERE:
            return "The example county is there. Sign in as administrator and open /desk/example/ for what to try."
        return (
            f"The example county is {row.get_state_display()}: {row.done} of {row.total} pieces. {row.trouble}".strip()
        )
