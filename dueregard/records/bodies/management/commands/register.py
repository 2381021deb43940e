"""`dueregard register`: load the starter register, or import an official file.

What a file may change is decided in `actions/import_bodies.py`.
"""

import argparse
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from dueregard.records.bodies.actions.import_bodies import ImportReport, import_bodies
from dueregard.records.bodies.actions.load_starter import load_starter
from dueregard.records.bodies.gateways.open_file import KINDS, Opened, WrongFile, digest_of, open_file

SHOWN = 50


class Command(BaseCommand):
    """The register's command line."""

    help = "Load the starter register, or import an official file."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="what", required=True)
        parts.add_parser("starter", help="load the bodies that come with the project")
        file = parts.add_parser("import", help="import an official file")
        file.add_argument("kind", choices=sorted(KINDS), help="what sort of file it is")
        file.add_argument("file", type=Path)
        file.add_argument("--dry-run", action="store_true", help="show what would change and save nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["what"] == "starter":
            self._tell(load_starter(by=None, now=now, finished=timezone.now))
            return
        path: Path = options["file"]
        try:
            with (
                open_file(options["kind"], path) as opened,
                tqdm(unit=" lines", desc=path.name, disable=not sys.stderr.isatty()) as bar,
            ):
                self._tell_how_written(opened)
                report = import_bodies(
                    rows=opened.rows,
                    kind=options["kind"],
                    file_name=path.name,
                    sha256=digest_of(path),
                    by=None,
                    now=now,
                    finished=timezone.now,
                    dry_run=options["dry_run"],
                    read_on=bar.update,
                )
        except (WrongFile, OSError) as wrong:
            raise CommandError(str(wrong)) from wrong
        self._tell(report)

    def _tell_how_written(self, opened: Opened) -> None:
        if opened.written:
            names = f"Names with accents: {'; '.join(opened.accented)}" if opened.accented else "No name has accents"
            self.stdout.write(f"Read as {opened.written}. {names}.")

    def _tell(self, report: ImportReport) -> None:
        say = self.stdout.write
        say("Dry run: nothing was saved." if report.dry_run else "Done.")
        say(
            f"{report.read} lines: {report.added} new, {report.changed} changed, {report.unchanged} unchanged, "
            f"{report.closed} closed, {sum(report.left_out.values())} left out, {report.failed} with errors."
        )
        for because, number in report.left_out.most_common():
            say(f"  left out {number}: {because}")
        self._list("could not be used", report.failed, [(row.line, row.problem) for row in report.problems])
        self._list("to check", report.noted, [(row.line, row.problem) for row in report.notes])

    def _list(self, title: str, number: int, rows: list[tuple[int, str]]) -> None:
        for line, problem in rows[:SHOWN]:
            self.stdout.write(f"  line {line} ({title}): {problem}")
        if number > SHOWN:
            self.stdout.write(f"  … and {number - SHOWN} more lines {title}.")
