"""`dueregard mode`: says which mode the site is in, checks what going live needs, and changes it."""

from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dueregard.foundation.example.queries.standing import is_here_now
from dueregard.foundation.mail.actions.check_readiness import NAMES, Finding, check_readiness
from dueregard.foundation.mail.actions.end_practice import end_practice
from dueregard.foundation.mail.actions.set_mode import ExampleIsHere, set_mode
from dueregard.foundation.mail.gateways.journal import JournalAway, find
from dueregard.foundation.mail.queries import outbox_standing, site_clock_now, site_mode_now

WHAT_TO_DO = (
    "Look at what the mail server and the mailbox say of the letters that are unsure, settle them in the outbox, and "
    "then run: dueregard mode live"
)

EXAMPLE_IS_HERE = (
    "The site stays in practice mode: the example county is on it, and nobody may take it for real. "
    "Remove it first: dueregard example remove"
)
WHO_WRITES = "Make sure that the account the site runs under can read and write {path}."
JOURNAL_AWAY = "Nothing was changed: {error}. Without it the site could send a letter twice. {to_do} Then try again."


class Command(BaseCommand):
    help = (
        "Show or change the mode: practice (nothing is sent) or live. `check` says what is missing and changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the options."""
        parser.add_argument("verb", nargs="?", default="show", choices=["show", "check", "live", "practice"])
        parser.add_argument(
            "--although", default="", help=f"go live although these are missing: a list of {','.join(NAMES)}"
        )
        parser.add_argument("--wait", type=int, default=90, help="seconds to wait for the test letter (90)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what the verb says."""
        verb = options["verb"]
        although = {name.strip().upper() for name in options["although"].split(",") if name.strip()}
        if unknown := although - {*NAMES, "DNS"}:
            raise CommandError(f"Unknown after --although: {', '.join(sorted(unknown))}. Use: {', '.join(NAMES)}.")
        if verb == "practice":
            set_mode(mode="practice", by=None, now=timezone.now())
            self.stdout.write(
                "Practice mode: from now on nothing leaves this site. Letters waiting to be sent keep waiting."
            )
        elif verb == "show":
            self.stdout.write(f"The site is in {site_mode_now()} mode.")
            if (site := site_clock_now()).is_held:
                self.stdout.write(f"Nothing leaves: {site.held_because} {WHAT_TO_DO}")
            try:
                find(Path(settings.MAIL_JOURNAL))
            except JournalAway as error:
                self.stdout.write(f"Nothing leaves: {error}. {WHO_WRITES.format(path=settings.MAIL_JOURNAL)}")
        else:
            if verb == "live" and is_here_now():  # before a test letter is sent
                raise CommandError(EXAMPLE_IS_HERE)
            missing = [finding.name for finding in self._check(options["wait"]) if not finding.is_fine]
            if verb == "live":
                self._go_live(missing, although)
            elif missing:
                raise CommandError(f"Missing: {', '.join(missing)}. The site is in {site_mode_now()} mode.")

    def _check(self, wait: int) -> list[Finding]:
        """Make the checks and say each result as it comes."""
        self.stderr.write(f"Checking; a test letter to ourselves may take up to {wait} seconds to come back …")
        findings = []
        for finding in check_readiness(clock=timezone.now, patience=timedelta(seconds=wait)):
            findings.append(finding)
            self.stdout.write(f"{'fine   ' if finding.is_fine else 'missing'}  {finding.name:<9}  {finding.words}")
            if not finding.is_fine:
                self.stdout.write(f"{'':20}To do: {finding.to_do}")
            self.stdout.flush()
        return findings

    def _go_live(self, missing: list[str], although: set[str]) -> None:
        if refused := [name for name in missing if name not in although]:
            raise CommandError(
                f"The site stays in {site_mode_now()} mode: {', '.join(refused)} missing. Fix that, or, if you are "
                f"sure, run: dueregard mode live --although {','.join(missing)}"
            )
        try:
            told = end_practice(now=timezone.now(), although=sorted(missing))
        except ExampleIsHere:
            raise CommandError(EXAMPLE_IS_HERE) from None
        except JournalAway as error:
            raise CommandError(
                JOURNAL_AWAY.format(error=error, to_do=WHO_WRITES.format(path=settings.MAIL_JOURNAL))
            ) from None
        standing = outbox_standing(timezone.now())
        self.stdout.write("Live: from now on e-mail leaves this site.")
        for sentence in told:
            self.stdout.write(sentence)
        if standing.unsure:
            self.stdout.write(f"{standing.unsure} messages are unsure: a person says in the outbox whether they left.")
        self.stdout.write(
            f"{standing.waiting} messages are waiting in the outbox. Letters written in practice mode are never sent."
        )
