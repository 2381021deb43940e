"""The picture of a page: drawn anew from its pixels, for whoever may open the document, and for nobody else."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.records.evidence.access import page_for
from dueregard.records.evidence.gateways.pictures import NoPicture, TooBusy, picture_of
from dueregard.records.evidence.views.documents import harmless, known_already, tag_of
from dueregard.rules.documents.picture_kinds import WIDTHS, has_pictures


@require_safe
@open_to(Audience.EVERYBODY)
def picture(request: SiteRequest, pk: UUID, number: int) -> HttpResponseBase:
    """Answer with the picture of a page."""
    page = page_for(request.person, pk, number)
    size = request.GET.get("size", "")
    if size not in WIDTHS or not has_pictures(page.document.pictured[1]):
        raise Http404
    if same := known_already(request, page.document, number, size):
        return same
    try:
        drawn = picture_of(*page.document.pictured, number, size)
    except NoPicture as reason:
        raise Http404 from reason
    except TooBusy:
        busy = HttpResponse("Too many pages are being drawn just now. Reload this one in a moment.", status=503)
        busy["Retry-After"] = "10"
        return busy
    shown = HttpResponse(drawn, content_type="image/webp")
    return harmless(shown, is_public=page.document.is_public, tag=tag_of(page.document, number, size))
