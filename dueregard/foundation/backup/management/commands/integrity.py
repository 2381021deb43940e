"""`dueregard integrity`: asks SQLite whether its file is whole, while the site runs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dueregard.foundation.backup.actions.look_for_damage import NotAFile, look_for_damage


class Command(BaseCommand):
    help = "Ask SQLite whether its database is whole. Ends with 1 if not. The site keeps running."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask, remember the answer for the doctor, and say it."""
        try:
            damage = look_for_damage(now=timezone.now())
        except NotAFile:
            self.stdout.write("This site's database is PostgreSQL's, which checks its own pages: nothing to do.")
            return
        if damage:
            raise CommandError(
                f"SQLite finds the database damaged: {damage}. Stop the site and keep a copy of it as it is; then "
                "restore a back-up from before the damage: see docs/how-to/back-up.md."
            )
        self.stdout.write("The database is whole.")
