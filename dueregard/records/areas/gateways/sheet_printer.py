"""Has an area sheet printed by a limited process. The same facts are printed once and remembered for a while."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import OrderedDict
from pathlib import Path
from threading import Lock
from typing import Any

import dueregard

SECONDS = 60.0
WAIT_SECONDS = 20.0
REMEMBERED = 64
MODULE = "dueregard.records.areas.gateways.sheet_child"
_turn = Lock()  # one sheet at a time for each process of the site: a crowd of readers prints none of them faster
_made: OrderedDict[str, bytes] = OrderedDict()


class CannotPrint(Exception):
    """The sheet could not be made; the message says why, as far as the process said."""


class Busy(CannotPrint):
    """Others are printing; try again in a moment."""


def print_sheet(facts: dict[str, Any], *, remember: bool) -> bytes:
    """Return a PDF of one page. `remember` what anybody may read, and nothing else. Raises: CannotPrint, Busy"""
    wanted = json.dumps(facts, sort_keys=True)
    if remember and (made := _made.get(wanted)):
        return made
    if not _turn.acquire(timeout=WAIT_SECONDS):
        raise Busy("Other sheets are being printed.")
    try:
        content = _printed(wanted)
    finally:
        _turn.release()
    if remember:
        _made[wanted] = content
        while len(_made) > REMEMBERED:
            _made.popitem(last=False)
    return content


def _printed(wanted: str) -> bytes:
    root = str(Path(dueregard.__file__).resolve().parent.parent)
    environment = {"PYTHONPATH": ":".join([root, *filter(None, sys.path)]), "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2"}
    try:
        done = subprocess.run(  # noqa: S603 (a module of our own)
            [sys.executable, "-B", "-m", MODULE],
            input=wanted.encode(),
            capture_output=True,
            env=environment,
            cwd="/",
            timeout=SECONDS,
            check=False,
            start_new_session=True,
        )
    except subprocess.TimeoutExpired as late:
        raise CannotPrint(f"It took more than {SECONDS:.0f} seconds.") from late
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise CannotPrint(said[-1] if said else f"The process ended with {done.returncode}.")
    return done.stdout
