"""What every app that knows something of an area shows on its page (`settings.AREA_PIECES`)."""

from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from dueregard.foundation.accounts.models import Person
from dueregard.records.areas.models import Area
from dueregard.rules.wiring.body_piece import BodyPiece


def pieces_of(area: Area, person: Person | None, near: Mapping[int, int], *, today: date) -> list[BodyPiece]:
    """Return the pieces in their order. `near` says how far other areas are (area -> 0 for this one, 1 …)."""
    found = [piece for path in settings.AREA_PIECES for piece in import_string(path)(area, person, near, today)]
    return sorted(found, key=lambda piece: piece.order)
