"""Tasks that only tests give out. They write what they do into a file, so that other processes can be watched."""

import time
from pathlib import Path

from django_tasks import task

from tests.work import note


class ChoreFails(Exception):
    """What a chore that cannot go well raises."""


@task()
def write_down(folder: str, word: str) -> None:
    """Write one word."""
    note(Path(folder), word)


@task()
def take_long_the_first_time(folder: str) -> None:
    """Say that it began; go on for ever unless it had begun before."""
    began_before = (Path(folder) / "notes").exists()
    note(Path(folder), "began")
    if not began_before:
        time.sleep(600)
    note(Path(folder), "ended")


@task()
def take_a_second(folder: str) -> None:
    """Begin, take a second, end."""
    note(Path(folder), "began")
    time.sleep(1)
    note(Path(folder), "ended")


@task()
def fail() -> None:
    """Raise."""
    raise ChoreFails


@task()
def do_nothing() -> None:
    """Go well."""


@task()
def take_long_by_clock(folder: str, seconds: int) -> None:
    """Begin, take so many seconds, end."""
    note(Path(folder), "began")
    time.sleep(seconds)
    note(Path(folder), "ended")
