"""What everybody may read of requests: the list, a case, its JSON, and a feed of what is new."""

from dataclasses import asdict
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.parts.foi import access
from dueregard.parts.foi.forms import PublicFilter
from dueregard.parts.foi.queries.public_case import public_case_page
from dueregard.parts.foi.queries.public_list import public_feed, public_list


@require_safe
@open_to(Audience.EVERYBODY)
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
def public_case(request: SiteRequest, pk: UUID) -> HttpResponse:
    """Show a published case."""
    page = public_case_page(access.public_case(pk), timezone.localdate(request.now))
    return render(request, "foi/public_case.html", {"page": page, "json": reverse("foi:public_case_json", args=[pk])})


@require_safe
@open_to(Audience.EVERYBODY)
def public_case_json(request: SiteRequest, pk: UUID) -> HttpResponse:
    """Return the same page as data."""
    page = public_case_page(access.public_case(pk), timezone.localdate(request.now))
    note = f"The record of {page.group}, as far as it is published. Not the record of {page.body}."
    return JsonResponse({"about": note, **asdict(page)}, json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
@open_to(Audience.EVERYBODY)
def feed(request: SiteRequest) -> HttpResponse:
    """Return what is new in published cases, as Atom."""
    home = f"{settings.PUBLIC_URL}{reverse('foi:public_list')}"
    atom = Atom1Feed(
        title=f"Requests published by {settings.SITE_NAME}",
        link=home,
        description="What public bodies were asked, and what came back.",
        language="en-gb",
        feed_url=f"{settings.PUBLIC_URL}{reverse('foi:public_feed')}",
        feed_guid=home,
    )
    for line in public_feed():
        atom.add_item(
            title=f"{line.body}: {line.says}",
            link=line.url,
            description=line.says,
            pubdate=line.at,
            updateddate=line.at,
            unique_id=f"{line.url}#{line.key}",
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)
