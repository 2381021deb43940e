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
        "You, your child or a pupil were approached or referred, or you fear it: what to do first, and whom to call.",
        is_quiet=True,
    ),
    Door(
        "/guide/",
        "For parents, students, patients, workers",
        "Read the guide",
        "What the duty is, what you can say when somebody asks about your views, and what you can do together. "
        "In plain words, with sources.",
    ),
    Door(
        "/inboxes/",
        "For people who work in a public body",
        "Send something in confidence",
        "A recording, slides, a document, a few lines: sealed in your browser, opened only by the group’s keyholders. "
        "Not from a device or a network of your work.",
        is_quiet=True,
    ),
    Door(
        "/desk/",
        "For people in a group",
        "Ask a public body",
        "Write one question, send it to every body it concerns, and see each answer arrive. "
        "You need an account from your group.",
    ),
    Door(
        "/requests/",
        "Published requests",
        "See what bodies answered",
        "What was asked, what came back, what was withheld, and under which section of the law.",
    ),
    Door(
        "/bodies/",
        "Councils, schools, universities, the NHS, the police",
        "Find a public body",
        "By its name, however you know it: which law it answers to, where to write, and what we know that it did.",
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
