"""From a postcode to an area: sent by POST, looked up, forgotten. It is in no address, no log and no cache."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.records.areas.forms import PostcodeForm
from dueregard.records.areas.queries.postcode import Found, areas_of_sector, postcodes_are_there
from dueregard.rules.areas.postcodes import postcode_in, read_postcode


@csrf_exempt  # looking up changes nothing, and a visitor who does is given no cookie
@open_to(Audience.EVERYBODY)
@sensitive_post_parameters()
def postcode(request: SiteRequest) -> HttpResponse:
    """Lead to the area of a postcode; where it may be one of several, let the person pick."""
    return _answer(request, PostcodeForm(request.POST or None))


def look_up(request: SiteRequest, typed: str) -> HttpResponse:
    """Answer a postcode that somebody typed elsewhere, among other words or alone, and sent by POST."""
    return _answer(request, PostcodeForm({"postcode": postcode_in(typed)}))


def _answer(request: SiteRequest, form: PostcodeForm) -> HttpResponse:
    found: Found | None = None
    if form.is_valid():
        typed = read_postcode(form.cleaned_data["postcode"])
        found = (
            areas_of_sector(typed.sector, today=localdate(request.now)) if typed.sector else Found([], typed.problem)
        )
        if len(found.choices) == 1:
            return redirect(found.choices[0].href)
        if found.problem:
            form.add_error("postcode", found.problem)
    answer = render(request, "areas/postcode.html", {"form": form, "found": found, "can_answer": postcodes_are_there()})
    answer["Cache-Control"] = "private, no-store"
    return answer
