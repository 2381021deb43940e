"""The child process that prints an area sheet under limits: no Django, no network, no fonts of this machine.

It reads JSON from standard input and writes the PDF to standard output. A sheet of more than one page is an error here.
"""

from __future__ import annotations

import io
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
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
PROCESSOR_SECONDS = 40
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
    content = make(json.loads(sys.stdin.buffer.read()))
    with pikepdf.open(io.BytesIO(content)) as made:
        if len(made.pages) != 1:
            raise SystemExit(f"The sheet has {len(made.pages)} pages.")
    sys.stdout.buffer.write(content)


def make(facts: dict[str, Any]) -> bytes:
    """Return one PDF/UA-1, the same bytes for the same facts."""
    square = qr_square(facts["address"])
    asked = {**facts, "square": SQUARE.format(size=square.size, path=square.path)}
    made: bytes = typst.compile(
        str(FOLDER / "sheet.typ"),
        root=str(FOLDER),
        ignore_system_fonts=True,
        font_paths=[],
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"sheet": json.dumps(asked)},
        timestamp=datetime.fromisoformat(facts["iso"]).replace(tzinfo=UTC),
    )
    return made


if __name__ == "__main__":
    main()
