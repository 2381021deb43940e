"""Reads whether the invented county is on this site, for pages. Writes nothing."""

import time
from dataclasses import dataclass

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.example.models import Example
from dueregard.foundation.mail.models import Mode
from dueregard.foundation.mail.queries import has_sent_for_real, site_mode, site_mode_now
from dueregard.foundation.ready.queries import read_for_this_page
from dueregard.rules.wiring.desk import DeskPiece

KEPT_SECONDS = 5.0
_read: tuple[float, bool] | None = None
LIVE = "This site is live. The invented county can only be loaded into a site in practice mode."
REAL_MAIL = (
    "This site has real cases: letters have really left it. Load the invented county into a site of its own, so that "
    "nobody takes one for the other."
)
NOT_TWICE = "The invented county is here already, or on its way."


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the invented county is, and what stands in its way."""

    row: Example | None
    refused: str  # why it cannot be loaded; empty when it can

    @property
    def is_there(self) -> bool:
        """Tell whether all of it is here."""
        return self.row is not None and self.row.state == Example.State.THERE

    @property
    def is_on_its_way(self) -> bool:
        """Tell whether it is being made."""
        return self.row is not None and self.row.state in {Example.State.ASKED, Example.State.MAKING}


def is_here() -> bool:
    """Tell whether any of it is here, for pages: read again at most every five seconds, so a page costs no query.

    For a page that will be kept it is read now.
    """
    global _read
    if (now := read_for_this_page(is_here_now)) is not None:
        return now
    if _read is None or time.monotonic() - _read[0] > KEPT_SECONDS:
        _read = (time.monotonic(), is_here_now())
    return _read[1]


def is_here_now() -> bool:
    """Tell whether any of it is here, as the database says at this moment."""
    return Example.objects.exists()


def forget_standing() -> None:
    """Ask the database again the next time a page wants to know."""
    global _read
    _read = None


def standing() -> Standing:
    """Return how far it is, and why it cannot be loaded if it cannot."""
    row = Example.objects.defer("before", "made", "changed").filter(pk=1).first()
    return Standing(row, NOT_TWICE if row else why_not())


def why_not() -> str:
    """Return why this site cannot take the county; empty when it can."""
    if site_mode_now() != Mode.PRACTICE:
        return LIVE
    return REAL_MAIL if has_sent_for_real() else ""


def desk_piece(person: Person) -> DeskPiece:
    """Return what whoever runs a practice site is offered on the desk: the county, or what to try in it."""
    if not person.is_administrator:
        return DeskPiece()
    if site_mode() != Mode.PRACTICE:
        return DeskPiece()
    now = standing() if is_here() else Standing(None, REAL_MAIL if has_sent_for_real() else "")
    if now.row is None and now.refused:
        return DeskPiece()
    return DeskPiece(template="example/on_the_desk.html", page=now, is_warning=now.row is None or now.is_on_its_way)
