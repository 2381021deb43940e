"""One group's demands and decisions are closed to the other; who only reads them, reads; the search minds both."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dueregard.parts.tracker.models import Decision, Demand
from dueregard.rules.tracker.terms import Kind
from tests.builders import make_body
from tests.parts.tracker.builders import make_decision, make_demand, make_public, say
from tests.people import Cast
from tests.searching import differences, hits, index_now
from tests.sessions import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]


def test_another_group_finds_nothing_of_it_and_a_volunteer_reads_and_does_not_write(cast: Cast) -> None:
    demand = make_demand(cast.northport, make_body(), cast.asha)
    decision = make_decision(cast.northport, cast.asha)
    for record in (demand, decision):
        page = record.get_absolute_url()
        assert sign_in(cast.carys).get(page).status_code == 404
        assert sign_in(cast.ben).get(page).status_code == 200
        assert sign_in(cast.ben).get(f"{page}publish/").status_code == 404
        assert sign_in(cast.ben).get(f"{page}edit/").status_code == 404
        assert Client().get(record.public_path()).status_code == 404
    assert demand.title not in sign_in(cast.carys).get("/desk/demands/").content.decode()
    assert decision.organisation not in sign_in(cast.carys).get("/desk/decisions/").content.decode()
    assert "Record a demand" not in sign_in(cast.ben).get("/desk/demands/").content.decode()


def test_a_body_shows_a_group_its_own_and_says_that_nobody_else_sees_it(cast: Cast) -> None:
    body = make_body()
    make_demand(cast.northport, body, cast.asha, title="Ours alone")
    assert "Only your group sees this" in sign_in(cast.ben).get(body.get_absolute_url()).content.decode()
    for client in (Client(), sign_in(cast.carys)):
        assert "Ours alone" not in client.get(body.get_absolute_url()).content.decode()


def test_nobody_writes_for_a_group_that_is_not_theirs(cast: Cast) -> None:
    body = make_body()
    typed = {"group": cast.southmoor.pk, "body": body.name, "title": "x", "demanded_on": "2026-03-03", "asked_by": "y"}
    assert sign_in(cast.asha).post("/desk/demands/new/", typed).status_code == 422
    assert sign_in(cast.ben).post("/desk/demands/new/", {**typed, "group": cast.northport.pk}).status_code == 302
    assert not Demand.objects.exists()


def test_the_search_finds_for_a_group_all_and_for_everybody_what_is_public(cast: Cast) -> None:
    demand = make_demand(cast.northport, make_body(), cast.asha, title="Publish the quarterly assessment")
    say(demand, Kind.ACTION, "letter", date(2026, 4, 1), cast.asha, words="Handed in with many names.")
    make_public(demand, cast.asha)
    say(demand, Kind.OUTCOME, "promise", date(2026, 5, 1), cast.asha, words="Promised quietly on a corridor.")
    decision = make_decision(cast.northport, cast.asha)
    index_now()
    assert [(hit.kind, hit.url) for hit in hits("quarterly assessment")] == [("demand", demand.public_path())]
    assert [hit.url for hit in hits("quarterly", cast.asha)] == [demand.get_absolute_url()]
    assert hits("corridor") == ()
    assert [hit.kind for hit in hits("corridor", cast.asha)] == ["demand"]
    assert hits("corridor", cast.carys) == ()
    assert hits("University staff branch") == ()
    assert [hit.url for hit in hits("staff branch", cast.ben)] == [decision.get_absolute_url()]
    assert differences() == []


def test_a_decision_goes_from_the_form_to_its_review(cast: Cast) -> None:
    body = make_body("Northport College")
    client = sign_in(cast.asha)
    today = timezone.localdate()
    typed = {
        "group": cast.northport.pk, "organisation": "College staff branch", "sort": "union_branch",
        "body": "Northport College", "decided_on": "2026-06-10", "votes_for": "41", "votes_against": "3",
        "quorum": "30", "scopes": ["optional_training"], "scope_words": "We take no part in optional training.",
        "ends_when": "when the assessment is published", "review_on": (today + timedelta(days=10)).isoformat(),
        "source": "https://branch.example/minutes/5",
    }  # fmt: skip
    refused = client.post("/desk/decisions/new/", {**typed, "votes_for": "2"})
    assert refused.status_code == 422
    assert "With that vote it was not carried" in refused.content.decode()
    client.post("/desk/decisions/new/", typed)
    decision = Decision.objects.get()
    assert "Ask whether a decision still stands: College staff branch" in client.get("/desk/").content.decode()
    page = decision.get_absolute_url()
    assert client.post(f"{page}reviewed/", {"on": today.isoformat(), "review_on": "2020-01-01"}).status_code == 422
    later = today + timedelta(days=200)
    client.post(f"{page}reviewed/", {"on": today.isoformat(), "review_on": later.isoformat(), "words": ""})
    decision.refresh_from_db()
    assert (decision.next_review_on, decision.shown_next_review_on) == (later, decision.review_on)
    client.post(f"{page}reply/", {"on": today.isoformat(), "words": "We note the decision."})
    client.post(f"{page}ended/", {"on": today.isoformat(), "words": ""})
    decision.refresh_from_db()
    assert decision.ended_on == today
    shown = client.get(page).content.decode()
    assert "We note the decision." in shown
    assert f"{body.name} says" in shown
    assert "It has ended" in client.post(f"{page}changed/", {"on": today.isoformat(), "words": "x",
                                         "review_on": later.isoformat()}).content.decode()  # fmt: skip
