"""The guide to read: the list of sections, and a section. Open to everybody, without cookie and script."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.parts.guide.queries.reading import SectionPage, guide_index, section_page

EXIT_TO = "https://www.bbc.co.uk/weather"  # where “Leave this page” leads: a harmless page elsewhere


@require_safe
@open_to(Audience.EVERYBODY)
def index(request: SiteRequest) -> HttpResponse:
    """List the sections."""
    return render(request, "guide/index.html", {"page": guide_index(timezone.localdate(request.now))})


@require_safe
@open_to(Audience.EVERYBODY)
def section(request: SiteRequest, slug: str) -> HttpResponse:
    """Show a section."""
    page = section_page(slug, timezone.localdate(request.now))
    if page is None:
        raise Http404
    return shown(request, page, is_current=True)


def shown(request: SiteRequest, page: SectionPage, *, is_current: bool, **more: object) -> HttpResponse:
    """Render a section; one on a risky subject leaves as little behind as a page can."""
    context = {"page": page, "is_current": is_current, "exit_to": EXIT_TO, **more}
    answer = render(request, "guide/section.html", context)
    if page.is_for_danger:
        answer["Cache-Control"] = "no-store"
        answer["Referrer-Policy"] = "no-referrer"
    return answer
