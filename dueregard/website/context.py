"""What every page's frame shows: the site's name, its mode, and the addresses this reader may go to.

The mode itself is decided in foundation/mail; who may open an address, in foundation/accounts.
"""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.queries import site_mode

VISITOR_NAV = (("/bodies/", "Bodies"), ("/requests/", "Requests"), ("/dates/", "Dates"), ("/about/", "About"))
DESK_NAV = (
    ("/desk/", "Today"),
    ("/desk/requests/", "Requests"),
    ("/desk/holding-pen/", "Holding pen"),
    ("/bodies/", "Bodies"),
    ("/dates/", "Dates"),
)
MAILROOM = "/desk/mailroom/"


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of the navigation."""

    href: str
    words: str
    here: bool


@dataclass(frozen=True, slots=True)
class Front:
    """The frame around every page."""

    name: str
    run_by: str
    practice: bool
    mailroom: str
    nav: tuple[Link, ...]
    person: Person | None


@cache
def answers(path: str) -> bool:
    """Say whether this site has a page at the address: a part that is switched off is never linked to."""
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def navigation(*, path: str, signed_in: bool) -> tuple[Link, ...]:
    """Return the addresses for this reader; the longest one that the page's own address starts with is marked."""
    offered = [(href, words) for href, words in (DESK_NAV if signed_in else VISITOR_NAV) if answers(href)]
    here = max((href for href, _ in offered if path.startswith(href)), key=len, default="")
    return tuple(Link(href, words, href == here) for href, words in offered)


def site(request: HttpRequest) -> dict[str, Front]:
    """Return the frame of the page as `front`. Costs a visitor no query of its own."""
    person: Person | None = getattr(request, "person", None)
    front = Front(
        name=settings.SITE_NAME,
        run_by=settings.RUN_BY,
        practice=site_mode() != "live",
        mailroom=MAILROOM if answers(MAILROOM) else "",
        nav=navigation(path=request.path, signed_in=person is not None),
        person=person,
    )
    return {"front": front}
