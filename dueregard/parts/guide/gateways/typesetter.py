"""Has the forms of the guide made by a limited process, and draws the square that leads to what changed."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import qrcode
import qrcode.image.svg

import dueregard

SECONDS = 240.0  # for all forms together, on a machine that has much else to do; a quiet one needs three


class CannotMake(Exception):
    """The forms could not be made; the message says why, as far as the process said."""


def make_forms(forms: Sequence[str], guide: dict[str, Any]) -> dict[str, bytes]:
    """Return the bytes of each form. Raises: CannotMake"""
    # No setting and no secret of the site reaches the child: only where its code lies.
    root = str(Path(dueregard.__file__).resolve().parent.parent)
    environment = {"PYTHONPATH": ":".join([root, *filter(None, sys.path)]), "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2"}
    try:
        done = subprocess.run(
            [sys.executable, "-B", "-m", "dueregard.parts.guide.gateways.typesetter_child"],
            input=json.dumps({"forms": list(forms), "guide": guide}).encode(),
            capture_output=True,
            env=environment,
            cwd="/",
            timeout=SECONDS,
            check=False,
            start_new_session=True,
        )
    except subprocess.TimeoutExpired as late:
        raise CannotMake(f"It took more than {SECONDS:.0f} seconds.") from late
    made = dict(_answers(done.stdout))
    if done.returncode or made.keys() != set(forms):
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise CannotMake(said[-1] if said else f"The process ended with {done.returncode}.")
    return made


def square(address: str) -> str:
    """Return the square that a telephone's camera reads as this address, as SVG."""
    drawn = qrcode.make(address, image_factory=qrcode.image.svg.SvgPathImage, border=2)
    return str(drawn.to_string(encoding="unicode"))


def _answers(content: bytes) -> Iterator[tuple[str, bytes]]:
    answers = io.BytesIO(content)
    while head := answers.readline():
        form, length = json.loads(head)
        yield form, answers.read(length)
