"""Asks the machine: systemd how its units are, the kernel whether the clock is set, and what root has seen."""

import ctypes
import shutil
import subprocess
from pathlib import Path

from dueregard.rules.install.layout import SYSTEMD, TARGET
from dueregard.rules.install.seen import Seen, failed_units, seen

SEEN = Path("/run/due-regard-seen/by-root")
SECONDS = 20
_UNSYNCHRONISED = 0x40  # adjtimex(2), STA_UNSYNC
_STATUS = 5  # where the status is in struct timex, counted in words of the machine


class NotAnswered(Exception):
    """The machine could not be asked."""


def is_installed() -> bool:
    """Tell whether `./run install` put this site here."""
    return Path(SYSTEMD, TARGET).exists()


def units_that_failed() -> list[str]:
    """Return the units of this machine that failed. Raises: NotAnswered"""
    program = shutil.which("systemctl")
    if program is None:
        raise NotAnswered
    try:
        done = subprocess.run(  # noqa: S603 (systemd's own program)
            [program, "list-units", "--state=failed", "--plain", "--no-legend", "--no-pager"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        raise NotAnswered from None
    if done.returncode:
        raise NotAnswered
    return failed_units(done.stdout.splitlines())


def is_clock_set_by_itself() -> bool:
    """Tell whether something keeps the kernel's clock right. Raises: NotAnswered"""
    words = (ctypes.c_long * 64)()  # larger than struct timex; its first field says that nothing is to be changed
    if ctypes.CDLL(None, use_errno=True).adjtimex(ctypes.byref(words)) < 0:
        raise NotAnswered
    return not words[_STATUS] & _UNSYNCHRONISED


def seen_by_root() -> Seen:
    """Return what root wrote down last; nothing where it never did."""
    try:
        return seen(SEEN.read_text(errors="replace"))
    except OSError:
        return Seen()
