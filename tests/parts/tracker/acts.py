"""What each address of demands and decisions that takes a POST does. See tests/doors/test_what_cannot_be_undone."""

from tests.doors.acts import ASKS, FORM, HARMLESS, SHOWS, SURE, UNDO

CROSSED = "the line is crossed out; nothing is written over"
AGAIN = "for ten minutes; later it is withdrawn"
ACTS = {
    "tracker:new_demand": (HARMLESS, "writes down what its group alone reads"),
    "tracker:import_demands": (HARMLESS, "shows each line first; then writes down what its group alone reads"),
    "tracker:new_decision": (HARMLESS, "writes down what its group alone reads"),
    "tracker:edit_demand": (HARMLESS, FORM),
    "tracker:edit_decision": (HARMLESS, FORM),
    "tracker:throw_demand_away": (ASKS, SURE),
    "tracker:throw_decision_away": (ASKS, SURE),
    "tracker:size": (HARMLESS, FORM),
    **dict.fromkeys(("tracker:add_action", "tracker:add_response", "tracker:add_outcome"), (UNDO, CROSSED)),
    **dict.fromkeys(("tracker:reviewed", "tracker:changed", "tracker:ended", "tracker:reply"), (UNDO, CROSSED)),
    "tracker:strike_demand_line": (UNDO, "the same is recorded again; the crossed-out line is kept"),
    "tracker:strike_decision_line": (UNDO, "the same is recorded again; the crossed-out line is kept"),
    "tracker:publish_demand": (UNDO, f"{AGAIN}; {SHOWS} first"),
    "tracker:publish_decision": (UNDO, f"{AGAIN}; {SHOWS} first"),
    "tracker:undo_demand": (UNDO, "it is published again"),
    "tracker:undo_decision": (UNDO, "it is published again"),
    "tracker:withdraw_demand": (UNDO, "it is published again; a reason is asked"),
    "tracker:withdraw_decision": (UNDO, "it is published again; a reason is asked"),
}
