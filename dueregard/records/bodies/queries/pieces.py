"""What every app that knows something of a body shows on its page (`settings.BODY_PIECES`)."""

from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.ready.queries import as_read, read_while_unchanged
from dueregard.records.bodies.models import Body
from dueregard.records.bodies.queries.before import follows_nothing
from dueregard.records.groups.access import as_placed
from dueregard.rules.wiring.body_piece import BodyPiece


def pieces_of(body: Body, person: Person | None, *, today: date, number: str) -> list[BodyPiece]:
    """Return the pieces in their order. `number` is the page of whatever has several."""
    found = [piece for path in settings.BODY_PIECES for piece in import_string(path)(body, person, today, number)]
    return sorted(found, key=lambda piece: piece.order)


def pieces_while_unchanged(body: Body, person: Person | None, *, today: date, number: str) -> list[BodyPiece]:
    """Return the same; nothing is asked again while nothing in the database has changed."""
    whose = ("pieces of a body", as_read(body), follows_nothing(body), as_placed(person), today, number)
    return read_while_unchanged(whose, lambda: pieces_of(body, person, today=today, number=number))
