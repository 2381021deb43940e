"""What worked at bodies like one: like with like, from what is public, without a claim of cause."""

from datetime import date

import pytest
from django.test import Client

from dueregard.parts.tracker.actions.set_size import set_size
from dueregard.parts.tracker.models import BodySize
from dueregard.parts.tracker.queries.worked import ON_A_BODY, like_body, worked_for, worked_page
from dueregard.records.bodies.models import Body
from dueregard.rules.law.laws import BodyKind, Nation
from dueregard.rules.text.joining import Seen
from dueregard.rules.tracker.terms import Kind
from tests.builders import make_body
from tests.parts.tracker.builders import NOW, make_demand, make_public, say, seen_in
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db


def _met(cast: Cast, body: Body, title: str, *, code: str = "full") -> None:
    demand = make_demand(cast.northport, body, cast.asha, title=title, reuse_url="https://branch.example/letter")
    say(demand, Kind.ACTION, "petition", date(2026, 4, 1), cast.asha)
    say(demand, Kind.OUTCOME, code, date(2026, 5, 2), cast.asha)
    make_public(demand, cast.asha)


def _size(cast: Cast, body: Body, number: int) -> None:
    wanted = {"number": number, "source": "Its own website", "on": date(2026, 9, 1)}
    set_size(body=body, wanted=wanted, seen=Seen(NOW, {}), by=cast.asha, now=NOW)


def test_only_bodies_of_the_same_kind_nation_and_size_are_compared(cast: Cast) -> None:
    mine = make_body("My Academy", kind=BodyKind.ACADEMY)
    for name, kind, nation, size in (
        ("Alike", BodyKind.ACADEMY, Nation.ENGLAND, 800),
        ("Too large", BodyKind.ACADEMY, Nation.ENGLAND, 1000),
        ("Other kind", BodyKind.UNIVERSITY, Nation.ENGLAND, 800),
        ("Other nation", BodyKind.ACADEMY, Nation.WALES, 800),
    ):
        body = make_body(f"{name} body", kind=kind, nation=nation)
        _size(cast, body, size)
        _met(cast, body, f"{name} demand")
    _met(cast, mine, "My own demand")
    _size(cast, mine, 700)
    shown = Client().get(f"/demands/worked/?body={mine.slug}").content.decode()
    assert "Alike demand" in shown
    for left_out in ("Too large demand", "Other kind demand", "Other nation demand", "My own demand"):
        assert left_out not in shown
    assert "250 to 999 pupils" in shown
    assert "1 of 1 demand was met in full or in part" in shown
    assert "60 days" in shown
    assert "https://branch.example/letter" in shown
    here = Client().get(mine.get_absolute_url()).content.decode()
    assert "What worked at bodies like this one" in here
    assert "Alike demand" in here


def test_the_page_of_a_body_finds_what_the_list_finds_whatever_its_size(cast: Cast) -> None:
    bodies = {size: make_body(f"Academy of {size}", kind=BodyKind.ACADEMY) for size in (None, 100, 249, 250, 999, 1000)}
    for size, body in bodies.items():
        _met(cast, body, f"Demand at {size}")
        if size is not None:
            _size(cast, body, size)
    for body in bodies.values():
        listed = worked_page(like_body(body), number="1", today=date(2026, 11, 1))
        assert [one.public_path() for one in worked_for(body)] == [row.href for row in listed.rows][:ON_A_BODY]
    assert len(worked_for(bodies[None])) == ON_A_BODY
    assert [one.body.name for one in worked_for(bodies[100])] == ["Academy of 249"]


def test_where_the_size_is_not_known_the_page_says_so(cast: Cast) -> None:
    mine, other = make_body("My Academy", kind=BodyKind.ACADEMY), make_body("Other Academy", kind=BodyKind.ACADEMY)
    _met(cast, other, "A demand")
    shown = Client().get(f"/demands/worked/?body={mine.slug}").content.decode()
    assert "The size of My Academy is not known, so bodies of every size are here." in shown
    assert "A demand" in shown


def test_what_was_not_met_counts_in_the_whole_and_is_not_listed(cast: Cast) -> None:
    body = make_body("Other Academy", kind=BodyKind.ACADEMY)
    _met(cast, body, "Met demand", code="partial")
    _met(cast, body, "Lost demand", code="nothing")
    shown = Client().get("/demands/worked/?kind=academy").content.decode()
    assert "1 of 2 demands were met" in shown
    assert "Lost demand" not in shown
    assert "Petition" in shown


def test_a_body_that_is_not_known_is_said_beside_its_field(cast: Cast) -> None:
    said = Client().get("/demands/worked/?body=Nowhere Xyz")
    assert said.status_code == 422
    assert "No body in the register is called this" in said.content.decode()


def test_a_size_needs_its_source_and_can_be_forgotten(cast: Cast) -> None:
    body = make_body("My Academy", kind=BodyKind.ACADEMY)
    address, client = f"/desk/bodies/{body.slug}/size/", sign_in(cast.asha)
    assert client.post(address, {"number": "700", "on": "2026-09-01"}).status_code == 422
    client.post(address, {"number": "700", "on": "2026-09-01", "source": "Its own website"})
    assert BodySize.objects.get().number == 700
    client.post(address, {"number": "", "on": "2026-09-01", "source": "", "seen": seen_in(client.get(address))})
    assert not BodySize.objects.exists()
    assert sign_in(cast.ben).post(address, {"number": "1", "on": "2026-09-01", "source": "x"}).status_code == 302
    assert not BodySize.objects.exists()


def test_a_size_that_somebody_else_wrote_meanwhile_is_asked_about_and_not_overwritten(cast: Cast) -> None:
    body = make_body("My Academy", kind=BodyKind.ACADEMY)
    address, client = f"/desk/bodies/{body.slug}/size/", sign_in(cast.asha)
    seen = seen_in(client.get(address))
    _size(cast, body, 900)
    said = client.post(address, {"number": "700", "on": "2026-09-02", "source": "A parent", "seen": seen})
    assert said.status_code == 422
    assert BodySize.objects.get().number == 900
