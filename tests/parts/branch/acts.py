"""What each address of the branch path that takes a POST does. See tests/doors/test_what_cannot_be_undone."""

from tests.doors.acts import ASKS, FORM, HARMLESS, SHOWS, SURE, UNDO

ACTS = {
    "branch:new": (HARMLESS, "starts a path, which is thrown away with a question"),
    "branch:step": (HARMLESS, FORM),
    "branch:throw_away": (ASKS, SURE),
    "branch:add_asks": (HARMLESS, "adds lines, which are taken off with a question"),
    "branch:ask": (HARMLESS, FORM),
    "branch:drop_ask": (ASKS, SURE),
    "branch:new_text": (HARMLESS, "adds a text that only the group sees"),
    "branch:correct_text": (HARMLESS, FORM),
    "branch:share": (ASKS, SHOWS),
    "branch:unshare": (UNDO, "the text is shared again"),
}
