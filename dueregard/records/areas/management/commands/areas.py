"""`dueregard areas`: load the tables of areas; import boundaries and postcode sectors; print the sheets of all.

What may change is decided in `actions/`.
"""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.timezone import localdate

from dueregard.records.areas.actions.import_file import LICENCES, import_file
from dueregard.records.areas.actions.load_areas import load_areas
from dueregard.records.areas.gateways.area_tables import FACTS, WrongTables, read_tables
from dueregard.records.areas.gateways.sheet_printer import CannotPrint, print_sheet
from dueregard.records.areas.gateways.wrong_file import WrongFile
from dueregard.records.areas.models import Area
from dueregard.records.areas.queries.sheet import sheet_facts


class Command(BaseCommand):
    """The command line of areas."""

    help = "Load the council areas that come with the project, or your own tables of them."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="what", required=True)
        parts.add_parser("starter", help="load the areas that come with the project")
        tables = parts.add_parser("load", help="load four tables of the same form from a folder")
        tables.add_argument("folder", type=Path)

        for what, words in (
            ("boundaries", "GeoJSON or TopoJSON of councils"),
            ("postcodes", "a CSV of postcode sectors"),
        ):
            file = parts.add_parser(what, help=f"import {words}")
            file.add_argument("file", type=Path)
            file.add_argument("--licence", default=LICENCES[what], help="the line that the licence asks for")
            file.add_argument("--dry-run", action="store_true", help="show what would change and save nothing")

        sheets = parts.add_parser("sheets", help="print the public sheet of every present area into a folder")
        sheets.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] in LICENCES:
            self._import(options["what"], options["file"], options["licence"], dry_run=options["dry_run"])
        elif options["what"] == "sheets":
            self._print(options["folder"])
        else:
            self._load(options.get("folder") or FACTS)

    def _print(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        today = localdate(timezone.now())
        areas = list(Area.objects.in_force_on(today).order_by("slug"))
        for area in areas:
            try:
                content = print_sheet(sheet_facts(area, today), remember=False)
            except CannotPrint as wrong:
                raise CommandError(f"{area.name}: {wrong} The sheets before it are in {folder}.") from wrong
            (folder / f"{area.slug}.pdf").write_bytes(content)
        self.stdout.write(f"{len(areas)} sheets of one page each.")

    def _import(self, what: str, path: Path, licence: str, *, dry_run: bool) -> None:
        try:
            report = import_file(
                what, path, name=path.name, licence=licence, by=None, now=timezone.now(), dry_run=dry_run
            )
        except (WrongFile, OSError) as wrong:
            raise CommandError(f"{wrong} Nothing was changed.") from wrong
        self.stdout.write("Dry run: nothing was saved." if dry_run else "Done.")
        for line in report:
            self.stdout.write(line)

    def _load(self, folder: Path) -> None:
        now = timezone.now()
        try:
            tables = read_tables(folder)
        except WrongTables as wrong:
            raise CommandError(f"{wrong} Nothing was changed.") from wrong
        report = load_areas(tables=tables, by=None, now=now, today=localdate(now))
        self.stdout.write(
            f"{len(tables.areas)} areas: {report.added} new, {report.changed} changes, {report.drawings} maps drawn."
        )
