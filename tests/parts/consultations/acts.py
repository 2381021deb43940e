"""What each address of members' votes that takes a POST does. See tests/doors/test_what_cannot_be_undone."""

from tests.doors.acts import ASKS, FORM, HARMLESS, READS, SURE

ACTS = {
    "consultations:new": (HARMLESS, "writes down a vote that nobody can see; it is thrown away with a question"),
    "consultations:change": (HARMLESS, FORM),
    "consultations:add_question": (HARMLESS, "adds a question that nobody can see yet; it is taken out again"),
    "consultations:drop_question": (ASKS, SURE),
    "consultations:slips": (ASKS, f"{SURE} once slips were made; the first slips replace nothing"),
    "consultations:open": (ASKS, SURE),
    "consultations:discard": (ASKS, SURE),
    "consultations:count": (ASKS, SURE),
    "consultations:paper": (HARMLESS, FORM),
    "consultations:vote": (READS, "reads a vote back; nothing is kept"),
    "consultations:cast": (ASKS, "consultations/check.html reads the vote back first"),
}
