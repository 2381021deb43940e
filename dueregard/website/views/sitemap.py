"""The map of the site for search engines: every page of everything that is given away as data, and the fixed pages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to, same_for_visitors
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.foundation.opendata.queries.offer import Offer, offer_called, offers, read_all
from dueregard.foundation.opendata.queries.written import whole
from dueregard.rules.wiring.adds import Menu, Role

AT_ONCE = 10_000  # of 50,000 that the protocol allows; source: sitemaps.org, protocol
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
PAGES = "pages"


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def index(request: SiteRequest) -> HttpResponse:
    """List the parts of the map."""
    parts = [(PAGES, 1)]
    for offer in _with_pages():
        count = offer.rows().count()
        parts += [(offer.table.name, number) for number in range(1, -(-count // AT_ONCE) + 1)]
    lines = (f"<sitemap><loc>{_at(reverse('sitemap_part', args=part))}</loc></sitemap>" for part in parts)
    return _xml("sitemapindex", lines)


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def part(request: SiteRequest, name: str, number: int) -> HttpResponse:
    """Return one part of the map. Raises: Http404"""
    if name == PAGES:
        addresses = (whole(path) for path in _fixed()) if number == 1 else iter(())
    else:
        offer = offer_called(name)
        if offer not in _with_pages():
            raise Http404
        first = (number - 1) * AT_ONCE
        if not 0 <= first < offer.rows().count():
            raise Http404
        rows = read_all(offer, request.now)
        addresses = (str(row["page"]) for row in islice(rows, first, first + AT_ONCE))
    lines = [f"<url><loc>{escape(address)}</loc></url>" for address in addresses]
    if not lines:
        raise Http404
    return _xml("urlset", iter(lines))


def _with_pages() -> list[Offer]:
    return [one for one in offers() if any(column.name == "page" for column in one.table.columns)]


def _fixed() -> list[str]:
    """Return the pages that stand in the menus and on the home page."""
    entries = [one.page for menu in (Menu.VISITOR, Menu.FOOT) for one in settings.MENUS[menu]]
    names = ["home", "act", *entries, *(door.page for door in settings.DOORS), "about", "privacy", "accessibility"]
    return list(dict.fromkeys([*map(reverse, names), *(reverse("act_as", args=[role.value]) for role in Role)]))


def _at(path: str) -> str:
    return escape(whole(path))


def _xml(root: str, lines: Iterator[str]) -> HttpResponse:
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{SPACE}">{"".join(lines)}</{root}>\n'
    return HttpResponse(body, content_type="application/xml; charset=utf-8")
