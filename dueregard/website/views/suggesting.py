"""What a search offers while somebody types. Words come in the body of a POST: they stand in no address and no log.

Nobody's address is kept: how often somebody asks is counted in memory under a name that is thrown away each minute.
"""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.foundation.opendata.views.answers import Counter, address_of
from dueregard.foundation.search.gateways.interface import IndexUnavailable
from dueregard.website.queries.suggestions import suggestions

PER_MINUTE = 120  # with each pause in typing
COUNTER = Counter()


@csrf_exempt  # nothing is changed, and a visitor who types is given no cookie
@require_POST
@open_to(Audience.EVERYBODY)
@sensitive_post_parameters()
def suggest(request: SiteRequest) -> HttpResponse:
    """Return a few titles as JSON, for this reader alone: no cache may keep the answer."""
    if seconds := COUNTER.wait(address_of(request), request.now, PER_MINUTE):
        refusal = _told([], 429)
        refusal["Retry-After"] = str(seconds)
        return refusal
    try:
        found = suggestions(request.POST.get("q", ""), request.person)
    except IndexUnavailable:
        return _told([], 503)
    return _told([{"title": one.title, "label": one.label, "href": one.href} for one in found], 200)


def _told(found: list[dict[str, str]], status: int) -> HttpResponse:
    answer = JsonResponse({"found": found}, status=status, json_dumps_params={"ensure_ascii": False})
    answer["Cache-Control"] = "no-store, private"
    answer["X-Robots-Tag"] = "noindex"
    return answer
