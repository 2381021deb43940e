"""`dueregard index`: the indexer, and the two commands that make the index anew and compare it with the rows."""

import signal
import sys
import threading
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from dueregard.foundation.search.actions.audit_index import Difference, ask_for_rebuild, audit_index, mend
from dueregard.foundation.search.actions.keep_index import keep_index
from dueregard.foundation.search.actions.rebuild_index import Progress, rebuild_index
from dueregard.foundation.search.gateways.interface import AnotherIndexer, IndexUnavailable, the_index

MOST_SHOWN = 20


class Command(BaseCommand):
    help = "Keep the search index up to date (run), rebuild it, or compare it with the database (audit)."

    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the verbs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        run = verbs.add_parser("run", help="add what changes, until told to stop")
        run.add_argument("--until-empty", action="store_true", help="stop when nothing is left to do")
        verbs.add_parser("rebuild", help="rebuild the whole index; searches use the old one meanwhile")
        audit = verbs.add_parser("audit", help="compare the index with the database")
        audit.add_argument("--mend", action="store_true", help="correct what differs")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what the verb says."""
        if options["verb"] == "run":
            self._run(until_empty=options["until_empty"])
        elif options["verb"] == "rebuild":
            self._rebuild()
        else:
            self._audit(may_mend=options["mend"])

    def _run(self, *, until_empty: bool) -> None:
        stop = threading.Event()

        def told_to_stop(number: int, frame: FrameType | None) -> None:
            if stop.is_set():
                sys.exit(128 + number)
            stop.set()

        signal.signal(signal.SIGTERM, told_to_stop)
        signal.signal(signal.SIGINT, told_to_stop)
        with _bar("making the index") as progress:
            done = keep_index(stop=stop, progress=progress, until_empty=until_empty)
        self.stderr.write(f"The indexer stopped after {done:,} changes.")

    def _rebuild(self) -> None:
        try:
            with the_index().only_writer(), _bar("making the index") as progress:
                things = rebuild_index(progress=progress)
        except AnotherIndexer:
            ask_for_rebuild()
            self.stderr.write("The running indexer was asked to rebuild the index; follow it in the indexer's log.")
            return
        self.stderr.write(f"The new index is in use. It holds {things:,} entries.")

    def _audit(self, *, may_mend: bool) -> None:
        try:
            with _bar("comparing") as progress:
                differences = audit_index(progress=progress)
        except IndexUnavailable:
            raise CommandError("There is no index yet. Start the site, or run: dueregard index rebuild") from None
        for one in differences[:MOST_SHOWN]:
            self.stderr.write(f"{one.kind} {one.key}: {one.what}")
        if not differences:
            self.stderr.write("The index matches the database.")
            return
        self.stderr.write(_says(differences))
        if not may_mend:
            raise CommandError("The index does not match the database. Correct it with: dueregard index audit --mend")
        mend(differences=differences)
        self._read_in()

    def _read_in(self) -> None:
        """Let the running indexer do it, or do it here when none runs."""
        try:
            with the_index().only_writer():
                pass
        except AnotherIndexer:
            self.stderr.write("The running indexer is correcting them now.")
            return
        self._run(until_empty=True)


def _says(differences: list[Difference]) -> str:
    left = len(differences) - MOST_SHOWN
    return f"{len(differences):,} rows differ" + (f" ({left:,} not listed here)." if left > 0 else ".")


@contextmanager
def _bar(words: str) -> Iterator[Progress]:
    """Show progress once there is something to wait for."""
    with tqdm(desc=words, unit=" rows", delay=1.0, leave=False, disable=None) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield show
