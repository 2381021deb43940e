"""Tells somebody: by a command, by mail, in a status file. When to tell is `command`."""

import json
import os
import shlex
import smtplib
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

PATIENCE = 60  # seconds


class NotTold(Exception):
    """Nobody was told. What was to be told is tried again at the next look."""


@dataclass(frozen=True)
class Telling:
    """Who is told, and how. Each may be empty."""

    command: str = ""
    mail_to: str = ""
    mail_from: str = ""
    server: str = "localhost:25"
    status: Path | None = None

    def tell(self, subject: str, lines: Sequence[str]) -> None:
        """Tell by command and by mail. Raises: NotTold"""
        failed = [*self._run(subject, lines), *self._mail(subject, lines)]
        if failed:
            raise NotTold("; ".join(failed))

    def write_status(self, state: str, lines: Sequence[str], at: datetime) -> None:
        """Write the state of this look, for a program that reads it. An old time in it means: the watcher is dead.

        Raises: NotTold
        """
        if self.status is None:
            return
        part = self.status.with_name(f".{self.status.name}.part")
        said = {"state": state, "at": at.isoformat(timespec="seconds"), "lines": list(lines)}
        try:
            part.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            part.replace(self.status)
        except OSError as failed:
            raise NotTold(f"the status file could not be written ({failed.strerror})") from None

    def _run(self, subject: str, lines: Sequence[str]) -> list[str]:
        """Run the command with the words on its standard input. What a server says is never part of the command."""
        if not self.command:
            return []
        words = "".join(f"{line}\n" for line in (subject, *lines)).encode()
        try:
            done = subprocess.run(
                shlex.split(self.command),
                input=words,
                stdout=subprocess.DEVNULL,
                env={**os.environ, "DUEREGARD_WATCHER": subject},
                timeout=PATIENCE,
                check=False,
            )
        except (OSError, ValueError, subprocess.TimeoutExpired):
            return ["the command could not be run, or did not end"]
        return [] if done.returncode == 0 else [f"the command ended with {done.returncode}"]

    def _mail(self, subject: str, lines: Sequence[str]) -> list[str]:
        if not self.mail_to:
            return []
        mail = EmailMessage()
        mail["Subject"], mail["To"], mail["From"] = subject, self.mail_to, self.mail_from or self.mail_to
        mail.set_content("".join(f"{line}\n" for line in lines) or "-\n")
        host, _, port = self.server.partition(":")
        try:
            with smtplib.SMTP(host, int(port or 25), timeout=PATIENCE) as server:
                server.send_message(mail)
        except (OSError, smtplib.SMTPException, ValueError):
            return [f"the mail could not be handed to {self.server}"]
        return []
