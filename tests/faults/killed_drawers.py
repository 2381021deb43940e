"""Draws every file of a folder that has no drawing yet, and says when it begins one; it is there to be killed.

What could not be drawn because LibreOffice was killed is tried again, as a worker's task is.

Usage: python -m tests.faults.killed_drawers FOLDER WALLS
"""

import sys
from pathlib import Path

from dueregard.records.evidence.gateways.drawing import NotDrawn, close_engine, draw
from dueregard.records.evidence.gateways.drawing_engine import engine
from dueregard.rules.documents.kinds import Kind


def main() -> None:
    """Draw until nothing is left."""
    folder = Path(sys.argv[1])
    engine.walls, engine.modes = sys.argv[2] == "walls", ("warm",)
    while waiting := [file for file in sorted(folder.glob("*.rtf")) if not file.with_suffix(".pdf").exists()]:
        print(waiting[0].name, flush=True)  # noqa: T201
        try:
            draw(waiting[0], Kind.RTF, waiting[0].with_suffix(".pdf"))
        except NotDrawn as refused:
            if refused.reason != "failed" and refused.detail != "SIGKILL":
                raise
    close_engine()


if __name__ == "__main__":
    main()
