"""What everyone reads of the pledge: its principles and the list, the map, one signatory; and doubts about one."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to, same_for_visitors
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.parts.pledge import access
from dueregard.parts.pledge.actions.doubt import TooManyDoubts
from dueregard.parts.pledge.actions.doubt import doubt as keep_doubt
from dueregard.parts.pledge.forms.asking import DoubtForm
from dueregard.parts.pledge.forms.desk import FilterForm
from dueregard.parts.pledge.queries.on_map import signatory_map
from dueregard.parts.pledge.queries.rows import public_list
from dueregard.parts.pledge.queries.signatory_page import public_page

TOO_MANY = (
    "So many came in at once that yours is not saved yet. Your words are below. Wait an hour, then send it again."
)


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def index(request: SiteRequest) -> HttpResponse:
    """Show the principles, and list who adopted them."""
    form = FilterForm(request.GET)
    filters = form.filters
    page = public_list(filters, request.GET.get("page", "1"))
    return render(request, "pledge/index.html", {"list": page, "form": form, "filters": filters})


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def on_map(request: SiteRequest) -> HttpResponse:
    """Show where organisations have signed."""
    return render(request, "pledge/map.html", {"page": signatory_map(localdate(request.now))})


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def signatory(request: SiteRequest, slug: str) -> HttpResponse:
    """Show one signatory with its proof and its history."""
    return render(request, "pledge/signatory.html", {"page": public_page(access.signatory_shown(slug))})


@require_safe
@open_to(Audience.EVERYBODY)
@never_cache
def by_code(request: SiteRequest, code: str) -> HttpResponse:
    """Lead from a signatory's link back to its page. Before it is listed, say so, and name nobody."""
    found, is_known = access.signatory_by_code(code)
    if found is not None:
        return redirect(found.public_path())
    if not is_known:
        raise Http404
    answer = render(request, "pledge/not_yet.html")
    answer["X-Robots-Tag"] = "noindex"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.EVERYBODY)
@never_cache
def doubt(request: SiteRequest, slug: str) -> HttpResponse:
    """Take what someone says who knows that an organisation did not sign."""
    one = access.signatory_listed(slug)
    form = DoubtForm(request.POST or None)
    if form.is_valid():
        try:
            keep_doubt(signatory=one, **form.cleaned_data, now=request.now)
            return render(request, "pledge/doubt_sent.html", {"signatory": one})
        except TooManyDoubts:
            form.add_error(None, TOO_MANY)
            return render(request, "pledge/doubt.html", {"signatory": one, "form": form}, status=429)
    status = 422 if form.errors else 200
    return render(request, "pledge/doubt.html", {"signatory": one, "form": form}, status=status)
