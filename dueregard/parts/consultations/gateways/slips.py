"""Has the slips of a consultation printed by a limited process: one code on each, and a square that opens the page."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import dueregard

SECONDS = 300.0
MODULE = "dueregard.parts.consultations.gateways.slips_child"


_NO_LETTER = re.compile(r'the text `"(.+?)"` could not be displayed')


class CannotPrint(Exception):
    """The slips could not be made; the message says why, as far as the process said."""


class NoFontFor(CannotPrint):
    """We have no font for a letter of the question or the group's name; the message is that letter."""


def print_slips(facts: dict[str, Any], slips: Sequence[dict[str, str]]) -> bytes:
    """Return a PDF with eight slips on a page, to cut apart. Raises: CannotPrint, NoFontFor"""
    root = str(Path(dueregard.__file__).resolve().parent.parent)
    environment = {"PYTHONPATH": ":".join([root, *filter(None, sys.path)]), "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2"}
    try:
        done = subprocess.run(  # noqa: S603 (a module of our own)
            [sys.executable, "-B", "-m", MODULE],
            input=json.dumps({**facts, "slips": list(slips)}).encode(),
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
        if said and (letter := _NO_LETTER.search(said[-1])):
            raise NoFontFor(letter[1])
        raise CannotPrint(said[-1] if said else f"The process ended with {done.returncode}.")
    return done.stdout
