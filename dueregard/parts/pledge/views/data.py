"""The list of signatories as data: a table, JSON in the words of schema.org, a feed."""

import csv
from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to, same_for_visitors
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.foundation.feeds.views import atom
from dueregard.parts.pledge import access
from dueregard.parts.pledge.queries import plain
from dueregard.rules.text.csv_cells import safe_cell

NOTE = "Organisations that signed the pledge. “counted” leaves out those without a proof. Free to use."


class _Line:
    """Gives each row of a table back as it is written."""

    def write(self, row: str) -> str:
        return row


@require_safe
@open_to(Audience.EVERYBODY)
def table(request: SiteRequest) -> HttpResponseBase:
    """Return all signatories as a table."""
    writer = csv.writer(_Line())
    rows: Iterator[tuple[str, ...]] = chain([plain.COLUMNS], plain.plain_rows())
    answer = StreamingHttpResponse(
        (writer.writerow([safe_cell(cell) for cell in row]) for row in rows), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="signatories.csv"'
    return answer


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def everything(request: SiteRequest) -> HttpResponse:
    """Return all signatories as data."""
    told = list(plain.plain_signatories())
    counts = sum(bool(one["counted"]) for one in told)
    return _json({"@context": "https://schema.org", "about": NOTE, "counted": counts, "signatories": told})


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def one(request: SiteRequest, slug: str) -> HttpResponse:
    """Return one signatory as data."""
    return _json(plain.plain_signatory(access.signatory_shown(slug)))


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def feed(request: SiteRequest) -> HttpResponse:
    """Return what is new about signatories, as Atom."""
    title = f"Who signed the pledge: {settings.SITE_NAME}"
    home = f"{settings.PUBLIC_URL}{reverse('pledge:index')}"
    own = f"{settings.PUBLIC_URL}{reverse('pledge:feed')}"
    return atom(title=title, about=title, home=home, own=own, key=home, lines=plain.feed_lines())


def _json(told: dict[str, Any]) -> JsonResponse:
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
