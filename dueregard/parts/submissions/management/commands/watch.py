"""`dueregard watch`: from a machine elsewhere, compares a sealed page at random times with what the group signed.

The key log must only grow, and say when each change of keyholders came; one of the last 30 days is named at every
look. A change of the page that is shown to everybody is seen; one that is shown to a single visitor is not.
"""

import json
import random
import time
from argparse import ArgumentParser
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dueregard.parts.submissions.gateways.page_fetch import NotDelivered, digest, fetch
from dueregard.parts.submissions.gateways.signatures import is_key, is_signed
from dueregard.rules.sealed.manifest import RELEASE_SIGNED_AS, SIGNED_AS
from dueregard.rules.sealed.watch import Difference, NoHashList, compare, read_hashes, read_log

PAGE = ""  # the page itself is asked for by its address, as visitors do


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look found: what is wrong, what is news, and the key log with its day, for the next look."""

    wrong: list[str]
    news: str = ""
    log: bytes = b""
    on: date | None = None


class Command(BaseCommand):
    help = "Fetch a sealed page at random times, from outside, and compare it with what the group signed."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the options."""
        parser.add_argument("address", help="the sealed page: https://sealed.northport.example/sealed/northport/")
        parser.add_argument("--key", required=True, help="the group's verification key, from paper or another channel")
        parser.add_argument("--once", action="store_true", help="check once, and exit with 1 if something differs")
        parser.add_argument("--every", type=float, default=180, help="minutes between checks, on average (180)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Look once or for ever; say what was found, with the time."""
        base = options["address"] if options["address"].endswith("/") else options["address"] + "/"
        if not is_key(options["key"]):
            raise CommandError("That is not a verification key. It has 64 hexadecimal digits.")
        seen = Seen([])
        while True:
            seen = _look(base, options["key"], seen)
            self._say(seen)
            if options["once"]:
                if seen.wrong:
                    raise CommandError("What is delivered is not what the group signed.", returncode=1)
                return
            time.sleep(random.expovariate(1 / (options["every"] * 60)))

    def _say(self, seen: Seen) -> None:
        at = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
        if seen.news:
            self.stdout.write(f"{at} NOTICE {seen.news}. If the group has not announced this elsewhere, ask them.")
        if not seen.wrong:
            self.stdout.write(f"{at} as signed")
        for line in seen.wrong:
            self.stdout.write(f"{at} ALARM {line}")
        self.stdout.flush()


def _look(base: str, key: str, before: Seen) -> Seen:
    """Return what is wrong, in words, and the key log as it is now; nothing is wrong when all is as it was signed."""
    try:
        hashes, signature = fetch(base, "HASHES"), fetch(base, "HASHES.sig").decode("ascii", "replace").strip()
        manifest, log = fetch(base, "manifest.json"), fetch(base, "keys.log")
    except NotDelivered as missing:
        return Seen([f"{missing} was not delivered"], log=before.log, on=before.on)
    today = datetime.now(UTC).date()
    days = read_log(log, root=key, today=today, known=before.log, known_on=before.on)
    wrong = list(days.wrong)
    if not _is_list_signed(manifest, key):
        wrong.append("the list of keyholders is not signed by the group")
    if not log.startswith(before.log) or not log.endswith(manifest + b"\n"):
        wrong.append("earlier lines of the key log were changed")
    wrong += _files(base, hashes, signature, key)
    return Seen(wrong, days.news, *((before.log, before.on) if wrong else (log, today)))


def _files(base: str, hashes: bytes, signature: str, key: str) -> list[str]:
    """Return what is wrong with the delivered files."""
    if not is_signed(RELEASE_SIGNED_AS + hashes, signature=signature, key=key):
        return ["the list of hashes is not signed by the group"]
    try:
        return _differences(base, read_hashes(hashes.decode("utf-8", "replace")))
    except NoHashList:
        return ["the list of hashes could not be read"]


def _differences(base: str, signed: dict[str, str]) -> list[str]:
    names = list(signed)
    random.shuffle(names)  # no watcher is known by the order in which it asks
    differences = compare(signed, {name: digest(base, name) for name in names})
    if "index.html" in signed and digest(base, PAGE) != signed["index.html"]:
        differences.append(Difference("the page at its address", "other"))
    return [f"{one.name} {'was not delivered' if one.what == 'missing' else 'is not as signed'}" for one in differences]


def _is_list_signed(manifest: bytes, key: str) -> bool:
    try:
        said = json.loads(manifest)
        return is_signed(SIGNED_AS + said["manifest"].encode(), signature=said["signature"], key=key)
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
