"""A mail server under another account can reach the socket, whatever the site's own files are like."""

import os
import stat
import tempfile
from pathlib import Path

from dueregard.foundation.mail.gateways.lmtp import listen


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
