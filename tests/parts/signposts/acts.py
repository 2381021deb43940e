"""What each address of help contacts that takes a POST does. See tests/doors/test_what_cannot_be_undone."""

from tests.doors.acts import FORM, HARMLESS, UNDO

ACTS = {
    "signposts:new": (HARMLESS, FORM),
    "signposts:facts": (HARMLESS, FORM),
    "signposts:new_channel": (HARMLESS, FORM),
    "signposts:channel": (HARMLESS, FORM),
    "signposts:check": (HARMLESS, "a try on a day; a later one corrects it"),
    "signposts:remove": (
        UNDO,
        "its own page shows it; it is typed again, and the activity log has it",
    ),
}
