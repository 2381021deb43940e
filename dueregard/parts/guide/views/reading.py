"""The guide to read: the list of sections, and a section. Open to everybody, without cookie and script."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to, same_for_visitors
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.parts.guide.queries.reading import SectionPage, guide_index, section_page
from dueregard.parts.guide.queries.translated import translation_page
from dueregard.parts.guide.views.leaving import way_out
from dueregard.records.evidence.queries.resting import evidence_at
from dueregard.rules.text.qr_square import share


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def index(request: SiteRequest, language: str = "") -> HttpResponse:
    """List the sections, in English or in a language into which some are translated."""
    page = guide_index(timezone.localdate(request.now), language)
    if page is None:
        raise Http404
    with override(language or get_language()):
        return render(request, "guide/index.html", {"page": page, **way_out()})


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def section(request: SiteRequest, slug: str) -> HttpResponse:
    """Show a section."""
    page = section_page(slug, timezone.localdate(request.now))
    if page is None:
        raise Http404
    return shown(request, page, is_current=True)


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def translation(request: SiteRequest, slug: str, language: str) -> HttpResponse:
    """Show a section in another language, and say whether the English text is newer."""
    with override(language):
        found = translation_page(slug, language, timezone.localdate(request.now))
        if found is None:
            raise Http404
        page, note = found
        return shown(request, page, is_current=True, translation=note)


def shown(request: SiteRequest, page: SectionPage, *, is_current: bool, **more: object) -> HttpResponse:
    """Render a section; one on a risky subject leaves as little behind as a page can."""
    context = {"page": page, "is_current": is_current, **way_out(), **more}
    if is_current and not page.is_for_danger:  # what endangers somebody is passed on by whoever decides to, by hand
        context["share"] = share(f"{settings.PUBLIC_URL}{request.path}")
    if is_current:
        context["evidence"] = evidence_at(request.path, request.person)
    answer = render(request, "guide/section.html", context)
    if page.is_for_danger:
        answer["Cache-Control"] = "no-store"
        answer["Referrer-Policy"] = "same-origin"  # with "no-referrer" the button to sign out would be refused
    return answer
