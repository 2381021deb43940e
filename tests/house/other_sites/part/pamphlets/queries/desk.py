"""What is to do, for the desk."""

from django.urls import reverse
from dueregard.parts.pamphlets.queries import PAMPHLETS

from dueregard.foundation.accounts.models import Person
from dueregard.rules.wiring.desk import DeskPiece, Figure


def desk_piece(person: Person) -> DeskPiece:
    """Return how many there are to fold, and a line that says so."""
    figure = Figure(len(PAMPHLETS), "pamphlets to fold", reverse("pamphlets:desk"), "soon")
    return DeskPiece(figures=(figure,), template="pamphlets/desk.html", page=len(PAMPHLETS))
