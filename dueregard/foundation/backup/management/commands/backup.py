"""`dueregard backup`: makes a back-up while the site runs, closed so that only holders of a key can read it."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from tqdm import tqdm

from dueregard.foundation.backup.actions.back_up import Made
from dueregard.foundation.backup.actions.back_up_nightly import FAULTS, remembered
from dueregard.foundation.backup.gateways.kept_lists import AlreadyRunning


class Progress:
    """A bar on the terminal, begun anew for each thing that is done."""

    def __init__(self) -> None:
        self._bar: tqdm[None] | None = None

    def __call__(self, words: str, done: int, of: int) -> None:
        """Show how far it is, in bytes."""
        if self._bar is None or self._bar.desc != f"{words}: ":
            self.close()
            self._bar = tqdm(desc=words, total=of or None, unit="B", unit_scale=True, leave=False)
        self._bar.total = of or None
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()


class Command(BaseCommand):
    help = "Make a back-up while the site runs. Only what is new is written."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the options."""
        parser.add_argument("to", nargs="?", default="", help="a folder, or s3://bucket/folder (DUEREGARD_BACKUP_TO)")
        parser.add_argument("--key", action="append", default=[], help="age1…: who can open it; may be given again")
        parser.add_argument("--days", type=int, default=settings.BACKUP_DAYS, help="how long back-ups are kept (30)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, and say what it holds."""
        to = options["to"] or settings.BACKUP_TO
        keys = options["key"] or settings.BACKUP_KEYS.replace(",", " ").split()
        if not to or not keys:
            raise CommandError(
                "Say where to and for which key: ./run backup /backup --key age1…  "
                "Make a key with age-keygen, on another machine, and keep its file there."
            )
        if options["days"] < 1:
            raise CommandError("Back-ups are kept for a day at least: --days 1")
        progress = Progress()
        try:
            made = remembered(to, keys, options["days"], now=timezone.now(), say=progress)
        except OSError as fault:
            raise CommandError(
                f"{fault.filename or to}: {fault.strerror}. Nothing of earlier back-ups was changed."
            ) from None
        except (AlreadyRunning, *FAULTS) as fault:
            raise CommandError(f"{fault} Nothing of earlier back-ups was changed.") from None
        finally:
            progress.close()
        self._tell(made)
        if made.damage:
            raise CommandError(
                f"SQLite finds the database damaged: {made.damage}. The back-up was made, and earlier ones were kept, "
                "however old. Restore one from before the damage: see docs/how-to/back-up.md."
            )

    def _tell(self, made: Made) -> None:
        self.stdout.write(
            f"Back-up {made.name}: {made.files:,} files, {filesizeformat(made.size)}, of which "
            f"{filesizeformat(made.new)} were new."
        )
        if made.removed:
            self.stdout.write(f"Removed, because they were older: {', '.join(made.removed)}.")
