"""The child process that prints certificates and badges under limits: no Django, no network.

It reads a JSON object from standard input: `form` (pdf or png) and `values`, and answers with the bytes of the file.
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

FOLDER = Path(__file__).parent / "typeset"
MEMORY_BYTES = 3 << 30  # of addresses
PROCESSOR_SECONDS = 25
DOTS = 144.0  # an inch: two for each of the badge's pixels


def main() -> None:
    """Print what is asked for."""
    set_limits(memory=MEMORY_BYTES, open_files=256, file_bytes=1 << 28)
    die_with_parent()
    cut_network()
    allow_more_processor_time(PROCESSOR_SECONDS)
    order = json.loads(sys.stdin.buffer.read())
    inputs = {"values": json.dumps(order["values"])}
    if order["form"] == "pdf":
        printer = typst.Compiler(str(FOLDER / "certificate.typ"), root=str(FOLDER))
        made = printer.compile(format="pdf", pdf_standards=["ua-1"], sys_inputs=inputs)
    else:
        printer = typst.Compiler(str(FOLDER / "badge.typ"), root=str(FOLDER))
        made = printer.compile(format="png", ppi=DOTS, sys_inputs=inputs)
    assert isinstance(made, bytes)  # one page
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
