"""Settings of processes in a test that moves their clock and fills their disk while they run.

Two files in the state folder say how: `clock` holds by how many seconds the clock is wrong, `full` means that no file
can be written any more. Both are asked again and again.
"""

import errno
import os
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from dueregard.foundation.files.gateways import store
from tests.settings import *  # noqa: F403
from tests.settings import STATE

SEARCH_FOLDER = Path(os.environ["TESTS_SEARCH"])  # tests.faults.whole_site
MAIL_PER_MINUTE = 0
MAIL_SETTLED_TASKS = ()
PERIODIC_WORK = {"dueregard.foundation.mail.tasks.sweep_mail": 2, "dueregard.foundation.mail.tasks.send_outgoing": 2}

_CLOCK, _FULL = Path(STATE) / "clock", Path(STATE) / "full"
_right_now, _write = timezone.now, store._write_to_folder


def _wrong_now() -> datetime:
    said = _CLOCK.read_text() if _CLOCK.exists() else ""
    return _right_now() + timedelta(seconds=float(said or 0))


def _write_until_full(path: str, content: bytes) -> None:
    if _FULL.exists():
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    _write(path, content)


timezone.now = _wrong_now
store._write_to_folder = _write_until_full
