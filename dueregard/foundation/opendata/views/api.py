"""The API: which tables there are, their rows page by page, one row, and the description of all this."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpResponseBase

from dueregard.foundation.accounts.audience import Audience, open_to, same_for_visitors
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.foundation.opendata.queries.offer import offer_called, offers, read_page, read_row
from dueregard.foundation.opendata.queries.written import whole
from dueregard.foundation.opendata.views.answers import for_programs, json_answer
from dueregard.rules.opendata import openapi
from dueregard.rules.opendata.asking import NoSense, read_question, write_place


@for_programs
@open_to(Audience.EVERYBODY)
@same_for_visitors
def tables(request: SiteRequest) -> HttpResponseBase:
    """Say which tables there are."""
    _asks_nothing(request)
    told = [
        {"name": one.name, "title": one.title, "says": one.says, "rows": whole(f"{openapi.ROOT}/{one.name}")}
        for one in (offer.table for offer in offers())
    ]
    return json_answer(request, {"tables": told})


@for_programs
@open_to(Audience.EVERYBODY)
@same_for_visitors
def description(request: SiteRequest) -> HttpResponseBase:
    """Describe the API to programs."""
    _asks_nothing(request)
    return json_answer(request, described())


@for_programs
@open_to(Audience.EVERYBODY)
@same_for_visitors
def rows(request: SiteRequest, name: str) -> HttpResponseBase:
    """Return a page of a table."""
    offer = offer_called(name)
    secret = settings.SECRET_KEY.encode()
    asked = read_question(offer.table, {key: request.GET.getlist(key) for key in request.GET}, secret=secret)
    page = read_page(offer, asked, request.now)
    address = ""
    if page.next is not None:
        on = [(key, value) for key, value in request.GET.items() if key != "after"]
        address = whole(f"{openapi.ROOT}/{name}?{urlencode([*on, ('after', write_place(page.next, secret))])}")
    answer = json_answer(request, {"rows": page.rows, "next": address or None})
    if address:
        answer["Link"] = f'<{address}>; rel="next"'
    return answer


@for_programs
@open_to(Audience.EVERYBODY)
@same_for_visitors
def row(request: SiteRequest, name: str, key: str) -> HttpResponseBase:
    """Return one row of a table."""
    offer = offer_called(name)
    _asks_nothing(request)
    told = read_row(offer, key, request.now)
    changed = told.get(offer.table.changed)
    return json_answer(request, told, changed_at=datetime.fromisoformat(changed) if isinstance(changed, str) else None)


@for_programs
@open_to(Audience.EVERYBODY)
def nothing(request: SiteRequest) -> HttpResponseBase:
    """Answer every other address below the API. Raises: Http404"""
    raise Http404


def described() -> dict[str, object]:
    """Return the description of this site's API."""
    title = f"{settings.SITE_NAME}: open data"
    return openapi.describe([one.table for one in offers()], title=title, contact=f"{settings.PUBLIC_URL}/about/")


def _asks_nothing(request: SiteRequest) -> None:
    for name in request.GET:
        raise NoSense(name, "This address takes no parameters.")
