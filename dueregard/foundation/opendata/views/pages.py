"""The pages that say what data there is, what each column means, and how programs ask for it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to, same_for_visitors
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.foundation.opendata.queries.offer import offers
from dueregard.rules.opendata.asking import MOST, USUAL
from dueregard.rules.opendata.openapi import ROOT
from dueregard.rules.opendata.packaging import FORMULAS


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def data(request: SiteRequest) -> HttpResponse:
    """List the tables with their files, and say what each column is."""
    tables = [one.table for one in offers()]
    return render(request, "opendata/data.html", {"tables": tables, "formulas": FORMULAS})


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def api(request: SiteRequest) -> HttpResponse:
    """Say how programs ask, with an example for every table."""
    told = {
        "tables": [one.table for one in offers()],
        "root": f"{settings.PUBLIC_URL}{ROOT}",
        "usual": USUAL,
        "most": MOST,
        "a_minute": settings.API_PER_MINUTE,
    }
    return render(request, "opendata/api.html", told)
