"""A copy of the public site against Django's test client asking for the same pages: pages a second of processor time.

The copy also turns every link, writes and hashes every file, and puts the search's index together. Both are done twice
and the better time counts: the first loads the code and the templates. No page is kept ready for either.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from io import StringIO
from pathlib import Path

from bench.figures import Figure
from bench.site import make_site, manage

AIM = 0.8
BODIES = 60
TURNS = 2
COPIED = 4  # documents, each with its pages and their pictures


def run() -> Iterator[Figure]:
    """Return the rate of a whole copy beside the client's."""
    os.environ["DUEREGARD_READY_MEGABYTES"] = "0"
    make_site()
    manage("pack", "install", "-v0")
    _fill()
    from dueregard.website.gateways.copying import Copying  # noqa: PLC0415 -- Django is set up only now

    asked: list[str] = []
    finish = Copying.finish

    def finish_and_tell(copying: Copying) -> object:
        asked[:] = [path for path in copying.done if path not in copying.report.missing]
        return finish(copying)

    Copying.finish = finish_and_tell  # type: ignore[method-assign, assignment]
    with tempfile.TemporaryDirectory() as folder:
        copied = [_seconds(partial(_copy, Path(folder) / str(turn))) for turn in range(TURNS)]
    rendered = [_seconds(partial(_ask, asked)) for _ in range(TURNS)]
    yield Figure(
        f"{len(asked):,} addresses copied, against the client",
        len(asked) / min(copied),
        len(asked) / min(rendered),
        "pages/s",
        AIM,
    )


def _seconds(work: Callable[[], None]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _copy(folder: Path) -> None:
    from django.core.management import call_command  # noqa: PLC0415

    call_command("export", "site", str(folder), stdout=StringIO(), stderr=StringIO())


def _ask(paths: list[str]) -> None:
    from django.test import Client  # noqa: PLC0415

    client = Client(headers={"host": "localhost"})
    for path in paths:
        answer = client.get(path)
        _ = b"".join(answer) if answer.streaming else answer.content  # type: ignore[arg-type]
        if answer.status_code >= 400:
            raise RuntimeError(f"{path} answered {answer.status_code}")


def _fill() -> None:
    from django.utils import timezone  # noqa: PLC0415
    from django.utils.text import slugify  # noqa: PLC0415

    from dueregard.parts.guide.actions.take_up import take_up_sections  # noqa: PLC0415
    from tests.builders import make_body  # noqa: PLC0415
    from tests.builders_evidence import make_document, make_public_copy  # noqa: PLC0415
    from tests.people import make_cast  # noqa: PLC0415

    take_up_sections(by=None, now=timezone.now())
    cast = make_cast()
    bodies = [make_body(f"School number {number}", slug=slugify(f"School number {number}")) for number in range(BODIES)]
    for number in range(COPIED):
        original = make_document(cast.northport, title=f"Plan {number}", body=bodies[number])
        make_public_copy(original, f"The plan of school {number} names no owner.", title=f"Plan {number}")
