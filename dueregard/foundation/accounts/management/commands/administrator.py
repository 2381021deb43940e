"""Prints a one-time link that makes somebody administrator of this site. Who they are is asked when they open it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dueregard.foundation.accounts.actions.first_administrator import administrator_link
from dueregard.foundation.accounts.queries import administrator_exists


class Command(BaseCommand):
    help = "Print a one-time link (valid for 48 hours) that makes someone an administrator of this site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--another", action="store_true", help="even if the site already has an administrator")

    def handle(self, *args: Any, another: bool = False, **options: Any) -> None:
        if administrator_exists() and not another:
            raise CommandError("This site already has an administrator. For a link that makes one more, add --another.")
        link = administrator_link(timezone.now())
        self.stderr.write(
            "Open this link within 48 hours; it works once. Do not share it: whoever opens it becomes an administrator."
        )
        self.stdout.write(link)
