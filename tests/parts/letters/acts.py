"""What each address of motions and letters that takes a POST does. See tests/doors/test_what_cannot_be_undone."""

from tests.doors.acts import ASKS, HARMLESS, READS, SURE, UNDO

ACTS = {
    "letters:write": (READS, "shows a text made of what was sent; nothing is kept"),
    "letters:file": (READS, "hands out a file made of what was sent; nothing is kept"),
    "letters:send": (ASKS, "letters/send.html shows the letter and its address first"),
    "letters:undo": (HARMLESS, "takes a letter back that has not left; its text stays and can be sent again"),
    "letters:settle": (ASKS, SURE),
    "letters:answer": (HARMLESS, "an invented reply in practice mode"),
    "letters:close": (UNDO, "its page opens it again"),
    "letters:reopen": (UNDO, "its page closes it again"),
    "letters:read": (HARMLESS, "says that replies were read; they stay where they are"),
}
