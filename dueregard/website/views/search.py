"""The search over everything a reader may find, its feed, and the searches a person keeps."""

from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.models import Person
from dueregard.foundation.accounts.requests import SignedInRequest, SiteRequest
from dueregard.foundation.accounts.views.sure import Question, ask_first, is_sure
from dueregard.foundation.feeds.queries import FeedLine
from dueregard.foundation.feeds.views import atom
from dueregard.foundation.search import access
from dueregard.foundation.search.actions.keep_search import (
    CannotKeep,
    close_address,
    drop_search,
    keep_search,
    renew_address,
)
from dueregard.foundation.search.gateways.interface import Hit, IndexUnavailable
from dueregard.foundation.search.queries.kept import searches_of
from dueregard.records.areas.views.postcodes import look_up
from dueregard.rules.areas.postcodes import has_postcode
from dueregard.website.queries.search_page import Asked, asked_by, feed_hits, kind_word, search_page

NOT_READY = 503


@csrf_exempt  # a search changes nothing, and a visitor who searches is given no cookie
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.EVERYBODY)
@sensitive_post_parameters()
def search(request: SiteRequest) -> HttpResponse:
    """Show what this reader finds; without words or a narrowing, how one may ask.

    The site's own forms send their words by POST. A postcode among them is looked up and forgotten, and stands in no
    address; other words lead to the address of their search, which can be kept and shared.
    """
    if request.method == "POST":
        typed = asked_by({"q": request.POST.get("q", "")})
        if has_postcode(typed.typed):
            return look_up(request, typed.typed)
        return redirect(f"{reverse('search')}{typed.href() if typed.typed else ''}")
    asked = asked_by(request.GET.dict())
    try:
        page = search_page(asked, request.person)
    except IndexUnavailable:
        return render(request, "website/search/not_ready.html", {"asked": asked}, status=NOT_READY)
    answer = render(request, "website/search/results.html", {"page": page, "doors": settings.DOORS})
    answer["X-Robots-Tag"] = "noindex"
    return answer


@require_safe
@open_to(Audience.EVERYBODY)
def feed(request: SiteRequest) -> HttpResponse:
    """Return what a search found last of what is public, as Atom: whoever reads it."""
    asked = asked_by(request.GET.dict())
    address = f"{settings.PUBLIC_URL}/search/feed.xml{asked.href(order='')}"
    return _feed(asked, None, title=asked.typed or "Everything new", key=address)


@never_cache
@require_safe
@open_to(Audience.EVERYBODY)
def kept_feed(request: SiteRequest) -> HttpResponse:
    """Return what a kept search found last, of what its owner may find now. Raises: Http404 for an unknown address"""
    kept = access.search_with_address(request.GET.get("key", ""))
    answer = _feed(asked_by(kept.asked), kept.person, title=kept.name, key=f"urn:uuid:{kept.pk}")
    answer["Cache-Control"] = "no-store, private"
    answer["X-Robots-Tag"] = "noindex"
    return answer


@require_safe
@open_to(Audience.SIGNED_IN)
def searches(request: SignedInRequest) -> HttpResponse:
    """List the searches this person keeps."""
    return _list(request)


@require_POST
@open_to(Audience.SIGNED_IN)
def keep(request: SignedInRequest) -> HttpResponse:
    """Keep a search under a name."""
    asked = asked_by(request.POST.dict())
    name = request.POST.get("name", "").replace("\0", " ").strip()
    try:
        keep_search(person=request.person, name=name or asked.typed, asked=_kept(asked), now=request.now)
    except CannotKeep as refusal:
        messages.error(request, str(refusal))
        return redirect(f"/search/{asked.href()}")
    messages.success(request, "Search saved. To follow it in a feed reader, make an address for it.")
    return redirect("searches")


@require_POST
@open_to(Audience.SIGNED_IN)
def drop(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Keep a search no longer; its address closes with it."""
    kept = access.search_of(request.person, pk)
    if not is_sure(request):
        says = f"“{kept.name}” and its feed address will be gone. Feed readers that use the address get nothing more."
        return ask_first(request, Question("Delete this saved search?", says, "Delete the search", "/desk/searches/"))
    drop_search(search=kept, by=request.person, now=request.now)
    messages.success(request, "Search deleted.")
    return redirect("searches")


@never_cache
@require_POST
@open_to(Audience.SIGNED_IN)
def renew(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Make a new feed address of a kept search and show it once."""
    kept = access.search_of(request.person, pk)
    if kept.digest and not is_sure(request):
        says = "Feed readers that use the present address get nothing more. It cannot be opened again."
        return ask_first(request, Question("Replace this feed address?", says, "Replace it", "/desk/searches/"))
    secret = renew_address(search=kept, by=request.person, now=request.now)
    return _list(request, address=f"{settings.PUBLIC_URL}/search/kept.xml?key={secret}", name=kept.name)


@require_POST
@open_to(Audience.SIGNED_IN)
def close(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Close the feed address of a kept search."""
    kept = access.search_of(request.person, pk)
    if not is_sure(request):
        says = "Feed readers that use it get nothing more. It cannot be opened again; you can make another."
        return ask_first(request, Question("Close this feed address?", says, "Close the address", "/desk/searches/"))
    close_address(search=kept, by=request.person, now=request.now)
    messages.success(request, "The address is closed. Feed readers that used it no longer get anything.")
    return redirect("searches")


def _list(request: SignedInRequest, *, address: str = "", name: str = "") -> HttpResponse:
    rows = [(kept, f"/search/{asked_by(kept.asked).href()}") for kept in searches_of(request.person)]
    return render(request, "website/search/kept.html", {"rows": rows, "address": address, "name": name})


def _kept(asked: Asked) -> dict[str, str]:
    exact = "yes" if asked.is_exact else ""
    return {name: value for name, value in {"q": asked.typed, **dict(asked.narrowed), "exact": exact}.items() if value}


def _feed(asked: Asked, person: Person | None, *, title: str, key: str) -> HttpResponse:
    try:
        hits = feed_hits(asked, person)
    except IndexUnavailable:
        answer = HttpResponse("Search is not ready yet. Try again in a minute.", status=NOT_READY)
        answer["Retry-After"] = "60"
        return answer
    return atom(
        title=f"{title} – {settings.SITE_NAME}",
        about="What this search found, the newest first.",
        home=f"{settings.PUBLIC_URL}/search/{asked.href(order='')}",
        own="" if person else key,  # the address of a kept search is a secret of its owner
        key=key,
        lines=[_line(hit) for hit in hits],
    )


def _line(hit: Hit) -> FeedLine:
    address = f"{settings.PUBLIC_URL}{hit.url}"
    return FeedLine(
        key=f"{address}#{hit.kind}-{hit.key}-{hit.part}",
        title=f"{hit.title} ({hit.label or kind_word(hit.kind)})",
        says="".join(piece.text for piece in hit.passage),
        url=address,
        at=datetime.fromtimestamp(hit.since, UTC),
    )
