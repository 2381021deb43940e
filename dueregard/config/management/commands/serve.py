"""`dueregard serve`, which `./run` starts: gets the site ready, then keeps its processes going."""

import errno
import os
import socket
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone

from dueregard.config.preparation import prepare
from dueregard.config.processes import EssentialProcessEnded, Kept, Processes
from dueregard.foundation.accounts.actions.first_administrator import first_administrator_link
from dueregard.foundation.mail.queries import site_mode_now

BIN = Path(sys.executable).parent


class Command(BaseCommand):
    help = "Get the site ready and serve it, with its worker. Stops cleanly on Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the options."""
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
        parser.add_argument("--web-workers", type=int, default=2, help="web processes (2)")
        parser.add_argument("--workers", type=int, default=1, help="processes that run quick tasks (1)")
        parser.add_argument("--readers", type=int, default=1, help="processes that read documents (1)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, say where the site is, keep it going."""
        host, port = options["host"], options["port"]
        self._tell_the_address_to_all(port)
        self._refuse_a_taken_port(host, port)
        prepare(self._say)
        link = first_administrator_link(timezone.now())
        connections.close_all()
        self._say(f"\nDue Regard is at {settings.PUBLIC_URL}/ ({_mode_words()}). Ctrl-C stops it.")
        if link:
            self._say(f"\nOpen this link to become its administrator. It works once, within 48 hours:\n\n    {link}\n")
        try:
            Processes(_processes(host, port, options), self._say).run()
        except EssentialProcessEnded as ended:
            raise CommandError(
                f"The {ended} stopped, so the whole site was stopped. Its messages above say why."
            ) from None
        self._say("Due Regard has stopped.")

    def _say(self, words: str) -> None:
        self.stderr.write(words)
        self.stderr.flush()

    def _tell_the_address_to_all(self, port: int) -> None:
        """On another port, and with no address of its own, the site is at that port: tell all before they start."""
        if "DUEREGARD_URL" not in os.environ and port != 8000:
            os.environ["DUEREGARD_URL"] = f"http://localhost:{port}"
            os.execv(sys.executable, [sys.executable, *sys.argv])  # noqa: S606 (ourselves again)

    def _refuse_a_taken_port(self, host: str, port: int) -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((host, port))
            except OSError as error:
                if error.errno == errno.EADDRINUSE:
                    raise CommandError(
                        f"Port {port} is taken by another program (perhaps this site is already running). "
                        f"Stop it, or choose another port: ./run serve --port {port + 1}"
                    ) from None
                raise CommandError(f"The site cannot listen on {host} port {port}: {error.strerror}.") from None


def _mode_words() -> str:
    return "live: letters really go out" if site_mode_now() == "live" else "practice mode: no e-mail leaves the site"


def _processes(host: str, port: int, options: dict[str, Any]) -> list[Kept]:
    """Name what has to run: granian for pages, workers for tasks, the indexer, the LMTP listener where one is set."""
    web = [str(BIN / "granian"), "--interface", "wsgi", "--host", host, "--port", str(port), "--no-ws"]
    web += ["--workers", str(options["web_workers"]), "--blocking-threads", "64", "--log-level", "error"]
    web += ["--no-access-log", "--respawn-failed-workers", "dueregard.config.wsgi:application"]
    own = [str(BIN / "dueregard")]
    kept = [Kept("web server", web, is_essential=True)]
    kept += [Kept("worker", [*own, "work", "--queue", "default"]) for _ in range(options["workers"])]
    # A scan of a thousand pages must not keep a letter waiting: what may take long has workers of its own.
    kept += [Kept("reader", [*own, "work", "--queue", "slow"]) for _ in range(options["readers"])]
    if settings.QUEUE:
        kept.append(Kept("dispatcher", [*own, "dispatch"]))
    kept.append(Kept("indexer", [*own, "index", "run"]))
    if settings.LMTP_LISTEN:
        kept.append(Kept("LMTP listener", [*own, "listen"]))
    return kept
