"""Copies the public site into a folder that any file server can serve, and checks such a copy link by link."""

from __future__ import annotations

from argparse import ArgumentParser
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from tqdm import tqdm

from dueregard.rules.export.addresses import link_to
from dueregard.rules.export.found_offline import files_of
from dueregard.website.gateways.checking import faults
from dueregard.website.gateways.copying import ONLINE, SEARCH, Copying, NotACopy
from dueregard.website.gateways.rendered import Site
from dueregard.website.queries.offline_search import index_of, public_things

MOST_SHOWN = 50


class Command(BaseCommand):
    """`dueregard export site FOLDER`, `dueregard export check FOLDER`."""

    help = "Copy the public site into a folder of plain files, or check such a copy."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to do, the folder, and whether to begin again."""
        parser.add_argument("what", choices=["site", "check"])
        parser.add_argument("folder", type=Path)
        parser.add_argument("--again", action="store_true", help="begin again where a copy was interrupted")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it. Raises: CommandError"""
        folder: Path = options["folder"].resolve()
        if options["what"] == "check":
            self._check(folder)
        else:
            self._copy(folder, again=options["again"])

    def _copy(self, folder: Path, *, again: bool) -> None:
        site = Site()
        with tqdm(unit=" pages", file=self.stderr, disable=None) as bar:

            def tell(done: int, known: int) -> None:
                bar.total = known
                bar.update(done - bar.n)

            copying = Copying(folder, site, tell)
            try:
                if copying.begin(seeds(), again=again):
                    self.stdout.write("Going on with the copy that was interrupted. To begin again, add --again.")
            except NotACopy as refusal:
                raise CommandError(str(refusal)) from refusal
            copying.copy_all()
            self._own_pages(copying, site)
            copying.copy_all()
        for name, content in files_of(index_of(lambda url: _from_search(copying, url))):
            copying.write(f"search/{name}", content.encode())
        report = copying.finish()
        for path in report.missing[:MOST_SHOWN]:
            self.stdout.write(f"The site did not answer {path}; in the copy, that link says so.")
        self.stdout.write(f"Copied {report.pages:,} pages and {report.files - report.pages:,} other files to {folder}.")

    def _own_pages(self, copying: Copying, site: Site) -> None:
        request = site.request("/")
        request.person, request.now = None, timezone.now()  # type: ignore[attr-defined]
        told = {"site": settings.PUBLIC_URL, "made_at": request.now}  # type: ignore[attr-defined]
        for name, template in ((ONLINE, "website/export/on_the_site.html"), (SEARCH, "website/export/search.html")):
            copying.write_page(name, render_to_string(template, told, request))

    def _check(self, folder: Path) -> None:
        found = list(faults(folder))
        for fault in found[:MOST_SHOWN]:
            self.stdout.write(fault)
        if found:
            raise CommandError(f"{len(found):,} faults. Make the copy again with `dueregard export site`.")
        self.stdout.write("Every link leads to a file and a place in it, and nothing is asked of another host.")


def seeds() -> list[str]:
    """Return where a copy begins: the home page, and everything that everyone may find."""
    found = (thing.url.split("#")[0] for thing in public_things())
    return list(dict.fromkeys(chain([reverse("home")], found)))


def _from_search(copying: Copying, url: str) -> str:
    path, _, fragment = url.partition("#")
    return link_to(copying.file_for(path), of=SEARCH, fragment=fragment)
