"""`dueregard votes check`: checks the file of a result offline. It needs no database and asks nobody."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dueregard.parts.consultations.gateways.keys import is_signed
from dueregard.rules.votes.result_file import check_file


class Command(BaseCommand):
    help = "Check the signed result of a members’ vote: that nothing was changed, and that its votes add up."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe what can be asked."""
        asked = parser.add_subparsers(dest="asked", required=True)
        check = asked.add_parser("check", help="check a result file")
        check.add_argument("file", type=Path)
        check.add_argument("--key", default="", help="the key of the result as it is printed on the slips")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, and say what was found."""
        try:
            text = options["file"].read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as wrong:
            raise CommandError(f"This file cannot be read: {wrong}") from None
        found = check_file(text, is_signed, options["key"])
        if found.faults:
            raise CommandError("\n".join(found.faults))
        self.stdout.write(f"“{found.title}”: the signature is right.")
        if found.was_recounted:
            self.stdout.write("Its votes were counted again, and give the result that the file says.")
        else:
            self.stdout.write(
                "It does not list all votes, so that few voters cannot be told apart. What it does not list cannot be "
                "counted again."
            )
        if not options["key"]:
            self.stdout.write("Compare the key with a slip: give it with --key. Without it, anyone could have signed.")
