"""Public pages for fifty visitors at once at 45,000 bodies, made anew and kept ready, against a plain view.

The workers of an idle site run beside, so that the database changes all the time, as it does on a real one.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from bench.casework import BODIES
from bench.casework import _fill as fill_cases
from bench.crowd import Seen, crowd
from bench.demands import MANY
from bench.demands import _more as more_demands
from bench.figures import Figure
from bench.site import busy_with_nothing, make_site, manage, served

AIM = 0.5
PLAIN = "/robots.txt"
SIGNATORIES = 60
MANY_QUESTIONS = {"DUEREGARD_API_PER_MINUTE": "10000000"}  # all fifty are one address
# Nobody may find out from its pace whether somebody asked for it, so these are made afresh each time.
NEVER_KEPT: dict[str, float | None] = {"help": None, "a section for somebody in danger": None, "a search": 0.1}
SEARCHED = ("referrals", "my child was asked questions", "what is prevent", "leeds", "training of staff", "section 40")


def run() -> Iterator[Figure]:
    """Return each page's rate and slowest hundredth beside the plain view's, and the wrong answers of all."""
    make_site()
    manage("areas", "starter")
    manage("pack", "install", "-v0")
    pages = _fill()
    manage("index", "rebuild")
    with busy_with_nothing(), served(**MANY_QUESTIONS, DUEREGARD_READY_MEGABYTES="0") as port:
        anew = _seen(port, pages)
    with busy_with_nothing(), served(**MANY_QUESTIONS) as port:
        kept = _seen(port, pages)
    for name in pages:
        aim = NEVER_KEPT.get(name, AIM)
        yield Figure(f"{name}, made anew, against a plain view", anew[name].rate, anew["plain"].rate, "pages/s", None)
        yield Figure(f"{name}, kept ready, the same", kept[name].rate, kept["plain"].rate, "pages/s", aim)
        yield Figure(f"{name}: slowest hundredth, kept, against made anew", kept[name].p99, anew[name].p99, "ms", None)
    yield Figure("plain view: slowest hundredth", kept["plain"].p99, anew["plain"].p99, "ms", None)
    wrong = sum(seen.wrong for seen in [*anew.values(), *kept.values()])
    yield Figure("answers that were not 200, and those allowed", wrong, 1, "answers", None)


def _seen(port: int, pages: dict[str, list[str]]) -> dict[str, Seen]:
    return {name: crowd(port, paths) for name, paths in {"plain": [PLAIN], **pages}.items()}


def _fill() -> dict[str, list[str]]:
    from django.urls import reverse  # noqa: PLC0415 -- Django is set up only now
    from django.utils import timezone  # noqa: PLC0415

    from dueregard.parts.guide.actions.take_up import take_up_sections  # noqa: PLC0415
    from dueregard.records.areas.models import Area  # noqa: PLC0415
    from tests.parts.pledge.builders import make_listed  # noqa: PLC0415

    take_up_sections(by=None, now=timezone.now())
    bodies, cases, _, person = fill_cases()
    first: Any = more_demands(bodies, person, MANY)
    for number in range(SIGNATORIES):
        asked_at = timezone.now() - timedelta(days=SIGNATORIES - number)  # in an hour only so many are let in
        make_listed(person, name=f"Staff branch {number}", domain=f"branch-{number}.example", now=asked_at)
    public = next(case for case in cases if case.is_public)
    area = Area.objects.filter(slug="leeds").first() or Area.objects.earliest("pk")
    return {
        "home": ["/"],
        "a body's page": [bodies[0].get_absolute_url()],
        f"a hundred bodies of {BODIES:,} in turn": [one.get_absolute_url() for one in bodies[: BODIES : BODIES // 100]],
        "the register's list": ["/bodies/"],
        "a case": [reverse("foi:public_case", args=[public.pk])],
        "the list of cases": ["/requests/"],
        "a section of the guide": ["/guide/non-cooperation/"],
        "a section for somebody in danger": ["/guide/approached/"],
        "the map": ["/areas/"],
        "an area": [f"/areas/{area.slug}/"],
        "the list of demands": ["/demands/"],
        "a demand": [first.public_path()],
        "the pledge and its list": ["/pledge/"],
        "the API, a page of bodies": ["/api/v1/bodies"],
        "the API, one body": [f"/api/v1/bodies/{bodies[0].slug}"],
        "help": ["/help/"],
        "a search": [f"/search/?{urlencode({'q': words})}" for words in SEARCHED],
    }
