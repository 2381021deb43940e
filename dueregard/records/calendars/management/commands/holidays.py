"""Loads bank holidays from a file in GOV.UK's form and prints what changes. Open deadlines follow by themselves."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dueregard.records.calendars.actions.load_holidays import AlreadyLoaded, load_holidays
from dueregard.records.calendars.queries import HolidayChange, holiday_changes
from dueregard.rules.law.deadline_words import day_words
from dueregard.rules.law.holidays import NotAHolidayFile


class Command(BaseCommand):
    help = "Load bank holidays from a file such as www.gov.uk/bank-holidays.json, and print what changes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the saved bank-holidays.json")
        parser.add_argument("--dry-run", action="store_true", help="print what would change, and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        try:
            content = path.read_bytes()
            changes = holiday_changes(content)
        except OSError as error:
            raise CommandError(f"{path} could not be read: {error.strerror}. Nothing has changed.") from error
        except NotAHolidayFile as error:
            raise CommandError(f"{error} Nothing has changed.") from error
        for change in changes:
            self.stdout.write(_words(change))
        self.stdout.write(f"{len(changes)} days change." if changes else "No days change.")
        if options["dry_run"]:
            self.stdout.write("This was a dry run: nothing was loaded.")
            return
        try:
            load_holidays(content=content, source=path.name, by=None, now=timezone.now())
        except AlreadyLoaded:
            self.stdout.write("This list is already loaded; nothing has changed.")
        else:
            self.stdout.write(f"Loaded {path.name}. Every open deadline will be recalculated.")


def _words(change: HolidayChange) -> str:
    where = f"{change.on.isoformat()} {day_words(change.on)}, {change.nation.label}"
    if change.becomes:
        return f"+ {where}: {change.becomes} becomes a holiday"
    return f"- {where}: {change.was} is no longer a holiday"
