"""Pages at 45,000 bodies, with 10,000 cases and again with 100,000, against a plain view on the same server."""

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bench.figures import Figure
from bench.site import make_site, rate, served

BODIES, FEW, MANY = 45_000, 10_000, 100_000
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MOST_QUERIES = 12.0


def run() -> list[Figure]:
    """Return each page's rate against a plain view's on the same server, its growth, and its queries."""
    make_site()
    bodies, cases, cookie, person = _fill()
    paths = {
        "case page": cases[0].get_absolute_url(),
        "body page": bodies[0].get_absolute_url(),
        "desk": "/desk/",
        "overdue list": "/desk/requests/?view=overdue",
        "public list": "/requests/",
    }
    few = _rates(paths, cookie)
    _more_cases(bodies, cases[0].campaign, MANY - FEW)
    many = _rates(paths, cookie)
    figures = [
        Figure(f"{name} at {MANY:,} cases, against hello world", many[name], many["hello"], "pages/s", None)
        for name in paths
    ]
    figures += [
        Figure(f"{name}: {MANY:,} cases against {FEW:,}", many[name], few[name], "pages/s", 0.9) for name in paths
    ]
    figures += [
        Figure(f"{name}: queries, against the limit", _queries(path, person), MOST_QUERIES, "queries", 1.0)
        for name, path in paths.items()
    ]
    return figures


def _rates(paths: dict[str, str], cookie: str) -> dict[str, float]:
    with served() as port:
        return {
            "hello": rate(port, "/robots.txt"),
            **{name: rate(port, path, cookie=cookie) for name, path in paths.items()},
        }


def _fill() -> tuple[list[Any], list[Any], str, Any]:
    from dueregard.parts.foi.models import Campaign  # noqa: PLC0415
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
    campaign = Campaign.objects.create(
        group=cast.northport, title="Plans", subject="Plans", questions="Please send the plan.", created_at=NOW
    )
    cases = _more_cases(bodies, campaign, FEW)
    cookie = sign_in(cast.asha).cookies["sessionid"].value
    return bodies, cases, f"sessionid={cookie}", cast.asha


def _more_cases(bodies: list[Any], campaign: Any, count: int) -> list[Any]:
    """Make cases, each with a request and a reply; a campaign asks a body once, so there are as many as are needed."""
    from dueregard.parts.foi.models import Campaign, Case, CaseEvent, Correspondence  # noqa: PLC0415

    made: list[Any] = []
    while len(made) < count:
        batch = min(count - len(made), len(bodies))
        one = (
            campaign
            if not made and not campaign.cases.exists()
            else Campaign.objects.create(
                group=campaign.group, title="Plans", subject="Plans", questions="Please send the plan.", created_at=NOW
            )
        )
        made += Case.objects.bulk_create(
            (_case(one, body, n) for n, body in enumerate(bodies[:batch])), batch_size=1000
        )
    Correspondence.objects.bulk_create(
        (
            Correspondence(
                case=case,
                direction=direction,
                step=step,
                at=NOW,
                subject="Plans",
                text="Dear all,\n" * 40,
                created_at=NOW,
            )
            for case in made
            for direction, step in (("out", "request"), ("in", ""))
        ),
        batch_size=1000,
    )
    CaseEvent.objects.bulk_create(
        (CaseEvent(case=case, kind="request_received", on=date(2026, 10, 22), recorded_at=NOW) for case in made),
        batch_size=1000,
    )
    return made


def _case(campaign: Any, body: Any, number: int) -> Any:
    from dueregard.parts.foi.models import Case  # noqa: PLC0415

    due_on = date(2026, 11, 1) + timedelta(days=number % 90)
    due = {
        "what": "They must answer by",
        "on": due_on.isoformat(),
        "not_before": None,
        "steps": ["Day 0."] * 3,
        "source": "FOIA",
        "rests_on": "statute",
    }
    return Case(
        campaign=campaign,
        group=campaign.group,
        body=body,
        token=uuid.uuid4().hex,
        law="foia",
        created_at=NOW,
        phase="waiting",
        turn="theirs",
        due_on=due_on,
        standing={"says": "Waiting", "due": due, "also": [], "no_date": ""},
        sent_on=date(2026, 10, 22),
        last_at=NOW,
        is_public=number % 50 == 0,
        published_at=NOW if number % 50 == 0 else None,
    )


def _queries(path: str, person: Any) -> float:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from tests.sessions import sign_in  # noqa: PLC0415

    client = sign_in(person)
    client.get(path, headers={"host": "localhost"})
    with CaptureQueriesContext(connection) as caught:
        client.get(path, headers={"host": "localhost"})
    return float(len(caught))
