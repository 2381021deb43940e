"""What every page's frame shows: the site's name, its mode, and the addresses this reader may go to.

What the menus hold, each app says in its `apps.py`; who is offered what, rules/wiring decides. The mode itself is
decided in foundation/mail; who may open an address, in foundation/accounts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.models import EditNotice
from dueregard.foundation.editing.queries import notices_for
from dueregard.foundation.mail.queries import site_mode
from dueregard.records.groups.access import acts_for_a_group, administers
from dueregard.rules.wiring.adds import Menu
from dueregard.rules.wiring.offered import here, offered


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of the navigation."""

    href: str
    words: str
    here: bool
    is_quiet: bool


@dataclass(frozen=True, slots=True)
class Front:
    """The frame around every page."""

    name: str
    run_by: str
    contact: str
    source: str
    practice: bool
    practising: tuple[Link, ...]  # beside the words that no e-mail leaves this site
    look: str  # where the search of this frame leads; empty on the search's own page
    nav: tuple[Link, ...]
    tools: tuple[Link, ...]
    more: tuple[Link, ...]
    person: Person | None
    notices: Sequence[EditNotice]  # what others made of this reader's edits


def navigation(*, path: str, signed_in: bool) -> tuple[Link, ...]:
    """Return the main menu for this reader, with the entry marked under which the page belongs."""
    return links(Menu.DESK if signed_in else Menu.VISITOR, path=path)


def tools(*, path: str, person: Person | None) -> tuple[Link, ...]:
    """Return what a signed-in person reaches from the foot of every page: no address that would refuse them."""
    return () if person is None else links(Menu.TOOLS, path=path, person=person)


def links(menu: Menu, *, path: str, person: Person | None = None) -> tuple[Link, ...]:
    """Return a menu as it stands on the page at `path`."""
    entries = offered(
        settings.MENUS[menu],
        path=path,
        is_administrator=person is not None and administers(person),
        acts_for_a_group=lambda: person is not None and acts_for_a_group(person),
    )
    addresses = [address_of(one.page) for one in entries]
    marked = here(entries, addresses, path)
    return tuple(
        Link(address, one.words, here=at == marked, is_quiet=one.is_quiet)
        for at, (one, address) in enumerate(zip(entries, addresses, strict=True))
    )


@cache
def address_of(page: str) -> str:
    """Return the address of a page by its name. No menu changes while the site runs."""
    return reverse(page)


def site(request: HttpRequest) -> dict[str, Front]:
    """Return the frame of the page as `front`. Costs a visitor no query of its own."""
    person: Person | None = getattr(request, "person", None)
    look = address_of("search")
    front = Front(
        name=settings.SITE_NAME,
        run_by=settings.RUN_BY,
        contact=settings.CONTACT,
        source=settings.SOURCE,
        practice=site_mode() != "live",
        practising=links(Menu.PRACTICE, path=request.path),
        look="" if request.path == look else look,
        nav=navigation(path=request.path, signed_in=person is not None),
        tools=tools(path=request.path, person=person),
        more=links(Menu.FOOT, path=request.path),
        person=person,
        notices=notices_for(person),
    )
    return {"front": front}
