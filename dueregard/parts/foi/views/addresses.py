"""Addresses of the bodies of one campaign to which its letter cannot go yet."""

from uuid import UUID

from django.http import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.parts.foi.access import campaign_worked_by
from dueregard.parts.foi.queries.picker import bodies_not_asked
from dueregard.records.bodies.views.many_addresses import Among, enter_addresses


@open_to(Audience.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def addresses(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Enter or import the addresses that a campaign lacks."""
    campaign = campaign_worked_by(request.person, pk)
    here = reverse("foi:addresses", args=[campaign.pk])
    return enter_addresses(
        request, Among(bodies_not_asked(campaign), here, campaign.get_absolute_url(), campaign.title)
    )
