"""`dueregard pack check|install|list [FOLDER]`: reads a pack's folder or says what is installed; decides nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dueregard.foundation.packs.actions.install_pack import install_pack
from dueregard.foundation.packs.gateways.folder import PackHasFaults, read_folder
from dueregard.foundation.packs.models import Pack


class Command(BaseCommand):
    help = "Check a campaign pack's folder, install it, or list what is installed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the verb, and the folder where one is wanted."""
        parser.add_argument("verb", choices=["check", "install", "list"])
        parser.add_argument("folder", nargs="?", type=Path, help="the pack's folder; else every shipped one")

    def handle(self, *args: Any, verb: str, folder: Path | None, **options: Any) -> None:
        """Do what the verb says. Faults go to standard error, one a line: file, line, what is wrong."""
        if verb == "list":
            self._list()
            return
        for one in [folder] if folder else sorted(path.parent for path in settings.PACKS.glob("*/pack.toml")):
            try:
                self._check(one) if verb == "check" else self._install(one)
            except PackHasFaults as refusal:
                for problem in refusal.problems:
                    self.stderr.write(str(problem))
                raise CommandError(
                    f"Faults in {one}: {len(refusal.problems)}. Nothing of it was installed."
                ) from refusal

    def _check(self, folder: Path) -> None:
        content = read_folder(folder)
        self.stdout.write(f"{content.table['name']} {content.table['version']}: {len(content.texts)} texts, no faults.")

    def _install(self, folder: Path) -> None:
        done = install_pack(folder=folder, by=None, now=timezone.now())
        if not done.is_new_version:
            self.stdout.write(f"{done.pack} is installed already; nothing changed.")
            return
        self.stdout.write(f"Installed {done.pack}: {len(done.added)} added, {len(done.changed)} changed.")
        for path in done.proposed:
            self.stdout.write(f"  {path}: edited here, so yours stays; the new version waits on the pack's page.")
        for path in done.retired:
            self.stdout.write(f"  {path}: no longer in the pack, put away.")

    def _list(self) -> None:
        packs = Pack.objects.all()
        if not packs:
            self.stdout.write("No pack is installed. Install the shipped one with: dueregard pack install")
        for pack in packs:
            texts = pack.texts.in_use()
            counts = f"{texts.count()} texts, {texts.filter(is_edited=True).count()} edited here"
            waiting = texts.with_proposal().count()
            said = f", {waiting} with a proposal" if waiting else ""
            self.stdout.write(f"{pack.pk}  {pack.version}  {pack.licence}  {counts}{said}")
