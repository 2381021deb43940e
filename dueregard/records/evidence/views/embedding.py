"""Public passages on other sites: a small page to frame, and the oEmbed answer. Asked as a visitor, whoever asks."""

from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.timezone import localdate
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.records.evidence.access import page_for, passage_for
from dueregard.records.evidence.queries.embedding import Quoted, as_oembed, quoted_passage, quoted_words
from dueregard.records.evidence.queries.page_page import passage_path
from dueregard.records.evidence.queries.passage_page import passage_page
from dueregard.records.evidence.views.documents import whole_number
from dueregard.rules.documents.passages import NoPassage, anchor

LONGEST = 2000


@require_safe
@open_to(Audience.EVERYBODY)
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]
def embed(request: SiteRequest, pk: UUID) -> HttpResponse:
    """Show a public passage as a small page that other sites may frame: no script, no form."""
    page = passage_page(passage_for(None, pk), None, today=localdate(request.now))
    return render(request, "evidence/embed.html", {"page": page})


@require_safe
@open_to(Audience.EVERYBODY)
def oembed(request: SiteRequest) -> HttpResponse:
    """Tell another site how to show a public passage. Source: oembed.com, version 1.0, 2.2 to 2.4."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse("This address answers only in JSON.", status=501, content_type="text/plain; charset=utf-8")
    quoted = _quoted(request.GET.get("url", "")[:LONGEST])
    answer = JsonResponse(as_oembed(quoted, widest=whole_number(request.GET.get("maxwidth", ""))))
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _quoted(address: str) -> Quoted:
    """Return what a public address of this site shows in quotation. Raises: Http404"""
    try:
        asked = urlsplit(address)
    except ValueError as reason:
        raise Http404 from reason
    home = urlsplit(settings.PUBLIC_URL)
    if (asked.scheme, asked.netloc) != (home.scheme, home.netloc):
        raise Http404
    match = _match(asked.path)
    if match.view_name == "evidence:passage":
        passage = passage_for(None, match.kwargs["pk"])
        return quoted_passage(passage, passage.document.pages.filter(number=passage.page).first())
    if match.view_name != "evidence:page":
        raise Http404
    page = page_for(None, match.kwargs["pk"], match.kwargs["number"])
    places = parse_qs(asked.query)
    try:
        known = anchor(page.text, int(places["from"][0]), int(places["to"][0]))
    except (KeyError, ValueError, NoPassage) as reason:
        raise Http404 from reason
    return quoted_words(page, known, passage_path(asked.path, known))


def _match(path: str) -> ResolverMatch:
    try:
        return resolve(path)
    except Resolver404 as reason:
        raise Http404 from reason
