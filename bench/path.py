"""The branch path: the page to read and a group's own, walked half-way, against a plain view; and their queries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bench.casework import MOST_QUERIES
from bench.demands import _queries
from bench.figures import Figure
from bench.site import make_site, manage, rate, served

AIM = 0.15
WALKED, ASKED = 4, 12


def run() -> Iterator[Figure]:
    """Measure both pages on a site with the shipped campaign; kept pages are made each time here."""
    make_site()
    manage("pack", "install", "-v0")
    own, cookie, person = _walked()
    pages = {"the path to read": ("/branch/branch/", ""), "a group's own path": (own, cookie)}
    with served(DUEREGARD_READY_MEGABYTES="0") as port:
        plain = rate(port, "/robots.txt")
        for name, (path, session) in pages.items():
            yield Figure(f"{name}, against a plain view", rate(port, path, cookie=session), plain, "pages/s", AIM)
    with served() as port:
        plain = rate(port, "/robots.txt")
        yield Figure("the path to read, kept ready, the same", rate(port, "/branch/branch/"), plain, "pages/s", AIM)
    for name, (path, session) in pages.items():
        yield Figure(f"{name}: queries, against the limit", _queries(path, person if session else None), MOST_QUERIES,
                     "queries", 1.0)  # fmt: skip


def _walked() -> tuple[str, str, object]:
    """Return the address of a path with steps taken and things asked, a session's cookie, and whose it is."""
    from dueregard.parts.branch.models import Ask  # noqa: PLC0415 -- Django is set up only now
    from dueregard.rules.branch.steps import Code  # noqa: PLC0415
    from tests.builders import make_body  # noqa: PLC0415
    from tests.parts.branch.builders import start  # noqa: PLC0415
    from tests.people import make_cast  # noqa: PLC0415
    from tests.sessions import sign_in  # noqa: PLC0415

    cast = make_cast()
    made = start(cast, make_body("University of Northport"))
    for number, code in enumerate(list(Code)[:WALKED]):
        made.steps.filter(code=code).update(done_on=date(2026, 9, 8) + timedelta(days=7 * number))
    Ask.objects.bulk_create(Ask(path=made, order=at, text=f"Publish assessment {at}") for at in range(ASKED))
    return made.get_absolute_url(), f"sessionid={sign_in(cast.asha).cookies['sessionid'].value}", cast.asha
