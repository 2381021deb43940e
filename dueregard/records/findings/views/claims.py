"""Public claims as data: a table, JSON, and a feed of the newest; of one question or one body, or of all."""

import json
from collections.abc import Iterator

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to, same_for_visitors
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.foundation.feeds.views import atom
from dueregard.records.findings.queries.claims_data import ABOUT, Wanted, as_csv, feed_lines, rows, wanted_claims


@require_safe
@open_to(Audience.EVERYBODY)
def claims_csv(request: SiteRequest) -> StreamingHttpResponse:
    """Hand out the claims as CSV."""
    wanted = _wanted(request)
    answer = StreamingHttpResponse(as_csv(wanted, localdate(request.now)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="claims.csv"'
    return answer


@require_safe
@open_to(Audience.EVERYBODY)
def claims_json(request: SiteRequest) -> StreamingHttpResponse:
    """Hand out the claims as JSON."""
    wanted = _wanted(request)
    return StreamingHttpResponse(_json(wanted, request), content_type="application/json")


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def claims_feed(request: SiteRequest) -> HttpResponse:
    """Hand out the newest claims as a feed."""
    asked = request.GET.urlencode()
    own = f"{settings.PUBLIC_URL}{reverse('findings:claims_feed')}{f'?{asked}' if asked else ''}"
    return atom(
        title=f"Claims about public bodies: {settings.SITE_NAME}",
        about=ABOUT,
        home=f"{settings.PUBLIC_URL}{reverse('areas')}",
        own=own,
        key=own,
        lines=feed_lines(_wanted(request), localdate(request.now)),
    )


def _wanted(request: SiteRequest) -> Wanted:
    # PostgreSQL takes no null sign.
    asked = {name: request.GET.get(name, "").replace("\0", "") for name in ("question", "body")}
    wanted = Wanted(asked["question"][:200], asked["body"][:80])
    wanted_claims(wanted)  # an unknown body is refused before anything is handed out
    return wanted


def _json(wanted: Wanted, request: SiteRequest) -> Iterator[str]:
    yield f'{{"about": {json.dumps(ABOUT)}, "claims": ['
    before = ""
    for row in rows(wanted, localdate(request.now)):
        yield f"{before}{json.dumps(row)}"
        before = ",\n"
    yield "]}\n"
