"""Reading the register: by name as people type it, by kind and place, for a page, for a picker."""

from dueregard.records.bodies.queries.pages import BodyPage, body_page, browse
from dueregard.records.bodies.queries.picker import PickerBody, bodies_for_picker, practice_address
from dueregard.records.bodies.queries.pieces import pieces_of, pieces_while_unchanged
from dueregard.records.bodies.queries.search import Match, find_bodies

__all__ = [
    "BodyPage",
    "Match",
    "PickerBody",
    "bodies_for_picker",
    "body_page",
    "browse",
    "find_bodies",
    "pieces_of",
    "pieces_while_unchanged",
    "practice_address",
]
