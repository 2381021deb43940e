"""The sheet of a group's area for its own meeting: the public facts, and the group's tasks."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.records.areas.gateways.sheet_printer import CannotPrint, print_sheet
from dueregard.records.areas.queries.rolled import known_areas
from dueregard.records.areas.queries.sheet import sheet_facts
from dueregard.records.groups import access
from dueregard.records.groups.queries.sheet import group_side


@require_safe
@open_to(Audience.SIGNED_IN)
def group_sheet(request: SignedInRequest, slug: str) -> HttpResponse:
    """Return the sheet as a PDF of one page. It is kept nowhere: no cache, no file."""
    group = access.group_for(request.person, slug)
    today = localdate(request.now)
    if group.area_id is None:
        messages.error(request, "Say in which area the group works first: the sheet is about that area.")
        return redirect("group", slug=slug)
    known = known_areas()
    area = known.areas[known.roll.forward(group.area_id, today).area]
    side = group_side(group, request.person, today=today, now=request.now)
    try:
        content = print_sheet(sheet_facts(area, today, side), remember=False)
    except CannotPrint:
        messages.error(request, "The sheet could not be printed. Wait a minute and try again.")
        return redirect("group", slug=slug)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{area.slug}-{group.slug}.pdf"'
    answer["Cache-Control"] = "no-store, private"
    return answer
