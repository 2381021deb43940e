"""A letter of 1 MB of hostile repeats read and sorted, against 1 MB of ordinary text; this build and an older one.

Ours is the slowest repeat of this build, the peer its ordinary letter: the aim is twice as long. The second figure is
the slowest repeat of the older build beside ours (`DUEREGARD_BENCH_BEFORE`, a commit). Everything is in milliseconds of
processor, the best of three.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from bench.figures import Figure
from bench.filing import HERE, older_build

BEFORE = "c21eca43"  # the rules of mail have the rooms that the side imports since then


def run() -> list[Figure]:
    """Return the slowest repeats as plain text and as HTML."""
    figures = []
    with older_build(BEFORE) as (before, libraries):
        for kind in ("plain", "html"):
            ours, theirs = _times(HERE, "", kind), _times(before, libraries, kind)
            ordinary, (slowest, piece) = ours.pop("ordinary"), max((each, name) for name, each in ours.items())
            theirs.pop("ordinary")
            was, was_piece = max((each, name) for name, each in theirs.items())
            of = "HTML" if kind == "html" else "text"
            figures += [
                Figure(f"mail: 1 MB of hostile {of} ({piece}) against ordinary {of}", slowest, ordinary, "ms", 2),
                Figure(f"mail: 1 MB of hostile {of}, against the build before ({was_piece})", slowest, was, "ms", None),
            ]
    return figures


def _times(tree: Path, libraries: str, kind: str) -> dict[str, float]:
    side = [sys.executable, str(HERE / "bench" / "hostile_side.py"), kind]
    path = os.pathsep.join(filter(None, (str(tree), libraries)))
    done = subprocess.run(side, cwd=tree, env={**os.environ, "PYTHONPATH": path}, stdout=subprocess.PIPE, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found
