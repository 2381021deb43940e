"""The child process that makes the PDFs of the guide under limits: no Django, no network, no fonts of this machine.

It reads JSON (the forms wanted, the guide) and answers for each with a line (form, length), then its bytes.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from dueregard.foundation.work.gateways.limits import (
    allow_more_processor_time,
    cut_network,
    die_with_parent,
    set_limits,
)
from dueregard.parts.guide.gateways.book import make_epub
from dueregard.parts.guide.gateways.imposing import impose
from dueregard.parts.guide.gateways.plain import make_text

FOLDER = Path(__file__).parent / "typeset"
TEMPLATES = {"a4": "guide", "a5": "guide", "large": "guide", "card": "card", "poster": "poster"}
BOOKS = {"epub": make_epub, "text": make_text}
MEMORY_BYTES = 3 << 30  # of addresses; what is used stays below 300 MB
PROCESSOR_SECONDS = 120


def main() -> None:
    """Make what is asked for."""
    set_limits(memory=MEMORY_BYTES, open_files=64, file_bytes=1 << 28)
    die_with_parent()
    cut_network()
    allow_more_processor_time(PROCESSOR_SECONDS)
    asked = json.loads(sys.stdin.buffer.read())
    made: dict[str, bytes] = {}
    for form in asked["forms"]:
        if form == "booklet":
            content = impose(made.get("a5") or make("a5", asked["guide"]))
        elif form in BOOKS:
            content = BOOKS[form](asked["guide"])
        else:
            content = made[form] = make(form, asked["guide"])
        sys.stdout.buffer.write(json.dumps([form, len(content)]).encode() + b"\n" + content)


def make(form: str, guide: dict[str, Any]) -> bytes:
    """Return one PDF/UA-1, the same bytes for the same guide."""
    made: bytes = typst.compile(
        str(FOLDER / f"{TEMPLATES[form]}.typ"),
        root=str(FOLDER),
        ignore_system_fonts=True,
        font_paths=[],
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"guide": json.dumps(guide), "form": form},
        timestamp=datetime.fromisoformat(guide["made_at"]).astimezone(UTC),
    )
    return made


if __name__ == "__main__":
    main()
