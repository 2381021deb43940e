"""`dueregard doctor`: looks at what a person forgets, and says what to do about it. Changes nothing."""

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone
from django.utils.module_loading import import_string

from dueregard.rules.wiring.examined import Remark, Tone, counted, in_order

SAYS = {Tone.FINE: "fine ", Tone.LOOK: "look ", Tone.WRONG: "WRONG"}


class Command(BaseCommand):
    help = "Look at what a person forgets: disk, workers, letters, back-ups, bank holidays and more. Changes nothing."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the options."""
        parser.add_argument("--quiet", action="store_true", help="say only what is not fine: for a mail each morning")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line for each thing that was looked at, the worst first. Ends with 1 if something is wrong."""
        remarks = in_order(_remarks(timezone.now()))
        wide = max((len(one.about) for one in remarks), default=0)
        for one in remarks:
            if options["quiet"] and one.tone is Tone.FINE:
                continue
            self.stdout.write(f"{SAYS[one.tone]}  {one.about:<{wide}}  {one.words}")
            if one.to_do:
                self.stdout.write(f"{'':{wide + 9}}To do: {one.to_do}")
        if wrong := sum(one.tone is Tone.WRONG for one in remarks):
            raise CommandError(f"{counted(wrong, 'thing is', 'things are')} wrong.")


def _remarks(now: datetime) -> Iterator[Remark]:
    """Ask each app. One that cannot answer says so, and the others are asked all the same."""
    for path in settings.EXAMINED:
        try:
            yield from import_string(path)(now)
        except (DatabaseError, OSError) as fault:
            about = path.split(".")[2]
            yield Remark(
                about,
                Tone.WRONG,
                f"It could not be looked at ({type(fault).__name__}).",
                "See the log; then: ./run dueregard check",
            )
