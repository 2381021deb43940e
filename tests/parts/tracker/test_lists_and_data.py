"""Lists take as few queries for a thousand demands as for ten; feeds and files tell what is public, with sources."""

import csv
import io
import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dueregard.parts.tracker.models import Decision, Demand, DemandLine
from dueregard.rules.law.laws import BodyKind
from dueregard.rules.tracker.terms import Kind
from tests.atom_rules import faults
from tests.builders import make_body
from tests.parts.tracker.builders import ASKED, NOW, make_decision, make_demand, make_public, say
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db
MOST = 12


def _many(cast: Cast, count: int) -> None:
    """Fill the lists: each demand with two public lines, each of another body."""
    first = Demand.objects.count()
    bodies = [make_body(f"Body {first + number}", kind=BodyKind.ACADEMY) for number in range(min(count, 30))]
    made = Demand.objects.bulk_create(
        Demand(
            group=cast.northport,
            body=bodies[number % len(bodies)],
            title=f"Demand {first + number}",
            asked_by="a branch",
            demanded_on=ASKED,
            last_on=ASKED + timedelta(days=number % 90),
            shown_last_on=ASKED + timedelta(days=number % 90),
            shown_outcome="full",
            shown_outcome_on=ASKED + timedelta(days=number % 90),
            outcome="full",
            outcome_on=ASKED + timedelta(days=number % 90),
            is_public=True,
            published_at=NOW,
            made_by=cast.asha,
            made_at=NOW,
        )
        for number in range(count)
    )
    DemandLine.objects.bulk_create(
        DemandLine(record=one, kind=kind, code=code, on=ASKED, is_public=True, made_by=cast.asha, made_at=NOW)
        for one in made
        for kind, code in (("action", "letter"), ("outcome", "full"))
    )
    Decision.objects.bulk_create(
        Decision(
            group=cast.northport,
            organisation=f"Branch {first + number}",
            sort="union_branch",
            body=bodies[number % len(bodies)],
            decided_on=ASKED,
            scopes=",money,",
            scope_words="It takes no money.",
            ends_when="when it is decided again",
            review_on=ASKED + timedelta(days=300),
            next_review_on=ASKED + timedelta(days=300),
            shown_next_review_on=ASKED + timedelta(days=300),
            is_public=True,
            published_at=NOW,
            made_by=cast.asha,
            made_at=NOW,
        )
        for number in range(count)
    )


LISTS = ("/demands/", "/demands/?sort=body&stands=full&method=letter&kind=academy&nation=england&q=Demand",
         "/demands/worked/?kind=academy&nation=england&size=small", "/decisions/?scope=money&q=Branch",
         "/demands/feed.xml", "/decisions/feed.xml")  # fmt: skip
DESK = ("/desk/demands/?sort=body&stands=unanswered&method=letter", "/desk/demands/", "/desk/decisions/")


def _asked(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200
    assert len(queries) <= MOST, "\n".join(query["sql"][:200] for query in queries)
    return len(queries)


def test_a_list_takes_as_many_queries_for_a_thousand_as_for_ten(cast: Cast) -> None:
    readers = {**dict.fromkeys(LISTS, Client()), **dict.fromkeys(DESK, sign_in(cast.asha))}
    _many(cast, 10)
    few = {address: _asked(reader, address) for address, reader in readers.items()}
    _many(cast, 990)
    assert {address: _asked(reader, address) for address, reader in readers.items()} == few


def test_a_body_takes_as_many_queries_for_many_demands_as_for_one(cast: Cast) -> None:
    _many(cast, 1)
    body, client = Demand.objects.get().body, Client()

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(body.get_absolute_url()).status_code == 200
        return len(queries)

    asked()
    one = asked()
    for number in range(12):
        demand = make_demand(cast.northport, body, cast.asha, title=f"More of it {number}")
        say(demand, Kind.ACTION, "letter", date(2026, 5, 1), cast.asha)
        make_public(demand, cast.asha)
    assert asked() <= one + 1  # that there are more than are shown is counted


def _told(answer: object) -> str:
    return b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]


