"""The public list of bodies, the page of one body, and the same as JSON.

`queries/` puts together what they show.
"""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from dueregard.foundation.accounts.audience import Audience, open_to, same_for_visitors
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.records.bodies import access, queries
from dueregard.records.bodies.forms import FilterForm
from dueregard.records.bodies.queries.pages import Filters, areas_of, kinds_held
from dueregard.records.bodies.queries.plain import as_plain
from dueregard.records.groups.access import remember_places
from dueregard.records.history.queries import history_of
from dueregard.rules.wiring.body_piece import ABOVE


@open_to(Audience.EVERYBODY)
@same_for_visitors
def bodies(request: SiteRequest) -> HttpResponse:
    """Show the list, narrowed by the filter form."""
    asked, shown = request.GET, access.bodies_shown(request.person, localdate(request.now))
    areas = areas_of(shown, nation=asked.get("nation", ""), region=asked.get("region", ""))
    form = FilterForm(asked or None, areas=areas, kinds=kinds_held(shown))
    form.is_valid()
    told = form.cleaned_data if form.is_bound else {}
    filters = Filters(
        q=told.get("q", ""),
        kind=told.get("kind", ""),
        nation=told.get("nation", ""),
        region=told.get("region", ""),
        area=told.get("area", "") or _area_alone(request),
        with_closed=told.get("closed", False),
    )
    page = queries.browse(filters, among=shown, number=asked.get("page", 1), today=localdate(request.now))
    may_keep = access.may_keep_register(request.person)
    return render(request, "bodies/list.html", {"list": page, "form": form, "filters": filters, "may_keep": may_keep})


@open_to(Audience.EVERYBODY)
@same_for_visitors
def body(request: SiteRequest, slug: str) -> HttpResponse:
    """Show everything the register knows of one body."""
    today = localdate(request.now)
    one = access.body_shown(request.person, slug, today)
    if one.slug != slug:
        return redirect(one, permanent=True)
    remember_places(request.person)
    may_keep = access.may_keep_register(request.person)
    number = request.GET.get("page", "1")
    page = queries.body_page(one, today=today, keeps=may_keep)
    pieces = queries.pieces_while_unchanged(one, request.person, today=today, number=number)
    context = {
        "page": page,
        "above": [piece for piece in pieces if piece.order < ABOVE],
        "pieces": [piece for piece in pieces if piece.order >= ABOVE],
        "history": history_of(one, request.person, limit=50),
        "may_keep": may_keep,
        "may_merge": access.may_merge(request.person),
        "may_tell": access.may_tell_everybody(request.person),
    }
    return render(request, "bodies/body.html", context)


@open_to(Audience.EVERYBODY)
@same_for_visitors
def body_json(request: SiteRequest, slug: str) -> HttpResponse:
    """Return the same facts as JSON."""
    today = localdate(request.now)
    one = access.body_shown(request.person, slug, today)
    if one.slug != slug:
        return redirect("body_json", slug=one.slug, permanent=True)
    return JsonResponse(as_plain(one, today=today))


def _area_alone(request: SiteRequest) -> str:
    """Return an area that a link gave without its region; the form offers areas of one region only."""
    area = request.GET.get("area", "")
    return area if len(area) == 9 and area.isalnum() and not request.GET.get("region") else ""
