"""What the sweep of all addresses knows of demands and decisions: private ones of each group, and public ones."""

from datetime import date, timedelta

from django.utils import timezone

from dueregard.parts.tracker.actions.record_decision import add_turn
from dueregard.rules.tracker.decisions import Turn
from dueregard.rules.tracker.terms import Kind
from tests.doors.asks import acting, named
from tests.doors.world import World
from tests.parts.tracker.builders import make_decision, make_demand, make_public, say

ADDRESSES = {
    "tracker:demands": named(""),
    "tracker:new_demand": acting("", is_kind=True),
    "tracker:import_demands": acting("", is_kind=True),
    "tracker:demand": named("demand"),
    "tracker:edit_demand": acting("demand"),
    "tracker:add_action": acting("demand"),
    "tracker:add_response": acting("demand"),
    "tracker:add_outcome": acting("demand"),
    "tracker:publish_demand": acting("demand"),
    "tracker:undo_demand": acting("demand"),
    "tracker:withdraw_demand": acting("demand"),
    "tracker:throw_demand_away": acting("demand"),
    "tracker:strike_demand_line": acting("line of a demand"),
    "tracker:size": acting("body", is_kind=True),
    "tracker:decisions": named(""),
    "tracker:new_decision": acting("", is_kind=True),
    "tracker:decision": named("decision"),
    "tracker:edit_decision": acting("decision"),
    "tracker:reviewed": acting("decision"),
    "tracker:changed": acting("decision"),
    "tracker:ended": acting("decision"),
    "tracker:reply": acting("decision"),
    "tracker:publish_decision": acting("decision"),
    "tracker:undo_decision": acting("decision"),
    "tracker:withdraw_decision": acting("decision"),
    "tracker:throw_decision_away": acting("decision"),
    "tracker:strike_decision_line": acting("line of a decision"),
    "tracker:public_demands": named(""),
    "tracker:demands_feed": named(""),
    "tracker:demands_csv": named(""),
    "tracker:demands_json": named(""),
    "tracker:demands_geojson": named(""),
    "tracker:worked": named(""),
    "tracker:public_demand": named("public demand"),
    "tracker:public_demand_json": named("public demand"),
    "tracker:public_decisions": named(""),
    "tracker:decisions_feed": named(""),
    "tracker:decisions_csv": named(""),
    "tracker:decisions_json": named(""),
    "tracker:public_decision": named("public decision"),
    "tracker:public_decision_json": named("public decision"),
}
LEFT_OUT: dict[str, str] = {}


def add_to(world: World) -> None:
    """Write demands and decisions down for each group, publish one of each, and add a line that waits."""
    plant, body, now = world.planted, world.body, timezone.now()
    today = timezone.localdate(now)
    for group, realm in ((world.northport, "northport"), (world.southmoor, "southmoor")):
        by = world.worker_of(group)
        demand = make_demand(
            group,
            body,
            by,
            title=plant.text(realm, "title of a demand"),
            details=plant.text(realm, "details of a demand"),
            asked_by=plant.word(realm, "who demands"),
            alongside=plant.word(realm, "who else demands"),
            demanded_on=today - timedelta(days=40),
            now=now,
        )
        line = say(
            demand, Kind.ACTION, "letter", today - timedelta(days=30), by, now=now,
            answer_by=today - timedelta(days=2), words=plant.text(realm, "line of a demand"),
        )  # fmt: skip
        decision = make_decision(
            group,
            by,
            body,
            organisation=plant.word(realm, "organisation of a decision"),
            scope_words=plant.text(realm, "scope of a decision"),
            ends_when=plant.text(realm, "end of a decision"),
            decided_on=today - timedelta(days=90),
            review_on=today + timedelta(days=3),
            now=now,
        )
        turn = add_turn(
            decision=decision, kind=Turn.REPLY, on=today, words=plant.text(realm, "reply to a decision"), by=by, now=now
        )
        says = f"of {group.name}"
        world.add("demand", f"a private demand {says}", realm, pk=demand.pk)
        world.add("public demand", f"a private demand {says}", "nobody", pk=demand.pk)
        world.add("line of a demand", f"a line of a demand {says}", realm, pk=line.pk)
        world.add("decision", f"a private decision {says}", realm, pk=decision.pk)
        world.add("public decision", f"a private decision {says}", "nobody", pk=decision.pk)
        world.add("line of a decision", f"a line of a decision {says}", realm, pk=turn.pk)
    _add_public(world, today)


def _add_public(world: World, today: date) -> None:
    plant, by, now = world.planted, world.worker_of(world.northport), timezone.now()
    demand = make_demand(
        world.northport,
        world.body,
        by,
        title="Show the lighthouse plan",
        demanded_on=today - timedelta(days=40),
        now=now,
    )
    shown = say(demand, Kind.OUTCOME, "promise", today - timedelta(days=20), by, now=now, words="The lighthouse too.")
    make_public(demand, by, now=now, confirmed=("lighthouse",))
    words = plant.text("northport", "line that waits under a public demand")
    waiting = say(demand, Kind.OUTCOME, "full", today - timedelta(days=3), by, now=now, words=words)
    decision = make_decision(
        world.northport, by, world.body, decided_on=today - timedelta(days=90), review_on=today + timedelta(days=90),
        now=now,
    )  # fmt: skip
    make_public(decision, by, now=now)
    words = plant.text("northport", "line that waits under a public decision")
    add_turn(decision=decision, kind=Turn.ENDED, on=today, words=words, by=by, now=now)
    world.add("demand", "a public demand", "northport", pk=demand.pk)
    world.add("public demand", "a public demand", "everybody", pk=demand.pk)
    world.add("line of a demand", "a line of a public demand", "northport", pk=shown.pk)
    world.add("line of a demand", "a line that waits", "northport", pk=waiting.pk)
    world.add("decision", "a public decision", "northport", pk=decision.pk)
    world.add("public decision", "a public decision", "everybody", pk=decision.pk)
