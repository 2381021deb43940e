"""The map of all areas, the page of one, and both as data.

`queries/` puts together what they show.
"""

from dataclasses import replace

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from dueregard.foundation.accounts.audience import Audience, open_to, same_for_visitors
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.records.areas import access
from dueregard.records.areas.forms import AreaForm, MapForm, PostcodeForm
from dueregard.records.areas.queries.area_page import area_page
from dueregard.records.areas.queries.known import question_of, questions
from dueregard.records.areas.queries.map_page import boundary_file, known_map_page, map_page
from dueregard.records.areas.queries.pieces import pieces_of
from dueregard.records.areas.queries.plain import as_geojson, as_table
from dueregard.records.areas.queries.postcode import postcodes_are_there
from dueregard.records.bodies.access import bodies_shown


@open_to(Audience.EVERYBODY)
@same_for_visitors
def areas(request: SiteRequest) -> HttpResponse:
    """Show the map and its table, narrowed by the filter form."""
    today, file, offered = localdate(request.now), boundary_file(), questions()
    form = MapForm(request.GET or None, has_shapes=file is not None, questions=offered)
    filters = form.filters
    filters = replace(filters, page=request.GET.get("page", "1"))
    page = (
        known_map_page(filters, form.asked, file, today=today) if form.asked else map_page(filters, file, today=today)
    )
    context = {
        "page": page,
        "form": form,
        "filters": filters,
        "postcode": PostcodeForm() if postcodes_are_there() else None,
    }
    return render(request, "areas/map.html", context)


@open_to(Audience.EVERYBODY)
@same_for_visitors
def area(request: SiteRequest, slug: str) -> HttpResponse:
    """Show one area with its bodies."""
    one = access.area_for(slug)
    told, offered = request.GET, questions()
    asked = question_of(told.get("question", ""), offered)
    page = area_page(
        one,
        kind=told.get("kind", ""),
        state=told.get("state", ""),
        number=told.get("page", "1"),
        today=localdate(request.now),
        question=asked,
        questions=offered,
        among=bodies_shown(request.person, localdate(request.now)),
    )
    form = AreaForm(told or None, kinds=page.kinds, questions=offered, asked=asked)
    pieces = pieces_of(one, request.person, page.how_far, today=localdate(request.now))
    return render(request, "areas/area.html", {"page": page, "form": form, "pieces": pieces})


@open_to(Audience.EVERYBODY)
@same_for_visitors
def table(request: SiteRequest) -> HttpResponse:
    """Return every area with its numbers as CSV."""
    answer = HttpResponse(as_table(localdate(request.now)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="areas.csv"'
    return answer


@open_to(Audience.EVERYBODY)
@same_for_visitors
def geojson(request: SiteRequest) -> HttpResponse:
    """Return every area with its numbers as GeoJSON, with its shape where one was imported."""
    return JsonResponse(as_geojson(localdate(request.now)), content_type="application/geo+json")
