"""What every page's frame shows: the site's name, its mode, and the addresses this reader may go to.

The mode itself is decided in foundation/mail; who may open an address, in foundation/accounts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.models import EditNotice
from dueregard.foundation.editing.queries import notices_for
from dueregard.foundation.mail.queries import site_mode
from dueregard.records.groups.access import acts_for_a_group, administers

VISITOR_NAV = (
    ("/help/", "Help"),
    ("/guide/", "Guide"),
    ("/requests/", "Requests"),
    ("/bodies/", "Bodies"),
    ("/dates/", "Dates"),
)
# What a visitor finds at the foot of every page.
MORE = (("/inboxes/", "Send in confidence"), ("/figures/", "Key figures"), ("/networks/", "Sister networks"))
DESK_NAV = (
    ("/desk/", "Today"),
    ("/desk/campaigns/", "Campaigns"),
    ("/desk/requests/", "Requests"),
    ("/desk/holding-pen/", "Holding pen"),
    ("/desk/documents/", "Documents"),
    ("/bodies/", "Bodies"),
    ("/dates/", "Dates"),
    ("/guide/", "Guide"),
)
DESK_TOOLS = (
    ("/desk/account/", "Your account"),
    ("/desk/groups/", "Groups"),
    ("/desk/outbox/", "Outbox"),
    ("/desk/feeds/", "Your calendar"),
    ("/desk/searches/", "Saved searches"),
    ("/desk/questions/", "Questions and findings"),
    ("/desk/import/", "Upload letters"),
    ("/desk/inboxes/", "Sealed inbox"),
)
GUIDE = ("/guide/", "/desk/guide/")
KEEPING_THE_GUIDE = (("/desk/guide/", "Manage the guide"),)
KEEPING = (
    ("/desk/people/", "People"),
    ("/desk/pack/", "Texts"),
    ("/desk/contacts/", "Help contacts"),
    ("/desk/calendars/", "Holidays"),
    ("/desk/register/import/", "Import bodies"),
    ("/desk/complaints/", "Complaints about data"),
    ("/desk/work/", "Background tasks"),
    ("/desk/acts/", "Activity log"),
)
# Pages that belong under an entry without its address.
UNDER = {"/desk/findings/": "/desk/questions/", "/desk/cases/": "/desk/requests/", "/desk/messages/": "/desk/requests/"}
MAILROOM = "/desk/mailroom/"
SEARCH = "/search/"


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
    contact: str
    source: str
    practice: bool
    mailroom: str
    look: str  # where the search of this frame leads; empty on the search's own page
    nav: tuple[Link, ...]
    tools: tuple[Link, ...]
    more: tuple[Link, ...]
    person: Person | None
    notices: Sequence[EditNotice]  # what others made of this reader's edits


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
    return _links(DESK_NAV if signed_in else VISITOR_NAV, path)


def tools(*, path: str, person: Person | None) -> tuple[Link, ...]:
    """Return the links at the foot of every page for a signed-in person: none that would refuse them.

    Administrators find the upkeep of the site there. People who act for a group are told on the guide's own pages
    that they may manage it; asking on every page would cost a query each time.
    """
    if person is None:
        return ()
    is_told = administers(person) or (path.startswith(GUIDE) and acts_for_a_group(person))
    guide = KEEPING_THE_GUIDE if is_told else ()
    return _links((*DESK_TOOLS, *guide, *(KEEPING if administers(person) else ())), path)


def _links(choice: tuple[tuple[str, str], ...], path: str) -> tuple[Link, ...]:
    offered = [(href, words) for href, words in choice if answers(href)]
    path = next((under for start, under in UNDER.items() if path.startswith(start)), path)
    here = max(
        (href for href, _ in offered if path.startswith(href) and (href != "/desk/" or path == href)), default=""
    )
    return tuple(Link(href, words, href == here) for href, words in offered)


def site(request: HttpRequest) -> dict[str, Front]:
    """Return the frame of the page as `front`. Costs a visitor no query of its own."""
    person: Person | None = getattr(request, "person", None)
    front = Front(
        name=settings.SITE_NAME,
        run_by=settings.RUN_BY,
        contact=settings.CONTACT,
        source=settings.SOURCE,
        practice=site_mode() != "live",
        mailroom=MAILROOM if answers(MAILROOM) else "",
        look="" if request.path == SEARCH else SEARCH,
        nav=navigation(path=request.path, signed_in=person is not None),
        tools=tools(path=request.path, person=person),
        more=_links(MORE, request.path),
        person=person,
        notices=notices_for(person),
    )
    return {"front": front}
