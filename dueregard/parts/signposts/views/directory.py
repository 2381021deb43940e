"""Sister networks and key figures: dated, sourced, and linked to nobody who may have ended."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to, same_for_visitors
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.parts.signposts.queries.figures import figures_page
from dueregard.parts.signposts.queries.networks import networks_page
from dueregard.records.evidence.queries.resting import evidence_at
from dueregard.rules.text.qr_square import share


@open_to(Audience.EVERYBODY)
@same_for_visitors
@require_safe
def networks(request: SiteRequest) -> HttpResponse:
    """Show who else works on this."""
    return render(
        request,
        "signposts/networks.html",
        {"page": networks_page(), "share": share(f"{settings.PUBLIC_URL}{request.path}")},
    )


@open_to(Audience.EVERYBODY)
@same_for_visitors
@require_safe
def figures(request: SiteRequest) -> HttpResponse:
    """Show the key figures with their charts and tables."""
    return render(
        request,
        "signposts/figures.html",
        {
            "figures": figures_page(),
            "evidence": evidence_at(request.path, request.person),
            "share": share(f"{settings.PUBLIC_URL}{request.path}"),
        },
    )
