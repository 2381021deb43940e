"""`dueregard move`: moves a stopped site to another database and another place for its files, and compares both."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from tqdm import tqdm

from dueregard.foundation.backup.actions.move_site import (
    FILES,
    CannotMove,
    Moved,
    NotEmpty,
    NotTheSame,
    StillRunning,
    move_site,
)
from dueregard.foundation.backup.gateways.database_copy import DatabaseFault
from dueregard.foundation.backup.gateways.second_store import BUCKET, BadPlace

SHOWN_AFTER = 2.0  # seconds
MOST_SHOWN = 20
UNCHANGED = "Nothing of this site was changed."


class Progress:
    """A bar on the terminal for each thing that takes longer than two seconds."""

    def __init__(self) -> None:
        self._bar: tqdm[None] | None = None
        self._begun = time.monotonic()

    def __call__(self, words: str, done: int, of: int) -> None:
        """Show how far it is: rows, or bytes of files."""
        if self._bar is None or self._bar.desc != f"{words}: ":
            self.close()
            unit = {"unit": "B", "unit_scale": True} if words == FILES else {"unit": " rows"}
            self._bar = tqdm(desc=words, total=of or None, leave=False, delay=SHOWN_AFTER, **unit)
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()


class Command(BaseCommand):
    help = "Move a stopped site to PostgreSQL, to a bucket, or back, and compare every row and file."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the options."""
        parser.add_argument("--to", default="", help="postgres://user@host/name, or sqlite:////folder/site.sqlite3")
        parser.add_argument("--files", default="", help="s3://bucket, on the server of DUEREGARD_S3_URL; or a folder")

    def handle(self, *args: Any, **options: Any) -> None:
        """Move it, and say what to do next."""
        if not options["to"] and not options["files"]:
            raise CommandError("Say where to: ./run move --to postgres://user@host/name --files s3://evidence")
        progress = Progress()
        try:
            moved = move_site(to=options["to"], files=options["files"], now=timezone.now(), say=progress)
        except StillRunning as running:
            raise CommandError(f"{_lines('Stop the site first. It is being used by', running.who)}") from None
        except CannotMove as refusal:
            raise CommandError(
                f"{_lines('This cannot move', refusal.faults)}\n{UNCHANGED} Nothing was written."
            ) from None
        except NotTheSame as fault:
            words = _lines("Not everything is the same on the other side", fault.faults)
            raise CommandError(
                f"{words}\nThe new database was left empty. {UNCHANGED} The report is {fault.report}."
            ) from None
        except (NotEmpty, BadPlace, DatabaseFault) as refusal:
            raise CommandError(f"{refusal} {UNCHANGED}") from None
        except OSError as fault:
            raise CommandError(f"{fault.filename}: {fault.strerror}. {UNCHANGED} Begin again.") from None
        finally:
            progress.close()
        self._tell(moved, options["to"], options["files"])

    def _tell(self, moved: Moved, to: str, files: str) -> None:
        if to:
            tables = sum(1 for one in moved.rows.values() if one.count)
            self.stdout.write(f"{moved.count:,} rows of {tables} tables moved, and each is the same there.")
        if files:
            size = filesizeformat(moved.size)
            self.stdout.write(f"{moved.files.count:,} files ({size}) moved, and each is the same there.")
        for name in moved.damaged[:MOST_SHOWN]:
            self.stdout.write(f"The file {name} was damaged before: it moved as it is.")
        self.stdout.write(f"The report is {moved.report}.")
        self.stdout.write("Now change the settings, then start the site:")
        if to:
            self.stdout.write(f"  {_database_setting(to)}")
        if files:
            self.stdout.write(f"  {_files_setting(files)}")
        self.stdout.write("The old database and the old files are as they were. Keep them until you are sure.")


def _database_setting(to: str) -> str:
    if to.startswith("sqlite") and Path("/" + to.partition(":///")[2].lstrip("/")) == Path(
        settings.STATE, "site.sqlite3"
    ):
        return "DATABASE_URL (or DATABASE_URL_FILE): take it away"
    return "DATABASE_URL: the address that you gave after --to"


def _files_setting(files: str) -> str:
    if files.startswith(BUCKET):
        return f"DUEREGARD_S3_BUCKET={files.removeprefix(BUCKET).rstrip('/')}"
    if Path(files).resolve() == Path(settings.STATE, "files"):
        return "DUEREGARD_S3_BUCKET: take it away"
    return f"DUEREGARD_S3_BUCKET: take it away, and have {files} lie at {Path(settings.STATE, 'files')}"


def _lines(words: str, lines: list[str]) -> str:
    more = [f"and {len(lines) - MOST_SHOWN:,} more"] if len(lines) > MOST_SHOWN else []
    return f"{words}:\n" + "\n".join(f"  {one}" for one in [*lines[:MOST_SHOWN], *more])
