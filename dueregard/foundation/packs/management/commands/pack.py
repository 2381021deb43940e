"""`dueregard pack check|install|list|export|new|fork`: reads and writes packs; decides nothing."""

from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from dueregard.foundation.packs.actions.install_pack import install_pack
from dueregard.foundation.packs.gateways.beginning import new_pack
from dueregard.foundation.packs.gateways.files import FolderIsNotEmpty, as_folder, as_zip, write_folder
from dueregard.foundation.packs.gateways.folder import PackHasFaults, read_folder
from dueregard.foundation.packs.models import Pack
from dueregard.foundation.packs.queries.files import files_of, forked_files
from dueregard.rules.packs.shape import CODE

REVIEW_AFTER = timedelta(days=180)
WRITING = ("export", "new", "fork")


class Command(BaseCommand):
    help = "Check, install or list campaign packs; export one, start a new one, or copy one under a new name."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the verb, and the folder or zip where one is wanted."""
        parser.add_argument("verb", choices=["check", "install", "list", *WRITING])
        parser.add_argument(
            "folder",
            nargs="?",
            type=Path,
            help="the pack's folder or .zip; without it, every pack that comes with the software",
        )
        parser.add_argument("--pack", help="export, fork: which installed pack, if there is more than one")
        parser.add_argument("--id", help="new, fork: the new pack's id, such as our-campaign")
        parser.add_argument("--name", help="new, fork: the new pack's name")

    def handle(self, *args: Any, verb: str, folder: Path | None, **options: Any) -> None:
        """Do what the verb says. Faults go to standard error, one a line: file, line, what is wrong."""
        if verb == "list":
            self._list()
            return
        if verb in WRITING:
            self._write(verb, folder, options)
            return
        for one in [folder] if folder else sorted(path.parent for path in settings.PACKS.glob("*/pack.toml")):
            try:
                with as_folder(one) as place:
                    self._check(place) if verb == "check" else self._install(place)
            except PackHasFaults as refusal:
                for problem in refusal.problems:
                    self.stderr.write(str(problem))
                raise CommandError(f"Faults in {one}: {len(refusal.problems)}. Nothing was installed.") from refusal

    def _check(self, folder: Path) -> None:
        content = read_folder(folder)
        self.stdout.write(f"{content.table['name']} {content.table['version']}: {len(content.texts)} texts, no faults.")

    def _install(self, folder: Path) -> None:
        done = install_pack(folder=folder, by=None, now=timezone.now())
        if not done.is_new_version:
            self.stdout.write(f"{done.pack} is already installed; nothing changed.")
            return
        self.stdout.write(f"Installed {done.pack}: {len(done.added)} added, {len(done.changed)} changed.")
        for path in done.proposed:
            self.stdout.write(
                f"  {path}: edited here, so your version stays; compare it with the new one on the pack's page."
            )
        for path in done.retired:
            self.stdout.write(f"  {path}: no longer in the pack, no longer in use.")

    def _write(self, verb: str, folder: Path | None, options: dict[str, Any]) -> None:
        """Write a pack into a folder, or into a file that ends in .zip."""
        if folder is None:
            raise CommandError(f"Say which folder or .zip to write: dueregard pack {verb} FOLDER")
        files = self._files(verb, options)
        try:
            if folder.suffix == ".zip":
                with folder.open("xb") as out:
                    out.write(as_zip(files))
            else:
                write_folder(files, folder)
        except (FolderIsNotEmpty, FileExistsError) as full:
            raise CommandError(f"{folder} is not empty. Nothing was written. Choose another.") from full
        self.stdout.write(f"Wrote {len(files)} files to {folder}. Check them with: dueregard pack check {folder}")

    def _files(self, verb: str, options: dict[str, Any]) -> dict[str, str]:
        today = timezone.localdate()
        if verb == "export":
            return files_of(self._pack(options["pack"]))
        name, title = options["id"], options["name"]
        if not name or not title or not CODE.fullmatch(name):
            raise CommandError("Give the new pack's --id (small letters, digits, hyphens) and --name.")
        if verb == "new":
            review_by = (today + REVIEW_AFTER).isoformat()
            return new_pack(name=name, title=title, today=today.isoformat(), review_by=review_by)
        home = f"{settings.PUBLIC_URL}{reverse(settings.PACK_READ_AT)}" if settings.PACK_READ_AT else ""
        return forked_files(self._pack(options["pack"]), name=name, title=title, on=today, home=home)

    def _pack(self, name: str | None) -> Pack:
        packs = list(Pack.objects.filter(pk=name) if name else Pack.objects.all())
        if len(packs) == 1:
            return packs[0]
        if packs:
            raise CommandError(f"Say which one with --pack: {', '.join(pack.pk for pack in packs)}.")
        raise CommandError("No such pack is installed. See: dueregard pack list")

    def _list(self) -> None:
        packs = Pack.objects.all()
        if not packs:
            self.stdout.write("No pack is installed. Install the shipped one with: dueregard pack install")
        for pack in packs:
            texts = pack.texts.in_use()
            counts = f"{texts.count()} texts, {texts.filter(is_edited=True).count()} edited here"
            waiting = texts.with_proposal().count()
            said = f", {waiting} with a newer version to decide on" if waiting else ""
            self.stdout.write(f"{pack.pk}  {pack.version}  {pack.licence}  {counts}{said}")
