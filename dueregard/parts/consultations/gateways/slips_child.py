"""The child process that prints slips under limits: no Django, no network, no fonts of this machine.

It reads JSON from standard input and writes the PDF to standard output.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import typst

from dueregard.foundation.work.gateways.limits import (
    allow_more_processor_time,
    cut_network,
    die_with_parent,
    set_limits,
)
from dueregard.rules.text.qr_square import qr_square

FOLDER = Path(__file__).parent / "typeset"
MEMORY_BYTES = 3 << 30  # of addresses
PROCESSOR_SECONDS = 240
SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
    '<path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/><path d="{path}"/></svg>'
)


def main() -> None:
    """Print what is asked for."""
    set_limits(memory=MEMORY_BYTES, open_files=64, file_bytes=1 << 28)
    die_with_parent()
    cut_network()
    allow_more_processor_time(PROCESSOR_SECONDS)
    asked = json.loads(sys.stdin.buffer.read())
    for slip in asked["slips"]:
        square = qr_square(slip["address"])
        slip["square"] = SQUARE.format(size=square.size, path=square.path)
    sys.stdout.buffer.write(
        typst.compile(
            str(FOLDER / "slips.typ"),
            root=str(FOLDER),
            ignore_system_fonts=True,
            font_paths=[],
            format="pdf",
            pdf_standards=["ua-1"],
            sys_inputs={"slips": json.dumps(asked)},
        )
    )


if __name__ == "__main__":
    main()
