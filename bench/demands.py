"""Pages of demands at 45,000 bodies, with 400 demands and again with 4,000, against a plain view on the same server."""

from datetime import date, timedelta
from typing import Any

from bench.casework import BODIES, MOST_QUERIES, NOW
from bench.figures import Figure
from bench.site import make_site, rate, served

FEW, MANY = 400, 4_000
ASKED = date(2026, 1, 10)
OUTCOMES = ("", "nothing", "promise", "partial", "full")
METHODS = ("letter", "petition", "motion", "meeting")


def run() -> list[Figure]:
    """Return each page's rate against a plain view's on the same server, its growth, and its queries."""
    make_site()
    bodies, person, cookie = _fill()
    first = _more(bodies, person, FEW)
    public = {
        "public list": "/demands/",
        "public list, narrowed and sorted": "/demands/?sort=body&stands=full&method=petition&kind=maintained_school",
        "what worked": "/demands/worked/?kind=maintained_school&nation=england",
        "a demand": first.public_path(),
        "body page": bodies[0].get_absolute_url(),
    }
    desk = {"desk list": "/desk/demands/"}
    few = _rates(public, desk, cookie)
    _more(bodies, person, MANY - FEW)
    many = _rates(public, desk, cookie)
    paths = public | desk
    figures = [
        Figure(f"{name} at {MANY:,} demands, against a plain view", many[name], many["plain"], "pages/s", None)
        for name in paths
    ]
    figures += [Figure(f"{name}: {MANY:,} against {FEW:,}", many[name], few[name], "pages/s", 0.9) for name in paths]
    figures += [
        Figure(f"{name}: queries, against the limit", _queries(path, person if name in desk else None), MOST_QUERIES,
               "queries", 1.0)
        for name, path in paths.items()
    ]  # fmt: skip
    return figures


def _rates(public: dict[str, str], desk: dict[str, str], cookie: str) -> dict[str, float]:
    with served(DUEREGARD_READY_MEGABYTES="0") as port:  # each page is made, as for people who are signed in
        return {
            "plain": rate(port, "/robots.txt"),
            **{name: rate(port, path) for name, path in public.items()},
            **{name: rate(port, path, cookie=cookie) for name, path in desk.items()},
        }


def _fill() -> tuple[list[Any], Any, str]:
    from dueregard.records.bodies.models import Body  # noqa: PLC0415 -- Django is set up only now
    from tests.people import make_cast  # noqa: PLC0415
    from tests.sessions import sign_in  # noqa: PLC0415

    cast = make_cast()
    bodies = Body.objects.bulk_create(
        (
            Body(
                slug=f"body-{n}",
                name=f"Body {n} of Northport",
                kind="maintained_school",
                nation="england",
                added_at=NOW,
                changed_at=NOW,
            )
            for n in range(BODIES)
        ),
        batch_size=1000,
    )
    return bodies, cast.asha, f"sessionid={sign_in(cast.asha).cookies['sessionid'].value}"


def _more(bodies: list[Any], person: Any, count: int) -> Any:
    """Make public demands, each with an action, an answer and mostly an outcome; returns the first."""
    from dueregard.parts.tracker.models import Demand, DemandLine  # noqa: PLC0415

    group = person.memberships.get().group
    made = Demand.objects.bulk_create((_demand(group, bodies, person, n) for n in range(count)), batch_size=500)
    lines = []
    for n, one in enumerate(made):
        said = [("action", METHODS[n % 4]), ("response", "governors")]
        said += [("outcome", one.outcome)] if one.outcome else []
        lines += [
            DemandLine(
                record=one, kind=kind, code=code, on=ASKED + timedelta(days=20 * at), words="It was said on paper.",
                is_public=True, shown_at=NOW, made_by=person, made_at=NOW,
            )
            for at, (kind, code) in enumerate(said, 1)
        ]  # fmt: skip
    DemandLine.objects.bulk_create(lines, batch_size=500)
    return made[0]


def _demand(group: Any, bodies: list[Any], person: Any, n: int) -> Any:
    from dueregard.parts.tracker.models import Demand  # noqa: PLC0415

    outcome, last = OUTCOMES[n % len(OUTCOMES)], ASKED + timedelta(days=60 + n % 200)
    on = last if outcome else None
    return Demand(
        group=group, body=bodies[n * 7 % len(bodies)], title=f"Publish assessment {n}", asked_by="a staff branch",
        demanded_on=ASKED, last_on=last, shown_last_on=last, outcome=outcome, shown_outcome=outcome, outcome_on=on,
        shown_outcome_on=on, response="governors", shown_response="governors", is_public=True, published_at=NOW,
        made_by=person, made_at=NOW,
    )  # fmt: skip


def _queries(path: str, person: Any) -> float:
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from tests.sessions import sign_in  # noqa: PLC0415

    client = sign_in(person) if person else Client()
    client.get(path, headers={"host": "localhost"})
    with CaptureQueriesContext(connection) as queries:
        client.get(path, headers={"host": "localhost"})
    return float(len(queries))
