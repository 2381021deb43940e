"""`dueregard inbox`: sets up a group's sealed inbox, brings what was signed offline, opens and closes it.

It never sees the group's offline key. Who fetches is said on the desk's pages.
"""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dueregard.parts.submissions.actions.drop_unfinished import drop_unfinished
from dueregard.parts.submissions.actions.open_inbox import (
    AlreadySetUp,
    NobodyReads,
    NoKey,
    NotSigned,
    close_inbox,
    configure_inbox,
    open_inbox,
    set_up_inbox,
    take_release_signature,
)
from dueregard.parts.submissions.actions.take_manifest import NotTheGroups, take_manifest
from dueregard.parts.submissions.models import Inbox
from dueregard.parts.submissions.queries.configuration import hash_list, kept_days
from dueregard.parts.submissions.queries.room import room
from dueregard.records.groups.models import Group
from dueregard.rules.sealed.manifest import ManifestRefused

STANDARD_INPUT = Path("-")


class Command(BaseCommand):
    help = "Set up and look after a group's sealed inbox. The group's offline key never comes near this machine."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe what can be asked."""
        asked = parser.add_subparsers(dest="asked", required=True)
        setup = asked.add_parser("setup", help="set up an inbox under the group's verification key")
        setup.add_argument("group", help="the group's short name, as in its address")
        setup.add_argument("--root", required=True, help="verification key in hexadecimal (dueregard-keyholder root)")
        setup.add_argument("--days", type=int, default=90, help="keep each thread for at least this many days (90)")
        configure = asked.add_parser("configure", help="write config.json again from the settings")
        configure.add_argument("group")
        configure.add_argument("--days", type=int, help="keep each thread for at least this many days")
        for name, words in (
            ("list", "publish a signed list of keyholders: manifest.json"),
            ("sign", "publish the signature of the delivered files: HASHES.sig"),
        ):
            bring = asked.add_parser(name, help=words)
            bring.add_argument("group")
            bring.add_argument("file", type=Path, help="the file, or - for what comes on standard input")
        for name, words in (
            ("hashes", "print the list of delivered files, ready to sign"),
            ("open", "open the inbox, so that people can send"),
            ("close", "close the inbox, so that nobody can send"),
            ("room", "say how much of its share the group has used"),
            ("drop", "drop unfinished uploads in which nothing has arrived for an hour"),
        ):
            asked.add_parser(name, help=words).add_argument("group")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what was asked, or say why not."""
        try:
            getattr(self, f"_{options['asked']}")(options)
        except ManifestRefused as refused:
            raise CommandError(f"This list cannot come into force ({refused.reason}). Nothing was changed.") from None

    def _setup(self, options: dict[str, Any]) -> None:
        group = Group.objects.filter(slug=options["group"]).first()
        if group is None:
            raise CommandError(
                f"There is no group “{options['group']}”. Its short name is the last part of its address."
            )
        if not 7 <= options["days"] <= 3650:
            raise CommandError("A thread can be kept for 7 days at least, and ten years at most.")
        try:
            set_up_inbox(group=group, root=options["root"], days=options["days"], by=None, now=timezone.now())
        except NoKey:
            raise CommandError(
                "That is not a verification key. It has 64 hexadecimal digits; `root` on the offline machine prints it."
            ) from None
        except AlreadySetUp:
            raise CommandError(
                "This group already has an inbox, or another group uses this key. Nothing was changed."
            ) from None
        self.stdout.write(
            "The inbox is set up, but still closed. Next: publish the signed list of keyholders (inbox list)."
        )

    def _configure(self, options: dict[str, Any]) -> None:
        inbox = _inbox(options)
        configure_inbox(inbox=inbox, days=options["days"] or kept_days(inbox), by=None, now=timezone.now())
        self.stdout.write("Saved. Now sign the list of files again (inbox hashes), or watchers will raise an alarm.")

    def _list(self, options: dict[str, Any]) -> None:
        try:
            row = take_manifest(inbox=_inbox(options), signed=_read(options["file"]), by=None, now=timezone.now())
        except NotTheGroups:
            raise CommandError("This list was not signed with the group's offline key. Nothing was changed.") from None
        self.stdout.write(f"List {row.number} is in force. Everyone will see for 30 days that it has changed.")

    def _hashes(self, options: dict[str, Any]) -> None:
        self.stdout.write(hash_list(_inbox(options)), ending="")

    def _sign(self, options: dict[str, Any]) -> None:
        signature = _read(options["file"]).strip()
        try:
            take_release_signature(inbox=_inbox(options), signature=signature, by=None, now=timezone.now())
        except NotSigned:
            raise CommandError(
                "This is not the group's signature over the files the server delivers now. Print the list again (inbox "
                "hashes), sign it on the offline machine, and publish the new signature. Nothing was changed."
            ) from None
        self.stdout.write("The signed list is published. Watchers will compare with it from now on.")

    def _open(self, options: dict[str, Any]) -> None:
        try:
            open_inbox(inbox=_inbox(options), by=None, now=timezone.now())
        except NobodyReads:
            raise CommandError(
                "No list of keyholders is in force, so nobody could open what is sent. Publish one first."
            ) from None
        self.stdout.write("The inbox is open. Send a test through it before you tell anyone.")

    def _close(self, options: dict[str, Any]) -> None:
        close_inbox(inbox=_inbox(options), by=None, now=timezone.now())
        self.stdout.write("The inbox is closed. People with a return code can still come back.")

    def _room(self, options: dict[str, Any]) -> None:
        now = room(_inbox(options))
        self.stdout.write(f"{now.in_words} ({now.uploads}).{' Nobody can send.' if now.is_full else ''}")

    def _drop(self, options: dict[str, Any]) -> None:
        count = drop_unfinished(inbox=_inbox(options), by=None, now=timezone.now())
        self.stdout.write(f"Dropped {count} unfinished upload{'' if count == 1 else 's'}. Those still arriving go on.")


def _inbox(options: dict[str, Any]) -> Inbox:
    inbox = Inbox.objects.select_related("group").filter(group__slug=options["group"]).first()
    if inbox is None:
        raise CommandError(f"The group “{options['group']}” has no inbox. Set one up first (inbox setup).")
    return inbox


def _read(file: Path) -> str:
    """Read a file, or standard input: on a server this runs under an account that cannot see the files of others."""
    try:
        return (sys.stdin.buffer.read() if file == STANDARD_INPUT else file.read_bytes()).decode()
    except (OSError, UnicodeDecodeError):
        raise CommandError(f"The file {file.name} could not be read.") from None
