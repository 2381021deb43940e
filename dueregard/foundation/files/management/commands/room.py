"""`dueregard room`: says how much of the disk is used by what, and what of it goes by itself."""

from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages
from django.core.management.base import BaseCommand
from django.template.defaultfilters import filesizeformat

from dueregard.foundation.files.gateways.room import Room, free_room, rooms


class Command(BaseCommand):
    help = "Say what is using the disk, how much, and what is removed automatically."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line for each kind of thing, the largest first."""
        found = rooms()
        for one in found:
            self.stdout.write(_line(one))
        self.stdout.write(f"{filesizeformat(sum(one.size for one in found)):>12}  in total")
        self.stdout.write(f"{filesizeformat(free_room()):>12}  free in {settings.STATE}")
        if not isinstance(storages["default"], FileSystemStorage):
            self.stdout.write("Files are kept in a bucket: ask its server how much room they take.")


def _line(one: Room) -> str:
    many = f"{one.files:,} {'file' if one.files == 1 else 'files'}"
    return f"{filesizeformat(one.size):>12}  {one.kind} ({many})"
