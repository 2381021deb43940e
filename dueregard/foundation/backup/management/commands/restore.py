"""`dueregard restore`: lists back-ups, proves one by restoring it aside, or fills an empty site from one."""

import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat

from dueregard.foundation.backup.actions.restore import BadBackup, NoBackup, NotEmpty, Restored, backups, check, restore
from dueregard.foundation.backup.gateways.age_program import AgeRefused, NoAge
from dueregard.foundation.backup.gateways.database_copy import DatabaseFault
from dueregard.foundation.backup.gateways.kept_lists import RESTORING
from dueregard.foundation.backup.gateways.places import Place, place_called
from dueregard.foundation.backup.management.commands.backup import Progress
from dueregard.rules.backup.manifest import NotAList


class Command(BaseCommand):
    help = "List back-ups, prove one by restoring it beside the site, or fill an empty site from one."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the options."""
        parser.add_argument(
            "source", nargs="?", default="", help="a folder, or s3://bucket/folder (DUEREGARD_BACKUP_TO)"
        )
        parser.add_argument("--key-file", type=Path, help="the file that age-keygen made")
        parser.add_argument("--name", default="", help="which back-up; without it, the newest")
        parser.add_argument("--list", action="store_true", help="only list the back-ups that are there")
        parser.add_argument("--check", action="store_true", help="restore it in a temporary folder, compare, remove it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what the options say."""
        progress = Progress()
        try:
            place = place_called(options["source"] or settings.BACKUP_TO or self._ask_where())
            if options["list"]:
                self._list(place)
                return
            if options["key_file"] is None or not options["key_file"].is_file():
                raise CommandError("Name the key's file, which age-keygen made: --key-file key.txt")
            self._do(place, options, progress)
        except BadBackup as bad:
            raise CommandError("This back-up is not whole:\n  " + "\n  ".join(bad.faults[:20])) from None
        except (NoBackup, NotEmpty, NotAList, NoAge, DatabaseFault, ValueError) as refusal:
            raise CommandError(str(refusal)) from None
        except AgeRefused as refusal:
            raise CommandError(f"age cannot open it with this key: {refusal}.") from None
        except OSError as fault:
            raise CommandError(f"{fault.filename}: {fault.strerror}.") from None
        finally:
            progress.close()

    def _do(self, place: Place, options: dict[str, Any], progress: Progress) -> None:
        key, name = options["key_file"], options["name"]
        if options["check"]:
            with tempfile.TemporaryDirectory(dir=settings.STATE, prefix=RESTORING) as folder:
                done = check(place=place, identity=key, name=name, into=Path(folder), say=progress)
            self._tell(done, "is whole: every file is as it was, and the database holds as many rows.")
            return
        done = restore(place=place, identity=key, name=name, say=progress)
        self._tell(done, f"was restored to {settings.STATE}.")
        self.stdout.write(
            "Start the site with ./run. A live site holds its letters until you have looked at what was sent."
        )

    def _list(self, place: Place) -> None:
        found = backups(place)
        for name in found:
            self.stdout.write(name)
        if not found:
            self.stdout.write(f"There is no back-up in {place.words}.")

    def _tell(self, done: Restored, words: str) -> None:
        size = sum(one.size for one in done.one.held)
        self.stdout.write(f"Back-up {done.name} ({len(done.one.held):,} files, {filesizeformat(size)}) {words}")
        if done.deleted_since:
            self.stdout.write(
                f"Deleted from the site since, and so not in it: {len(done.deleted_since):,} sealed files."
            )

    def _ask_where(self) -> str:
        raise CommandError("Say where the back-ups are: ./run restore /backup --key-file key.txt")