def test_the_table_and_the_data_tell_what_is_public_with_its_sources(cast: Cast) -> None:
    body = make_body("Northport City Council")
    demand = make_demand(cast.northport, body, cast.asha, alongside="a parents’ circle")
    say(demand, Kind.ACTION, "letter", date(2026, 4, 1), cast.asha)
    say(demand, Kind.OUTCOME, "full", date(2026, 5, 1), cast.asha, url="https://northport.example/eia")
    make_public(demand, cast.asha)
    hidden = make_demand(cast.northport, body, cast.asha, title="Nobody else reads this")
    visitor = Client()
    rows = list(csv.DictReader(io.StringIO(_told(visitor.get("/demands/all.csv")))))
    assert [(row["Demand"], row["Stands"], row["What was done"], row["Sources"]) for row in rows] == [
        (demand.title, "Done in full", "Letter", "https://northport.example/eia")
    ]
    data = json.loads(visitor.get("/demands/all.json").content)
    assert [one["contribution"] for one in data["demands"]] == [
        "A school staff branch demanded this, and a parents’ circle worked for the same. "
        "Neither can claim the result alone."
    ]
    assert json.loads(visitor.get(f"/demands/{demand.pk}.json").content)["stands"] == "Done in full"
    feed = visitor.get("/demands/feed.xml").content
    assert faults(feed) == []
    assert hidden.title.encode() not in feed
    assert b"Done in full" in feed


def test_demands_on_a_map_are_in_their_area_and_one_without_an_area_has_no_point(cast: Cast) -> None:
    make_public(make_demand(cast.northport, make_body("Nowhere Council"), cast.asha), cast.asha)
    make_demand(cast.northport, make_body("Elmby Council"), cast.asha, title="Nobody else reads this")
    answer = Client().get("/demands/all.geojson")
    assert answer["Content-Type"] == "application/geo+json"
    (feature,) = json.loads(answer.content)["features"]
    assert (feature["geometry"], feature["properties"]["area"]) == (None, None)
    assert feature["properties"]["body"]["name"] == "Nowhere Council"


def test_decisions_are_told_as_data_too(cast: Cast) -> None:
    decision = make_decision(cast.northport, cast.asha, make_body())
    make_public(decision, cast.asha)
    visitor = Client()
    rows = list(csv.DictReader(io.StringIO(_told(visitor.get("/decisions/all.csv")))))
    assert [(row["Organisation"], row["Minute or motion"]) for row in rows] == [
        ("University staff branch", "https://branch.example/minutes/5")
    ]
    told = json.loads(visitor.get("/decisions/all.json").content)["decisions"]
    assert told[0]["vote"] == "41 for, 3 against, 2 abstained. 46 took part. The quorum was 30."
    assert faults(visitor.get("/decisions/feed.xml").content) == []


def test_lists_are_narrowed_and_sorted(cast: Cast) -> None:
    school = make_body("Aldgate Academy", kind=BodyKind.ACADEMY)
    council = make_body("Zenith Council", kind=BodyKind.LOCAL_AUTHORITY)
    first = make_demand(cast.northport, council, cast.asha, title="Stop the forum")
    say(first, Kind.ACTION, "petition", date(2026, 4, 1), cast.asha)
    make_public(first, cast.asha)
    second = make_demand(cast.northport, school, cast.asha, title="Publish the policy")
    make_public(second, cast.asha)
    visitor = Client()

    def shown(query: str) -> list[str]:
        page = visitor.get(f"/demands/?{query}").content.decode()
        return [title for title in sorted((first.title, second.title), key=lambda one: page.find(one)) if title in page]

    assert shown("sort=body") == [second.title, first.title]
    assert shown("sort=last") == [first.title, second.title]
    assert shown("kind=academy") == [second.title]
    assert shown("method=petition") == [first.title]
    assert shown("q=zenith") == [first.title]
    assert shown("stands=full") == []
    assert shown("kind=nonsense&sort=nonsense") == [first.title, second.title]
    assert "No published demand matches" in visitor.get("/demands/?stands=full").content.decode()


def test_an_empty_site_says_what_these_pages_are_for(cast: Cast) -> None:
    for address in ("/demands/", "/decisions/"):
        assert "Nothing has been published yet" in Client().get(address).content.decode()
    assert "Nothing has been met there yet" in Client().get("/demands/worked/").content.decode()
    assert "No demands yet" in sign_in(cast.asha).get("/desk/demands/").content.decode()
    assert "No decisions yet" in sign_in(cast.asha).get("/desk/decisions/").content.decode()
