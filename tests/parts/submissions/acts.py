"""What each address of the sealed inbox that takes a POST does. See tests/doors/test_what_cannot_be_undone."""

from tests.doors.acts import ASKS, HARMLESS, SURE, UNDO

PROGRAM = "asked by a page or program of the source's or keyholder's own, which asks first"
ACTS = {
    "submissions:start": (HARMLESS, "begins an upload, which expires"),
    "submissions:finish": (HARMLESS, "the source sends, and may delete it with their twelve words"),
    "submissions:plain": (HARMLESS, "the source's own form"),
    "submissions:lookup": (HARMLESS, "reads"),
    "submissions:delete": (HARMLESS, PROGRAM),
    "submissions:read": (HARMLESS, "notes that it was read"),
    "submissions:read_by_key": (HARMLESS, "notes that it was read"),
    "submissions:reply": (HARMLESS, PROGRAM),
    "submissions:reply_by_key": (HARMLESS, PROGRAM),
    "submissions:delete_thread": (HARMLESS, PROGRAM),
    "submissions:delete_by_key": (HARMLESS, PROGRAM),
    "submissions:take_list": (UNDO, "the next signed list"),
    "submissions:name_keyholder": (UNDO, "removed again"),
    "submissions:remove_keyholder": (ASKS, SURE),
    "submissions:make_access_key": (UNDO, "revoked; sure.html asks where it replaces another"),
    "submissions:revoke_access_key": (ASKS, SURE),
    "submissions:drop_unfinished": (ASKS, SURE),
    "submissions:record_exercise": (HARMLESS, "notes a day"),
}
