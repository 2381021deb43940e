"""The page a signed-in person starts on, put together from the pieces of the apps that `settings.DESK` names."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from dueregard.foundation.accounts.models import Person
from dueregard.rules.wiring.desk import DeskPiece, Figure


@dataclass(frozen=True, slots=True)
class DeskPage:
    """Warnings, all figures in one row, and what the apps show below them."""

    warnings: tuple[DeskPiece, ...]
    figures: tuple[Figure, ...]
    pieces: tuple[DeskPiece, ...]


def desk_page(person: Person) -> DeskPage:
    """Return the desk of a person. Costs what the pieces cost."""
    pieces: list[DeskPiece] = [import_string(path)(person) for path in settings.DESK]
    shown = [piece for piece in pieces if piece.template]
    return DeskPage(
        warnings=tuple(piece for piece in shown if piece.is_warning),
        figures=tuple(figure for piece in pieces for figure in piece.figures),
        pieces=tuple(piece for piece in shown if not piece.is_warning),
    )
