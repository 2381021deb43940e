"""What each address of the guide that takes a POST does. See tests/doors/test_what_cannot_be_undone."""

from tests.doors.acts import ASKS, HARMLESS, SHOWS, UNDO

ACTS = {
    "guide:edit": (UNDO, "every version is kept"),
    "guide:decide": (UNDO, "every version is kept"),
    "guide:answer": (ASKS, SHOWS),
    "guide:suggest_passage": (HARMLESS, "adds a suggestion, which waits for a person"),
}
