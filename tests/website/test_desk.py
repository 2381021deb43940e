"""The desk is put together from what the apps say: warnings first, all figures in one row, then their pieces."""

from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.test import Client

from dueregard.foundation.accounts.models import Person
from dueregard.rules.wiring.desk import DeskPiece, Figure
from tests.people import Cast

HERE = "tests.website.test_desk"
SignIn = Callable[[Person], Client]


def folding(person: Person) -> DeskPiece:
    """Return figures and a piece of their own."""
    figures = (Figure(2, "pamphlets to fold", "/about/", "soon"), Figure(1, "torn", "/about/", ""))
    return DeskPiece(figures=figures, template="website/components/quote.html", page=None)


def burning(person: Person) -> DeskPiece:
    """Return a warning."""
    return DeskPiece(template="website/components/warning.html", is_warning=True)


def nothing(person: Person) -> DeskPiece:
    """Return nothing to show."""
    return DeskPiece()


def read(cast: Cast, signed_in: SignIn) -> str:
    """Return the words of the desk of a volunteer."""
    answer = signed_in(cast.ben).get("/desk/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_warning_stands_above_the_figures_and_those_above_the_pieces(
    cast: Cast, signed_in: SignIn, settings: LazySettings
) -> None:
    settings.DESK = (f"{HERE}.folding", f"{HERE}.nothing", f"{HERE}.burning")
    html = read(cast, signed_in)
    assert html.index('class="warning"') < html.index('class="tally"') < html.index("<blockquote")
    assert html.count('class="tally"') == 1


@pytest.mark.parametrize("desk", [(), (f"{HERE}.nothing",)])
def test_a_desk_with_nothing_to_do_says_so(
    cast: Cast, signed_in: SignIn, settings: LazySettings, desk: tuple[str, ...]
) -> None:
    settings.DESK = desk
    html = read(cast, signed_in)
    assert "Nothing to do today" in html
    assert 'class="tally"' not in html
