"""What everyone may read about requests: the list, a case, its JSON, and a feed of what is new."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to, same_for_visitors
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.foundation.feeds.views import atom
from dueregard.parts.foi import access
from dueregard.parts.foi.forms.public import PublicFilter
from dueregard.parts.foi.models import Case
from dueregard.parts.foi.queries.elsewhere import elsewhere
from dueregard.parts.foi.queries.public_case import public_case_page
from dueregard.parts.foi.queries.public_list import public_feed, public_list


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def requests(request: SiteRequest) -> HttpResponse:
    """List the published cases."""
    form = PublicFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    page = public_list(
        typed=wanted.get("q", ""),
        kind=wanted.get("kind", ""),
        nation=wanted.get("nation", ""),
        stands=wanted.get("stands", ""),
        page=request.GET.get("page", "1"),
        today=timezone.localdate(request.now),
    )
    return render(request, "foi/public_list.html", {"page": page, "form": form, "is_narrowed": any(wanted.values())})


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def public_case(request: SiteRequest, pk: UUID) -> HttpResponse:
    """Show a published case."""
    case = access.public_case(pk)
    others = elsewhere(case, number=request.GET.get("page", "1"), today=timezone.localdate(request.now))
    return render(request, "foi/public_case.html", {**shown_to_everybody(case, request.now), "elsewhere": others})


def shown_to_everybody(case: Case, now: datetime) -> dict[str, Any]:
    """Return what the page of a published case says of it: the page on which a case is published shows the same."""
    page = public_case_page(case, timezone.localdate(now))
    return {"page": page, "json": reverse("foi:public_case_json", args=[case.pk])}


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def public_case_json(request: SiteRequest, pk: UUID) -> HttpResponse:
    """Return the same page as data."""
    page = public_case_page(access.public_case(pk), timezone.localdate(request.now))
    note = f"Published from the record of {page.group}, not the record of {page.body}."
    return JsonResponse({"about": note, **asdict(page)}, json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def feed(request: SiteRequest) -> HttpResponse:
    """Return what is new in published cases, as Atom."""
    home = f"{settings.PUBLIC_URL}{reverse('foi:public_list')}"
    return atom(
        title=f"Requests published by {settings.SITE_NAME}",
        about="What public bodies were asked, and what came back.",
        home=home,
        own=f"{settings.PUBLIC_URL}{reverse('foi:public_feed')}",
        key=home,
        lines=public_feed(),
    )
