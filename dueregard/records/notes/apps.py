"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds, ExamplePiece, Moves


class NotesConfig(AppConfig):
    name = "dueregard.records.notes"
    label = "notes"


ADDS = Adds(
    example=(ExamplePiece(65, "Private notes", "dueregard.records.notes.actions.bring_example"),),
    notices="dueregard.records.notes.personal.NOTICES",
    body_pieces="dueregard.records.notes.queries.beside.body_pieces",
    area_pieces="dueregard.records.notes.queries.beside.area_pieces",
    moves={"notes.Note": Moves("private notes")},
)
