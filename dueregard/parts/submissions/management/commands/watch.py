"""`dueregard watch`: from a machine elsewhere, compares a sealed page at random times with what the group signed.

The key log must only grow. A change that is shown to everybody is seen; one that is shown to a single visitor is not.
"""

import json
import random
import time
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dueregard.parts.submissions.gateways.page_fetch import NotDelivered, digest, fetch
from dueregard.parts.submissions.gateways.signatures import is_key, is_signed
from dueregard.rules.sealed_manifest import RELEASE_SIGNED_AS, SIGNED_AS
from dueregard.rules.sealed_watch import Difference, NoHashList, compare, read_hashes

PAGE = ""  # the page itself is asked for by its address, as visitors do


class Command(BaseCommand):
    help = "Fetch a sealed page at random times, from outside, and compare it with what the group signed."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the options."""
        parser.add_argument("address", help="the sealed page: https://sealed.northport.example/sealed/northport/")
        parser.add_argument("--key", required=True, help="the group's verification key, from paper or another channel")
        parser.add_argument("--once", action="store_true", help="look once, and end with 1 if something differs")
        parser.add_argument("--every", type=float, default=180, help="minutes between two looks, on average (180)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Look once or for ever; say what was found, with the time."""
        base = options["address"] if options["address"].endswith("/") else options["address"] + "/"
        if not is_key(options["key"]):
            raise CommandError("That is no verification key: it has 64 hexadecimal digits.")
        log = b""
        while True:
            found, log = _look(base, options["key"], log)
            self._say(found)
            if options["once"]:
                if found:
                    raise CommandError("What is delivered is not what the group signed.", returncode=1)
                return
            time.sleep(random.expovariate(1 / (options["every"] * 60)))

    def _say(self, found: list[str]) -> None:
        at = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
        if not found:
            self.stdout.write(f"{at} as signed")
        for line in found:
            self.stdout.write(f"{at} ALARM {line}")
        self.stdout.flush()


def _look(base: str, key: str, log: bytes) -> tuple[list[str], bytes]:
    """Return what is wrong, in words, and the key log as it is now; nothing is wrong when all is as it was signed."""
    try:
        hashes, signature = fetch(base, "HASHES"), fetch(base, "HASHES.sig").decode("ascii", "replace").strip()
        manifest, new_log = fetch(base, "manifest.json"), fetch(base, "keys.log")
    except NotDelivered as missing:
        return [f"{missing} was not delivered"], log
    wrong = [] if _is_list_signed(manifest, key) else ["the list of keyholders does not bear the group's signature"]
    if not new_log.startswith(log) or not new_log.endswith(manifest + b"\n"):
        wrong.append("the key log was changed, not only added to")
    if not is_signed(RELEASE_SIGNED_AS + hashes, signature=signature, key=key):
        return [*wrong, "the list of hashes does not bear the group's signature"], log
    try:
        signed = read_hashes(hashes.decode("utf-8", "replace"))
    except NoHashList:
        return [*wrong, "the list of hashes cannot be read"], log
    return wrong + _differences(base, signed), log if wrong else new_log


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
