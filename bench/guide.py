"""The guide: all its prints against WeasyPrint making the A4 alone, and two versions of the whole compared.

WeasyPrint is installed into a temporary folder for the run; where that cannot be, its line is left out, and it is said.
"""

import difflib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.figures import Figure
from bench.site import make_site, manage

TIMES = 5
EVERY_FORM = ["a4", "a5", "booklet", "large", "card", "poster", "epub", "text"]


def run() -> Iterator[Figure]:
    """Measure prints and comparisons of the shipped guide."""
    make_site()
    manage("pack", "install", "-v0")
    from django.utils import timezone  # noqa: PLC0415 (a site must be made first)

    from dueregard.parts.guide.actions.take_up import take_up_sections  # noqa: PLC0415
    from dueregard.parts.guide.gateways.typesetter import make_forms, square  # noqa: PLC0415
    from dueregard.parts.guide.queries.printing import guide_value, printable_sections  # noqa: PLC0415
    from dueregard.parts.guide.queries.sections import numbered  # noqa: PLC0415
    from dueregard.rules.guide.passage_ids import Numbered  # noqa: PLC0415
    from dueregard.rules.guide.text_diff import diff_passages  # noqa: PLC0415

    take_up_sections(by=None, now=timezone.now())
    sections = printable_sections()
    guide = guide_value(sections, square("https://northport.example/"))
    ours = _seconds(lambda: make_forms(EVERY_FORM, guide), times=1)
    peer = _weasyprint(guide)
    if peer:
        name = "all eight prints of the guide, child process and all, against WeasyPrint making A4 alone"
        yield Figure(name, 60 / ours, 60 / peer, "a minute", 1.0)
    old = [numbered(one) for one in sections]
    new = [[Numbered(one.id, _changed(at, one.words)) for at, one in enumerate(each)] for each in old]
    mine = _seconds(lambda: [diff_passages(a, b) for a, b in zip(old, new, strict=True)], times=TIMES)
    plain = _seconds(lambda: _by_lines(old, new), times=TIMES)
    name = "two versions of the whole guide, word by word, against difflib.ndiff"
    yield Figure(name, 1 / mine, 1 / plain, "a second", None)


def _changed(at: int, words: str) -> str:
    """Return every third passage with a word more and a word less."""
    return f"{words.rpartition(' ')[0]} now indeed" if at % 3 == 0 else words


def _by_lines(old: list[list[Any]], new: list[list[Any]]) -> list[list[str]]:
    pairs = zip(old, new, strict=True)
    return [list(difflib.ndiff([one.words for one in a], [one.words for one in b])) for a, b in pairs]


def _seconds(work: Callable[[], object], *, times: int) -> float:
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return min(found)


def _weasyprint(guide: dict[str, Any]) -> float:
    """Return how long WeasyPrint takes for the same words on A4, tagged; 0 where it cannot be had."""
    from dueregard.parts.guide.gateways.book import section_page  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--target", folder, "weasyprint"]
        if subprocess.run(install, capture_output=True, check=False).returncode:
            print("WeasyPrint cannot be installed here, so its line is left out.")
            return 0.0
        body = "".join(
            section_page(one, guide).partition("<body>")[2].partition("</body>")[0] for one in guide["sections"]
        )
        (place / "in.html").write_text(f"<!doctype html><html lang=en><meta charset=utf-8><title>x</title>{body}")
        program = "import json,sys,time\nsys.path.insert(0,sys.argv[1])\nbegun=time.perf_counter()\nimport weasyprint\n"
        program += "weasyprint.HTML(sys.argv[1]+'/in.html').write_pdf(sys.argv[1]+'/out.pdf',pdf_variant='pdf/ua-1')\n"
        program += "print(json.dumps(time.perf_counter()-begun))"
        done = subprocess.run([sys.executable, "-c", program, folder], capture_output=True, check=False, text=True)
        if done.returncode:
            print(f"WeasyPrint does not run here, so its line is left out: {done.stderr.strip().splitlines()[-1]}")
            return 0.0
        return float(json.loads(done.stdout.splitlines()[-1]))
