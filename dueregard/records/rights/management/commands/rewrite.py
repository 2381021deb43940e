"""Writes the whole database anew, so that nothing deleted by earlier versions stays in its free pages."""

from typing import Any

from django.core.management.base import BaseCommand

from dueregard.records.rights.gateways.free_pages import rewrite_database


class Command(BaseCommand):
    help = "Rewrite the database, without what was deleted in it. It takes as much free disk as the database."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say so."""
        rewrite_database()
        self.stdout.write("The database has been rewritten.")
