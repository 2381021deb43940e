"""Has the certificate and the badge's picture made by a limited process; what cannot be printed, it says."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

import dueregard

PDF, PNG = "application/pdf", "image/png"
SECONDS = 30.0
WAIT_SECONDS = 15.0  # for one of the places below
AT_ONCE = 2  # visitors need no account: more processes than this would take the machine from everyone else
MODULE = "dueregard.parts.pledge.gateways.printing_child"
_PLACES = threading.BoundedSemaphore(AT_ONCE)


class CannotPrint(Exception):
    """No file could be made; the message is a sentence for whoever asked."""


def as_pdf(values: Mapping[str, object]) -> bytes:
    """Return the certificate as a tagged PDF. Raises: CannotPrint"""
    return _made({"form": "pdf", "values": dict(values)})


def as_png(values: Mapping[str, object]) -> bytes:
    """Return the badge as PNG, twice as many dots as it is wide. Raises: CannotPrint"""
    return _made({"form": "png", "values": dict(values)})


def _made(order: Mapping[str, object]) -> bytes:
    if not _PLACES.acquire(timeout=WAIT_SECONDS):
        raise CannotPrint("Many people are making files just now. Try again in a minute.")
    try:
        done = _asked(order)
    except subprocess.TimeoutExpired as late:
        raise CannotPrint("Making the file took too long. Try again in a minute, or take the SVG badge.") from late
    finally:
        _PLACES.release()
    if done.returncode:
        raise CannotPrint("The file could not be made. Perhaps a name has a letter for which we have no font.")
    return done.stdout


def _asked(order: Mapping[str, object]) -> subprocess.CompletedProcess[bytes]:
    root = str(Path(dueregard.__file__).resolve().parent.parent)
    environment = {"PYTHONPATH": ":".join([root, *filter(None, sys.path)]), "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2"}
    return subprocess.run(  # noqa: S603 (a module of our own)
        [sys.executable, "-B", "-m", MODULE],
        input=json.dumps(order).encode(),
        capture_output=True,
        env=environment,
        cwd="/",
        timeout=SECONDS,
        check=False,
        start_new_session=True,
    )
