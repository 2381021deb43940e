"""The sheet of an area for a meeting, as anyone may have it: public facts alone, whoever asks."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.records.areas import access
from dueregard.records.areas.gateways.sheet_printer import CannotPrint, print_sheet
from dueregard.records.areas.queries.sheet import sheet_facts


@require_safe
@open_to(Audience.EVERYBODY)
def area_sheet(request: SiteRequest, slug: str) -> HttpResponse:
    """Return the sheet as a PDF of one page."""
    area = access.area_for(slug)
    try:
        content = print_sheet(sheet_facts(area, localdate(request.now)), remember=True)
    except CannotPrint:
        answer = render(request, "areas/no_sheet.html", {"area": area}, status=503)
        answer["Retry-After"] = "60"
        return answer
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{area.slug}.pdf"'
    answer["X-Robots-Tag"] = "noindex"
    return answer
