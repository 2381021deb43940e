"""Every component in every state on one page, for people who build the site. Open in development only.

The states stand in gallery.toml beside this file; what a component takes is said at the top of its own template.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.rules.text.qr_square import share
from dueregard.website.forms import SampleFilter, SampleForm

STATES = Path(__file__).with_name("gallery.toml")
SAMPLE = "https://northport.example/networks/"
MISTAKEN = {"subject": "", "asked_on": "", "questions": "What they hold."}


@dataclass(frozen=True, slots=True)
class Shown:
    """One component in one state."""

    state: str
    html: SafeString


def exhibits() -> dict[str, list[dict[str, Any]]]:
    """Return each component's name with what it is shown with; a test asks that no component is missing."""
    states: dict[str, list[dict[str, Any]]] = tomllib.loads(STATES.read_text(encoding="utf-8"))
    mistaken = SampleForm(MISTAKEN)
    return states | {
        "filter": [{"state": "with what was found", "form": SampleFilter(), "found": "412 bodies"}],
        "share": [{"state": "an address", "share": share(SAMPLE)}],
        "pager": [{"state": "in the middle", "page": Paginator(range(90), 30).page(2)}],
        "form": [{"state": "fresh", "form": SampleForm()}, {"state": "with mistakes", "form": mistaken}],
        "error_summary": [{"state": "three mistakes", "form": mistaken}],
    }


@open_to(Audience.DEVELOPMENT)
def gallery(request: HttpRequest) -> HttpResponse:
    """Show the gallery."""
    parts = {
        name: [Shown(one["state"], render_to_string(f"website/components/{name}.html", one, request)) for one in states]
        for name, states in exhibits().items()
    }
    return render(request, "website/gallery.html", {"parts": parts})
