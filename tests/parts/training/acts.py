"""What each address of records of training that takes a POST does. See tests/doors/test_what_cannot_be_undone."""

from tests.doors.acts import ASKS, FORM, HARMLESS, SHOWS, SURE, UNDO

ACTS = {
    "training:new": (HARMLESS, "puts a session on record, which is thrown away with a question"),
    "training:correct": (HARMLESS, FORM),
    "training:add_material": (UNDO, "the document is taken off again"),
    "training:take_off": (UNDO, "the document is added again"),
    "training:straighten": (HARMLESS, "adds a picture beside the photograph"),
    "training:quote": (HARMLESS, "adds a statement, which is removed with a question"),
    "training:correct_statement": (HARMLESS, FORM),
    "training:drop_statement": (ASKS, SURE),
    "training:name_claim": (HARMLESS, FORM),
    "training:ask": (UNDO, "what was asked is taken back on the page of the record"),
    "training:publish": (ASKS, SHOWS),
    "training:withdraw": (UNDO, "two people publish it again"),
    "training:throw_away": (ASKS, SURE),
}
