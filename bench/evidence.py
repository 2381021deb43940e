"""Documents received and read one after the other in one worker: its memory at the end against that after a tenth.

`BENCH_DOCUMENTS` says how many (10,000). What reading itself costs is the bench of the readers.
"""

import os
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.figures import Figure
from bench.site import make_site

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PAGE = os.sysconf("SC_PAGE_SIZE")
AT_ONCE = 100


def run() -> list[Figure]:
    """Return the worker's memory, flat or not, and how many small documents it receives and reads a second."""
    make_site()
    count = int(os.environ.get("BENCH_DOCUMENTS", "10000"))
    first, last, rate = _read_all(count)
    words = f"{count:,} documents received and read"
    return [
        Figure(f"{words}: memory at the end, against after a tenth", last, first, "MB", 1.05),
        Figure(f"{words}, against ten a second", rate, 10, "documents/s", 1),
    ]


def _read_all(count: int) -> tuple[float, float, float]:
    from dueregard.records.evidence.actions.read_document import read_document  # noqa: PLC0415 -- Django is set up now
    from dueregard.records.evidence.models import Document, Reading  # noqa: PLC0415
    from tests.people import make_cast  # noqa: PLC0415
    from tests.records.evidence.arriving import receive  # noqa: PLC0415

    group = make_cast().northport
    began, first = time.perf_counter(), 0.0
    for start in range(0, count, AT_ONCE):
        for number in range(start, min(start + AT_ONCE, count)):
            document = receive(group, f"Minutes of meeting {number}.\n".encode() + b"The risk is low. " * 100)
            read_document(pk=document.pk, worker="bench", clock=lambda: datetime.now(tz=UTC))
        if not first and start + AT_ONCE >= count // 10:
            first = _megabytes()
    seconds = time.perf_counter() - began
    read = Document.objects.filter(reading=Reading.READ).count()
    if read != count:
        raise RuntimeError(f"{read} of {count} were read")
    return first, _megabytes(), count / seconds


def _megabytes() -> float:
    """Return how much memory this process has now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE / 1_000_000
