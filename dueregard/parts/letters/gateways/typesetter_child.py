"""The child process that prints motions and letters under limits: no Django, no network.

It reads a JSON list from standard input and answers each letter with a line (its length), then its bytes. Fonts of this
machine are used where our own lack a letter, so that as many names as possible can be printed.
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

FOLDER = Path(__file__).parent / "blank"
MEMORY_BYTES = 3 << 30  # of addresses
PROCESSOR_SECONDS = 50


def main() -> None:
    """Print what is asked for."""
    set_limits(memory=MEMORY_BYTES, open_files=256, file_bytes=1 << 28)
    die_with_parent()
    cut_network()
    allow_more_processor_time(PROCESSOR_SECONDS)
    printer = typst.Compiler(str(FOLDER / "letter.typ"), root=str(FOLDER))
    for letter in json.loads(sys.stdin.buffer.read()):
        made = printer.compile(format="pdf", pdf_standards=["ua-1"], sys_inputs={"letter": json.dumps(letter)})
        assert isinstance(made, bytes)  # one PDF, not a picture of each page
        sys.stdout.buffer.write(f"{len(made)}\n".encode() + made)


if __name__ == "__main__":
    main()
