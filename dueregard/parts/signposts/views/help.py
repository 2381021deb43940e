"""Help: one page for all situations, a card to print, and what to know when somebody may be watching."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.parts.signposts.queries.card import card_page
from dueregard.parts.signposts.queries.contacts import contacts_today, listed
from dueregard.parts.signposts.queries.help_page import help_page
from dueregard.parts.signposts.views.quiet import quiet, render_quiet
from dueregard.rules.help.open_referral import page_of_services

KEEPER = Path(__file__).resolve().parents[1] / "static/signposts/keeper.js"


@open_to(Audience.EVERYBODY)
@require_safe
@quiet
def help_now(request: SiteRequest) -> HttpResponse:
    """Show every situation and who helps. No address, cookie or log says which one was opened."""
    return render_quiet(request, "signposts/help.html", help_page(request.now))


@open_to(Audience.EVERYBODY)
@require_safe
@quiet
def card(request: SiteRequest) -> HttpResponse:
    """Show the same contacts as cards to print and cut out."""
    return render_quiet(request, "signposts/card.html", card_page(request.now))


@open_to(Audience.EVERYBODY)
@require_safe
@quiet
def safety(request: SiteRequest) -> HttpResponse:
    """Say what a device remembers, and how to make it forget."""
    return render_quiet(request, "signposts/safety.html")


@open_to(Audience.EVERYBODY)
@require_safe
@quiet
def before(request: SiteRequest) -> HttpResponse:
    """Stop once before the help page, to say how to leave it quickly: for readers who come from elsewhere."""
    return render_quiet(request, "signposts/before.html")


@open_to(Audience.EVERYBODY)
@require_safe
def keeper(request: SiteRequest) -> HttpResponse:
    """Serve the worker that keeps a copy for use without network; it may keep nothing above its own address."""
    return HttpResponse(_keeper(), content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


@open_to(Audience.EVERYBODY)
@require_safe
def services(request: SiteRequest) -> HttpResponse:
    """Give the contacts that are current today to other directories. Source: Open Referral, HSDS 3."""
    today = timezone.localdate(request.now)
    page = page_of_services(listed(contacts_today(today)), site=settings.PUBLIC_URL, today=today)
    return JsonResponse(page, json_dumps_params={"ensure_ascii": False})


@cache
def _keeper() -> str:
    return KEEPER.read_text()
