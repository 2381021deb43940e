"""Says which process this is, and whether another one on this machine still lives: sooner than a heartbeat can.

What follows from a death is decided by the actions.
"""

import os
import time
from functools import cache
from pathlib import Path

PROC = Path("/proc")


def this_place() -> str:
    """Name the running machine and its space of process numbers: within it a number means one process."""
    try:
        space = os.stat(PROC / "self/ns/pid").st_ino
    except OSError:
        return ""
    return f"{this_boot()} {space}" if this_boot() else ""


@cache
def this_boot() -> str:
    """Return a code that the machine has from one start to the next; empty where it does not tell."""
    try:
        return (PROC / "sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""


def running_seconds() -> float:
    """Return how long the machine has run, sleep counted where it tells: a clock that nobody can set."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def this_process() -> str:
    """Name this process so that a later one with the same number is another."""
    return f"{os.getpid()} {_begun(os.getpid())}"


def has_ended(process: str) -> bool:
    """Tell whether a process of this place has ended for certain. What cannot be known has not."""
    number, _, begun = process.partition(" ")
    if not number.isdigit() or not begun:
        return False
    return _begun(int(number)) != begun


def _begun(number: int) -> str:
    """Return when a process began, in ticks since the machine did; a zombie and a missing one have no beginning.

    Source: proc(5), /proc/pid/stat, fields 3 and 22.
    """
    try:
        fields = (PROC / str(number) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in "ZX" else fields[19]
