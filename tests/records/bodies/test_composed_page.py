"""The questions of a body's page, composed once, are those that composing them anew would ask, whoever reads it."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from dueregard.foundation.work.gateways.composed import Asked
from dueregard.records.bodies.models import Body
from dueregard.records.groups.models import Membership, Role
from dueregard.rules.law.laws import BodyKind
from tests.builders import make_body
from tests.people import LONG_AGO, Cast
from tests.records.areas.random_answers import draw
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db
COUNCIL = BodyKind.LOCAL_AUTHORITY


@pytest.fixture
def bodies(cast: Cast) -> list[Body]:
    """Make six councils with requests, claims, demands and decisions, some of them public."""
    made = [make_body(f"{name}by Council", kind=COUNCIL) for name in ("Ash", "Elm", "Wood", "Oak", "Rug", "Der")]
    draw(cast, made, today=localdate(), seed=11)
    return made


def test_every_question_is_what_composing_it_anew_would_ask(
    cast: Cast, bodies: list[Body], monkeypatch: pytest.MonkeyPatch
) -> None:
    Membership.objects.create(group=cast.southmoor, person=cast.ben, role=Role.VOLUNTEER, since=LONG_AGO)
    asked: dict[Any, int] = {}
    asks = Asked.all

    def compared(self: Any, *values: Any) -> list[Any]:
        with CaptureQueriesContext(connection) as queries:
            found = asks(self, *values)
            if () not in values:
                assert list(self._build(*values)) == found
        if queries:
            composed_once, anew = (query["sql"] for query in queries)
            assert composed_once == anew
            asked[self] = asked.get(self, 0) + 1
        return found

    monkeypatch.setattr(Asked, "all", compared)
    readers = [Client(), *map(sign_in, (cast.asha, cast.carys, cast.ben, cast.dana))]
    for body in bodies[:3]:
        for reader in readers:
            assert reader.get(body.get_absolute_url()).status_code == 200
    assert sum(times >= 3 for times in asked.values()) >= 25


def test_what_is_composed_for_one_reader_tells_the_next_nothing(cast: Cast, bodies: list[Body]) -> None:
    """Each asks before and after the others and is shown the same; what is a group's own is shown to it alone."""
    readers = {
        "visitor": Client(),
        "asha": sign_in(cast.asha),
        "carys": sign_in(cast.carys),
        "dana": sign_in(cast.dana),
    }
    first = {name: shown(reader, bodies) for name, reader in readers.items()}
    again = {name: shown(reader, bodies) for name, reader in reversed(readers.items())}
    assert again == first
    assert first["visitor"] < first["asha"]
    assert first["asha"] - first["carys"]
    assert first["carys"] - first["asha"]
    assert first["asha"] | first["carys"] <= first["dana"]


def shown(reader: Client, bodies: list[Body]) -> set[str]:
    """Return the titles of the requests and demands that the pages of these bodies hold, with their bodies."""
    found = set()
    for body in bodies:
        context = reader.get(body.get_absolute_url()).context
        for piece in (*context["above"], *context["pieces"]):
            rows = getattr(piece.page, "rows", ()) or getattr(piece.page, "demands", ())
            found |= {f"{body.slug}: {piece.template}: {getattr(row, 'title', '')}" for row in rows}
    return found


def test_whoever_is_in_no_group_any_more_sees_what_visitors_see(cast: Cast, bodies: list[Body]) -> None:
    Membership.objects.filter(person=cast.ben).delete()
    shown = sign_in(cast.ben).get(f"/bodies/{bodies[0].slug}/")
    assert shown.status_code == 200
    assert bodies[0].name in shown.content.decode()


def test_a_visitors_page_takes_fifteen_questions_at_most(bodies: list[Body]) -> None:
    """Thirteen, and one each where words of a letter are left out and where a claim rests on a group's own copy."""
    visitor = Client()
    for body in bodies:
        visitor.get(body.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            visitor.get(body.get_absolute_url())
        assert len(queries) <= 15, [query["sql"][:90] for query in queries]
