"""Has a page drawn by a limited process, once; afterwards its picture is taken from the store.

Who may see it is decided by the caller. A page that cannot be drawn is not tried again for a while.
"""

import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from io import UnsupportedOperation
from typing import BinaryIO

from django.core.cache import cache

from dueregard.foundation.files.gateways import made, store
from dueregard.foundation.work.gateways.disk import says_full
from dueregard.foundation.work.gateways.limited_child import start_child
from dueregard.rules.documents.picture_kinds import WIDTHS

MADE_BY = "picture 3"  # change it when pictures are drawn otherwise: earlier ones are then made anew
CHILD = "dueregard.records.evidence.gateways.picture_child"
SECONDS = 60.0  # on a busy machine; the processor time is limited by the child itself
# A visitor who asks for many pages at once must not take the whole machine.
AT_ONCE = 2
SECONDS_TO_WAIT = 20.0
FORGET_FAILURE_AFTER = 900
_turns = threading.BoundedSemaphore(AT_ONCE)


class NoPicture(Exception):
    """The page cannot be drawn."""


class TooBusy(Exception):
    """Too many pages are being drawn at this moment."""


def picture_of(sha256: str, media_type: str, number: int, size: str) -> bytes:
    """Return the picture of a page as WebP. Raises: NoPicture, TooBusy"""
    name = made.name_of(MADE_BY, sha256, media_type, number, WIDTHS[size])
    kept = made.get_made(name)
    if kept is not None:
        return kept
    if cache.get(f"no-picture:{name}"):
        raise NoPicture
    try:
        drawn = asked_of(CHILD, sha256, [media_type, str(number), str(WIDTHS[size])])
    except NoPicture:
        cache.set(f"no-picture:{name}", True, FORGET_FAILURE_AFTER)
        raise
    keep_made(name, drawn)
    return drawn


def keep_made(name: str, drawn: bytes) -> None:
    """Keep what was drawn for the next time. With a full disk it is drawn again then: nobody need wait for it now."""
    try:
        made.put_made(name, drawn)
    except OSError as fault:
        if not says_full(fault):
            raise


def asked_of(child: str, sha256: str, arguments: Sequence[str]) -> bytes:
    """Return what a limited process makes of a kept file, as soon as it is its turn. Raises: NoPicture, TooBusy"""
    if not _turns.acquire(timeout=SECONDS_TO_WAIT):
        raise TooBusy
    try:
        return _asked_now(child, sha256, arguments)
    finally:
        _turns.release()


def _asked_now(module: str, sha256: str, arguments: Sequence[str]) -> bytes:
    try:
        with (
            _real_file(sha256) as file,
            start_child(module, stdin=file.fileno(), stdout=subprocess.PIPE, arguments=arguments) as child,
        ):
            try:
                drawn, _ = child.communicate(timeout=SECONDS)
            except BaseException:
                child.kill()
                raise
    except (FileNotFoundError, subprocess.TimeoutExpired) as reason:
        raise NoPicture from reason
    if child.returncode or not drawn:
        raise NoPicture
    return drawn


@contextmanager
def _real_file(sha256: str) -> Iterator[BinaryIO]:
    """Open the bytes as a file that a child can read. Where the store is another machine, they are fetched first."""
    with store.open_file(sha256) as kept:
        with suppress(UnsupportedOperation, AttributeError):
            kept.fileno()
            yield kept
            return
        with tempfile.TemporaryFile() as here:
            while block := kept.read(1 << 20):
                here.write(block)
            here.seek(0)
            yield here
