"""What was written down by mistake is corrected, or thrown away; what everybody could read once is not thrown away."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from dueregard.foundation.audit.models import Act
from dueregard.foundation.search.models import Changed
from dueregard.parts.tracker.actions.publish import undo_publication
from dueregard.parts.tracker.actions.record_decision import add_turn
from dueregard.parts.tracker.actions.throw_away import WasPublic, throw_away
from dueregard.parts.tracker.models import Decision, Demand, DemandLine
from dueregard.records.groups.models import Membership, Role
from dueregard.records.history.models import Entry
from dueregard.rules.tracker.decisions import Turn
from dueregard.rules.tracker.terms import Kind
from tests.builders import make_body
from tests.builders_evidence import make_document
from tests.parts.tracker.builders import NOW, make_decision, make_demand, make_public, say, seen_in
from tests.people import LONG_AGO, Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db
DEMAND = {
    "title": "Publish the equality impact assessment", "details": "", "asked_by": "a school staff branch",
    "alongside": "", "reuse_url": "", "body": "Northport College", "demanded_on": "2026-03-03",
}  # fmt: skip
DECISION: dict[str, Any] = {
    "organisation": "University staff branch", "sort": "union_branch", "body": "Northport College",
    "decided_on": "2026-06-10", "votes_for": "41", "votes_against": "3", "abstained": "2", "present": "46",
    "quorum": "30", "scopes": ["boards", "optional_training"],
    "scope_words": "The branch takes no part in optional training and sends nobody to the board.",
    "ends_when": "when the university publishes its assessment", "ends_on": "", "review_on": "2026-12-10",
    "source": "https://branch.example/minutes/5",
}  # fmt: skip


def _edited(client: Client, record: Demand | Decision, typed: dict[str, Any]) -> str:
    page = f"{record.get_absolute_url()}edit/"
    said = client.post(page, {**typed, "seen": seen_in(client.get(page))}, follow=True)
    record.refresh_from_db()
    return said.content.decode()


def test_a_wrong_day_and_body_of_a_demand_are_corrected_with_what_the_histories_say(cast: Cast) -> None:
    wrong, right = make_body("Northport College"), make_body("Southport College")
    demand = make_demand(cast.northport, wrong, cast.asha)
    say(demand, Kind.ACTION, "letter", date(2026, 3, 20), cast.asha)
    said = _edited(sign_in(cast.asha), demand, {**DEMAND, "body": "Southport College", "demanded_on": "2026-03-10"})
    assert "Saved." in said
    assert (demand.body, demand.demanded_on, demand.last_on) == (right, date(2026, 3, 10), date(2026, 3, 20))
    assert not Entry.objects.filter(body=wrong).exists()
    assert Entry.objects.filter(body=right, is_public=False).count() == 2
    act = Act.objects.get(did="change_demand")
    assert set(act.details["fields"]) == {"body", "demanded_on"}


def test_a_day_that_cannot_be_right_is_refused_and_loses_nothing(cast: Cast) -> None:
    body = make_body("Northport College")
    make_body("Old College", closed_on=date(2026, 2, 1))
    demand = make_demand(cast.northport, body, cast.asha)
    say(demand, Kind.OUTCOME, "promise", date(2026, 5, 1), cast.asha)
    client = sign_in(cast.asha)
    for typed, says in (
        ({"demanded_on": "2026-05-02"}, "“Promised” is dated 1 May 2026"),
        ({"demanded_on": "2999-01-01"}, "has not come yet"),
        ({"body": "Old College"}, "Choose the body that existed on that day"),
    ):
        said = _edited(client, demand, {**DEMAND, "title": "Typed anew", **typed})
        assert says in said
        assert "Typed anew" in said
        assert (demand.body, demand.demanded_on, demand.title) == (body, date(2026, 3, 3), DEMAND["title"])


def test_of_two_people_who_correct_the_day_one_is_asked(cast: Cast) -> None:
    demand = make_demand(cast.northport, make_body("Northport College"), cast.asha)
    client = sign_in(cast.asha)
    page = f"{demand.get_absolute_url()}edit/"
    seen = seen_in(client.get(page))
    client.post(page, {**DEMAND, "demanded_on": "2026-03-04", "seen": seen})
    said = client.post(page, {**DEMAND, "demanded_on": "2026-03-05", "seen": seen})
    assert said.status_code == 422
    demand.refresh_from_db()
    assert demand.demanded_on == date(2026, 3, 4)


def test_a_wrong_vote_body_scope_and_minute_of_a_decision_are_corrected(cast: Cast) -> None:
    wrong, right = make_body("Northport College"), make_body("Southport College")
    decision = make_decision(cast.northport, cast.asha, wrong)
    client = sign_in(cast.asha)
    typed = {
        **DECISION, "body": "Southport College", "votes_for": "40", "scopes": ["money"], "decided_on": "2026-06-09",
        "source": "https://branch.example/minutes/6", "ends_on": "2027-06-09",
    }  # fmt: skip
    assert "Saved." in _edited(client, decision, typed)
    assert (decision.body, decision.votes_for, decision.scopes) == (right, 40, ",money,")
    assert (decision.decided_on, decision.ends_on) == (date(2026, 6, 9), date(2027, 6, 9))
    assert decision.url == "https://branch.example/minutes/6"
    assert [entry.body for entry in Entry.objects.all()] == [right]
    shown = client.get(f"{decision.get_absolute_url()}edit/").content.decode()
    assert re.search(r'value="money"[^>]*checked', shown)
    assert not re.search(r'value="boards"[^>]*checked', shown)


def test_what_nobody_changed_stays_in_a_decision(cast: Cast) -> None:
    decision = make_decision(cast.northport, cast.asha, make_body("Northport College"))
    before = Decision.objects.filter(pk=decision.pk).values().get()
    assert "Saved." in _edited(sign_in(cast.asha), decision, DECISION)
    assert Decision.objects.filter(pk=decision.pk).values().get() == before


def test_a_correction_that_cannot_be_right_is_refused(cast: Cast) -> None:
    decision = make_decision(cast.northport, cast.asha, make_body("Northport College"))
    day = date(2026, 7, 1)
    add_turn(decision=decision, kind=Turn.REPLY, on=day, words="We note it.", by=cast.asha, now=NOW)
    client = sign_in(cast.asha)
    for typed, says in (
        ({"votes_for": "2"}, "With that vote it was not carried"),
        ({"decided_on": "2026-07-02"}, "is dated 1 July 2026"),
        ({"review_on": "2026-06-10"}, "The review comes after the decision"),
        ({"body": ""}, "Cross that out before you take the body away"),
        ({"scopes": []}, "Choose at least one thing"),
    ):
        assert says in _edited(client, decision, {**DECISION, **typed})
    assert decision.votes_for == 41
    assert decision.body is not None


def test_a_name_that_was_taken_out_of_a_decision_is_taken_out_of_the_history_too(cast: Cast) -> None:
    body = make_body("Northport College")
    decision = make_decision(cast.northport, cast.asha, body, organisation="Jane Bloggs and friends")
    day = date(2026, 7, 1)
    add_turn(decision=decision, kind=Turn.CHANGED, on=day, words="Less.", review_on=date(2026, 12, 1), by=cast.asha,
             now=NOW)  # fmt: skip
    _edited(sign_in(cast.asha), decision, DECISION)
    make_public(decision, cast.asha)
    shown = Client().get(body.get_absolute_url()).content.decode()
    assert "University staff branch" in shown
    assert not Entry.objects.filter(says__contains="Bloggs").exists()
    assert "Bloggs" not in shown


def test_a_document_of_another_group_is_no_source_and_its_title_is_not_told(cast: Cast) -> None:
    Membership.objects.create(group=cast.southmoor, person=cast.asha, role=Role.CASEWORKER, since=LONG_AGO)
    theirs = make_document(cast.southmoor, title="Letter from a source")
    demand = make_demand(cast.northport, make_body(), cast.asha)
    typed = {"code": "letter", "on": "2026-04-01", "words": "", "source": theirs.get_absolute_url()}
    said = sign_in(cast.asha).post(f"{demand.get_absolute_url()}action/", typed)
    assert said.status_code == 422
    assert "has no such document" in said.content.decode()
    say(demand, Kind.ACTION, "letter", date(2026, 4, 1), cast.asha, document=theirs)  # as a row of before
    assert "Letter from a source" not in sign_in(cast.ben).get(demand.get_absolute_url()).content.decode()


def test_an_address_that_nothing_can_read_is_refused_and_loses_nothing(cast: Cast) -> None:
    demand = make_demand(cast.northport, make_body(), cast.asha)
    typed = {"code": "letter", "on": "2026-04-01", "words": "Handed in.", "source": "https://[broken"}
    said = sign_in(cast.asha).post(f"{demand.get_absolute_url()}action/", typed)
    assert said.status_code == 422
    assert "Handed in." in said.content.decode()


@pytest.mark.parametrize("kind", ["demand", "decision"])
def test_what_was_never_public_is_thrown_away_after_a_question(cast: Cast, kind: str) -> None:
    body = make_body()
    record: Demand | Decision
    if kind == "demand":
        record = make_demand(cast.northport, body, cast.asha, title="Publish the quizzical plan")
        say(record, Kind.ACTION, "letter", date(2026, 4, 1), cast.asha)
    else:
        record = make_decision(cast.northport, cast.asha, body, organisation="A quizzical circle")
    client, page = sign_in(cast.asha), f"{record.get_absolute_url()}throw-away/"
    Changed.objects.all().delete()
    assert sign_in(cast.ben).post(page, {"sure": "yes"}).status_code == 404
    assert "go for good" in client.post(page).content.decode()
    assert type(record).objects.exists()
    assert "Thrown away." in client.post(page, {"sure": "yes"}, follow=True).content.decode()
    assert not type(record).objects.exists()
    assert not DemandLine.objects.exists()
    assert not Entry.objects.exists()
    assert Act.objects.filter(did=f"throw_{kind}_away", on_id=str(record.pk), by=cast.asha).count() == 1
    assert Changed.objects.filter(kind=kind, key=str(record.pk)).exists()  # so that the search forgets it


def test_what_everybody_could_read_once_is_not_thrown_away(cast: Cast) -> None:
    demand = make_demand(cast.northport, make_body(), cast.asha)
    client = sign_in(cast.asha)
    assert "Throw it away" in client.get(demand.get_absolute_url()).content.decode()
    make_public(demand, cast.asha)
    undo_publication(record=demand, by=cast.asha, now=NOW)
    assert "Throw it away" not in client.get(demand.get_absolute_url()).content.decode()
    said = client.post(f"{demand.get_absolute_url()}throw-away/", {"sure": "yes"}, follow=True)
    assert "Everyone could read this once" in said.content.decode()
    with pytest.raises(WasPublic):
        throw_away(record=demand, by=cast.asha, now=NOW)
    assert Demand.objects.exists()
