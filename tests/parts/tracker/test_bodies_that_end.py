"""When a body ends, what was demanded of it is shown with the one that took over, with the days; nothing is moved."""

from datetime import date

import pytest

from dueregard.parts.tracker.access import demands_of, public_demands
from dueregard.parts.tracker.models import Decision, Demand
from dueregard.parts.tracker.queries.about_body import DecisionsOnBody, DemandsOnBody, pieces
from dueregard.parts.tracker.queries.demand_page import public_page
from dueregard.parts.tracker.queries.demand_rows import DemandFilters, demand_list
from dueregard.records.bodies.actions.merge_bodies import merge_bodies
from dueregard.records.bodies.models import Body
from dueregard.records.bodies.queries.merge_page import fingerprint
from dueregard.rules.law.laws import BodyKind
from dueregard.rules.register.merging import Side
from dueregard.rules.tracker.terms import Kind
from tests.builders import make_body
from tests.parts.tracker.builders import NOW, make_decision, make_demand, make_public, say
from tests.people import Cast

pytestmark = pytest.mark.django_db
ENDS = date(2027, 4, 1)
NO_DEMANDS = DemandsOnBody((), 0, (), is_member=False)
NO_DECISIONS = DecisionsOnBody((), is_member=False)
BEFORE, AFTER = date(2027, 3, 31), ENDS


def _merged_districts(cast: Cast) -> tuple[Body, Body, Body]:
    """Two districts that become one council in April, with a demand on each and a decision about one."""
    councils = [make_body(f"{name} District Council", kind=BodyKind.LOCAL_AUTHORITY) for name in ("North", "South")]
    whole = make_body("Whole Council", kind=BodyKind.LOCAL_AUTHORITY)
    for council in councils:
        demand = make_demand(cast.northport, council, cast.asha, title=f"Publish it, {council.name}")
        say(demand, Kind.OUTCOME, "promise", date(2026, 5, 1), cast.asha)
        make_public(demand, cast.asha)
    make_public(make_decision(cast.northport, cast.asha, councils[0]), cast.asha)
    for council in councils:
        council.closed_on = ENDS
        council.save()
        council.followed_by.create(to_body=whole, on=ENDS)
    return councils[0], councils[1], whole


def _on(body: Body, today: date) -> tuple[DemandsOnBody, DecisionsOnBody]:
    shown = [piece.page for piece in pieces(body, None, today, "1")]
    demands = [page for page in shown if isinstance(page, DemandsOnBody)]
    decisions = [page for page in shown if isinstance(page, DecisionsOnBody)]
    return demands[0] if demands else NO_DEMANDS, decisions[0] if decisions else NO_DECISIONS


def test_the_day_before_nothing_is_shown_with_the_body_that_takes_over(cast: Cast) -> None:
    north, _, whole = _merged_districts(cast)
    demands, decisions = _on(whole, BEFORE)
    assert (demands.demands, decisions.decisions) == ((), ())
    assert [one.foot for one in _on(north, BEFORE)[0].demands] == [""]


def test_on_the_day_it_is_and_says_of_whom_it_was_demanded(cast: Cast) -> None:
    north, _, whole = _merged_districts(cast)
    demands, decisions = _on(whole, AFTER)
    assert {(one.title, one.foot) for one in demands.demands} == {
        (f"Publish it, {name} District Council", f"Made of {name} District Council, which closed on 1 April 2027.")
        for name in ("North", "South")
    }
    assert [one.foot for one in decisions.decisions] == [
        "Made of North District Council, which closed on 1 April 2027."
    ]
    assert [one.title for one in _on(north, AFTER)[0].demands] == ["Publish it, North District Council"]


@pytest.mark.parametrize(("today", "note"), [(BEFORE, ""), (AFTER, "closed 1 April 2027; Whole Council took over")])
def test_lists_and_pages_say_that_it_closed(cast: Cast, today: date, note: str) -> None:
    _merged_districts(cast)
    for rows in (demands_of(cast.asha), public_demands()):
        found = demand_list(rows, DemandFilters(), number="1", today=today, is_for_everybody=True)
        assert {row.note for row in found.rows} == {note}
    closing = public_page(Demand.objects.all()[0], today).closing
    assert bool(closing) == (today == AFTER)


def test_a_chain_of_bodies_is_followed_to_its_end(cast: Cast) -> None:
    north, _, whole = _merged_districts(cast)
    later = make_body("Later Council", kind=BodyKind.LOCAL_AUTHORITY)
    whole.closed_on = date(2028, 4, 1)
    whole.save()
    whole.followed_by.create(to_body=later)
    assert len(_on(later, date(2028, 4, 1))[0].demands) == 2
    assert north.demands.count() == 1


def test_two_entries_of_one_body_that_are_merged_bring_theirs_together(cast: Cast) -> None:
    kept, other = make_body("Northport College"), make_body("The College of Northport")
    demand = make_demand(cast.northport, other, cast.asha)
    make_public(demand, cast.asha)
    make_decision(cast.northport, cast.asha, other)
    chosen = dict.fromkeys(("name", "identity", "place", "law", "notes"), Side.KEPT)
    merge_bodies(kept=kept, other=other, chosen=chosen, seen=fingerprint(kept, other), by=cast.dana, now=NOW)
    assert Demand.objects.get().body == kept
    assert Decision.objects.get().body == kept
    assert [one.title for one in _on(kept, date(2026, 11, 30))[0].demands] == [demand.title]
