"""Which pages of a document of 900 kB hold what somebody typed, sixty words of it; by this build and by an older one.

The document is one page, the worst case, with the dates, sections and figures of a letter. Ours and the older build's
(`DUEREGARD_BENCH_BEFORE`, a commit) are milliseconds of processor, the best of three.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from bench.figures import Figure
from bench.filing import HERE, older_build

KINDS = {"every word there": "present", "none there, any will do": "absent"}


def run() -> list[Figure]:
    """Return a figure for each kind of question."""
    with older_build() as (before, libraries):
        ours, theirs = _times(HERE, ""), _times(before, libraries)
    return [
        Figure(f"search: 60 words in a document of 900 kB, {says}", ours[kind], theirs[kind], "ms", 0.1)
        for says, kind in KINDS.items()
    ]


def _times(tree: Path, libraries: str) -> dict[str, float]:
    path = os.pathsep.join(filter(None, (str(tree), libraries)))
    side = [sys.executable, str(HERE / "bench" / "words_in_document_side.py")]
    environment = {**os.environ, "PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(side, cwd=tree, env=environment, stdout=subprocess.PIPE, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found
