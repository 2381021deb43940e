"""What every page's frame shows: the site's name, its mode, and the addresses this reader may go to.

What the menus hold, each app says in its `apps.py`; who is offered what, rules/wiring decides. The mode itself is
decided in foundation/mail; who may open an address, in foundation/accounts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from dueregard.foundation.accounts.audience import Audience, audience_of
from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.models import EditNotice
from dueregard.foundation.editing.queries import notices_for
from dueregard.foundation.example.queries.standing import is_here
from dueregard.foundation.mail.queries import shown_today, site_clock, site_mode
from dueregard.records.todo.queries.counts import Counts, rail_counts
from dueregard.rules.wiring.adds import Menu
from dueregard.website.queries.rail import Link, Rail, address_of, is_below_the_rail, links, rail


@dataclass(frozen=True, slots=True)
class Front:
    """The frame around every page. With a `rail` it is a page of the desk; else one to read, whoever reads it."""

    name: str
    run_by: str
    contact: str
    source: str
    practice: bool
    is_example: bool  # the invented county is here: every page says so
    is_held: bool  # live, but nothing leaves until somebody has looked at what left before
    shown_on: date | None  # the date on a practice site's own clock, where that is not the real one
    clock_href: str  # where this reader can have it changed
    practising: tuple[Link, ...]  # beside the words that no e-mail leaves this site
    look: str  # where the search of this frame leads; empty on the search's own page
    start: str  # where this reader begins
    first: tuple[Link, ...]  # beside the menu, in sight on a phone, too
    nav: tuple[Link, ...]
    rail: Rail | None
    more: tuple[Link, ...]
    person: Person | None
    notices: Sequence[EditNotice]  # what others made of this reader's edits


def navigation(*, path: str) -> tuple[Link, ...]:
    """Return the main menu of pages to read, with the entry marked under which the page belongs."""
    return links(settings.MENUS[Menu.VISITOR], path=path)


def is_of_the_desk(request: HttpRequest) -> bool:
    """Tell whether a signed-in person is at work on this page: it is closed to visitors, or in the rail."""
    match = request.resolver_match
    audience = audience_of(match.func, match.view_name) if match else None
    return audience is not Audience.EVERYBODY or is_below_the_rail(request.path)


def frame(request: HttpRequest, *, counts: Counts | None = None) -> Front:
    """Return the frame of a page. A page of the desk counts what waits, unless its view has done so (`counts`)."""
    person: Person | None = getattr(request, "person", None)
    look = address_of("search")
    menu = navigation(path=request.path)
    practising = links(settings.MENUS[Menu.PRACTICE], path=request.path)
    shown = None
    if person is not None and is_of_the_desk(request):
        shown = rail(person, path=request.path, counts=counts or rail_counts(person, shown_today()))
    return Front(
        name=settings.SITE_NAME,
        run_by=settings.RUN_BY,
        contact=settings.CONTACT,
        source=settings.SOURCE,
        practice=site_mode() != "live",
        is_example=is_here(),
        is_held=site_clock().is_held,
        shown_on=shown_today() if site_clock().ahead else None,
        clock_href=f"{practising[0].href}#days" if practising and person else "",
        practising=practising,
        look="" if request.path == look else look,
        start=address_of("home" if person is None else "desk"),
        first=tuple(link for link in menu if link.is_first),
        nav=tuple(link for link in menu if not link.is_first),
        rail=shown,
        more=links(settings.MENUS[Menu.FOOT], path=request.path),
        person=person,
        notices=notices_for(person),
    )


def site(request: HttpRequest) -> dict[str, object]:
    """Return the frame of the page as `front`, made when the page asks for it. Costs a visitor no query of its own."""
    return {"front": SimpleLazyObject(lambda: frame(request))}
