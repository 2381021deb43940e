"""The home page: one question, and the doors that exist on this site.

Which doors exist is asked of the address table; what is behind them is each app's own.
"""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.website.context import answers
from dueregard.website.queries import home_page


@dataclass(frozen=True, slots=True)
class Door:
    """A way in, named after what the reader came for."""

    href: str
    label: str
    words: str
    promise: str
    is_quiet: bool = False  # leaves no way back to this page


DOORS = (
    Door(
        "/help/",
        "For anybody, today",
        "Get help",
        "You, your child or a pupil has been approached or referred, or you are worried about it: what to do first, "
        "and who to call.",
        is_quiet=True,
    ),
    Door(
        "/guide/",
        "For parents, students, patients, workers",
        "Read the guide",
        "What the duty is, what you can say if someone asks about your views, and what you can do together. "
        "In plain words, with sources.",
    ),
    Door(
        "/inboxes/",
        "For people who work in a public body",
        "Send something in confidence",
        "A recording, slides, a document or a few lines. It is sealed in your browser, and only the group’s keyholders "
        "can open it. Do not use a work device or your work’s network.",
        is_quiet=True,
    ),
    Door(
        "/desk/",
        "For people in a group",
        "Ask a public body",
        "Write one question, send it to every body it concerns, and watch the answers come in. "
        "You need an account from your group.",
    ),
    Door(
        "/requests/",
        "Published requests",
        "See what public bodies answered",
        "What was asked, what came back, what was withheld, and under which section of the law.",
    ),
    Door(
        "/bodies/",
        "Councils, schools, universities, the NHS, the police",
        "Find a public body",
        "Search by whatever name you know: see which laws apply, where to write, and what we know it has done.",
    ),
    Door(
        "/dates/",
        "No account needed",
        "Work out a date",
        "When must they answer? How long do you have to complain? Every date comes with its reason.",
    ),
)


@open_to(Audience.EVERYBODY)
def home(request: SiteRequest) -> HttpResponse:
    """Show the home page."""
    doors = [door for door in DOORS if answers(door.href)]
    return render(request, "website/home.html", {"doors": doors, "page": home_page(request.now)})
