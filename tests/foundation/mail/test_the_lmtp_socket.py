"""A mail server under another account can reach the socket, whatever the site's own files are like."""

import os
import stat
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management.base import CommandError

from dueregard.foundation.mail import queries
from dueregard.foundation.mail.gateways.lmtp import listen
from dueregard.foundation.mail.management.commands import listen as command


def test_the_socket_is_open_to_other_accounts_although_files_are_not() -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:  # a socket's path may not be long
        before = os.umask(0o077)
        try:
            controller = listen(f"{folder}/lmtp", lambda *_: None)
        finally:
            os.umask(before)
        try:
            assert stat.S_IMODE(Path(folder, "lmtp").stat().st_mode) & 0o222 == 0o222
        finally:
            controller.stop()


def test_what_the_first_e_mail_calls_for_is_loaded_before_anybody_can_connect(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loading it takes seconds, and minutes on a busy machine: the e-mail held its transaction meanwhile."""
    loaded: list[str] = []

    def refuse(at: str, keep: object) -> None:
        assert loaded, "nothing was loaded yet"
        raise OSError("taken")

    monkeypatch.setattr(queries, "import_string", loaded.append)
    monkeypatch.setattr(command, "listen", refuse)
    monkeypatch.setattr(command.signal, "signal", lambda *_: None)
    with pytest.raises(CommandError):
        command.Command().handle(at="127.0.0.1:0")
    assert {settings.MAIL_ARRIVAL_TASK, *settings.MAIL_CLAIMS} == set(loaded)
    assert settings.MAIL_ARRIVAL_TASK
