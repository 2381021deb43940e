"""`dueregard drawing`: says which program draws Office files on this server, and which guards are on while it does."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dueregard.records.evidence.gateways.drawing import engine_version, guards


class Command(BaseCommand):
    help = "Say which program draws Office files, e-mails and web pages, and which guards are on while it does."

    def handle(self, *args: Any, **options: Any) -> None:
        """Start LibreOffice once, have it draw a trial file, and tell. Raises: CommandError, where nothing can."""
        on = guards()
        if on is None:
            raise CommandError(
                f"{engine_version()} is installed, but cannot draw a trial file."
                if engine_version()
                else "LibreOffice is not installed. The page “Background tasks” says how to install it."
            )
        self.stdout.write(f"Files are drawn by {engine_version()}.")
        for is_on, words in (
            (on.walls, "behind walls (bubblewrap): it sees the system's programs and its one file, no other process"),
            (on.network, "without network"),
            (on.read_only, "able to write only in a folder of its own, which is emptied after each file"),
            (on.landlock or on.walls, "unable to read the site's files"),
            (on.warm, "by a process that stands ready, from which one is forked for each file"),
        ):
            self.stdout.write(f"{'yes' if is_on else 'NO '}  {words}")
        self.stdout.write("yes  with limits for time, processor time, memory and size")
