"""What everybody reads of demands and decisions: lists, pages, what worked, feeds, and all of it as data."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to, same_for_visitors
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.foundation.feeds.queries import FeedLine
from dueregard.foundation.feeds.views import atom
from dueregard.parts.tracker import access
from dueregard.parts.tracker.forms.fields import body_called
from dueregard.parts.tracker.forms.filters import DecisionFilterForm, DemandFilterForm, WorkedForm
from dueregard.parts.tracker.queries import decision_page, demand_page, placed_demands, public_decisions, public_demands
from dueregard.parts.tracker.queries.decision_rows import decision_list
from dueregard.parts.tracker.queries.demand_rows import demand_list
from dueregard.parts.tracker.queries.worked import Like, like_body, worked_page
from dueregard.rules.text.csv_cells import safe_cell

NOTE = "Recorded by campaign groups, not by the bodies. Free to use; name this site and its page."


class _Line:
    """Gives each row of a table back as it is written."""

    def write(self, row: str) -> str:
        return row


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def demands(request: SiteRequest) -> HttpResponse:
    """List the published demands."""
    form = DemandFilterForm(request.GET)
    filters = form.filters
    page = demand_list(
        access.public_demands(),
        filters,
        number=request.GET.get("page", "1"),
        today=localdate(request.now),
        is_for_everybody=True,
    )
    return render(request, "tracker/public_demands.html", {"list": page, "form": form, "filters": filters})


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def demand(request: SiteRequest, pk: UUID) -> HttpResponse:
    """Show a published demand."""
    page = demand_page.public_page(access.public_demand(pk), localdate(request.now))
    return render(request, "tracker/public_demand.html", {"page": page})


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def demand_json(request: SiteRequest, pk: UUID) -> HttpResponse:
    """Return a published demand as data."""
    return _json({"about": NOTE, **public_demands.plain_demand(access.public_demand(pk))})


@require_safe
@open_to(Audience.EVERYBODY)
def demands_csv(request: SiteRequest) -> HttpResponseBase:
    """Return all published demands as a table."""
    return _table("demands.csv", public_demands.COLUMNS, public_demands.plain_rows())


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def demands_json(request: SiteRequest) -> HttpResponse:
    """Return all published demands as data."""
    return _json({"about": NOTE, "demands": list(public_demands.plain_demands())})


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def demands_geojson(request: SiteRequest) -> HttpResponse:
    """Return all published demands as GeoJSON, each at a point of its area."""
    told = placed_demands.as_geojson(localdate(request.now), NOTE)
    return _json(told, content_type="application/geo+json")


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def demands_feed(request: SiteRequest) -> HttpResponse:
    """Return what is new about demands, as Atom."""
    title = f"Demands and what came of them, published by {settings.SITE_NAME}"
    return _feed(title, "tracker:public_demands", "tracker:demands_feed", public_demands.feed_lines())


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def worked(request: SiteRequest) -> HttpResponse:
    """Show what worked at bodies of one kind, nation and size, or at bodies like one that is named."""
    form = WorkedForm(request.GET or None)
    told = form.cleaned_data if form.is_bound and form.is_valid() else {}
    like = Like(told.get("kind", ""), told.get("nation", ""), told.get("size", ""))
    if told.get("body"):
        try:
            like = like_body(body_called(told["body"]))
        except ValidationError as refusal:
            form.add_error("body", refusal)
    page = worked_page(like, number=request.GET.get("page", "1"), today=localdate(request.now))
    return render(request, "tracker/worked.html", {"page": page, "form": form}, status=422 if form.errors else 200)


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def decisions(request: SiteRequest) -> HttpResponse:
    """List the published decisions."""
    form = DecisionFilterForm(request.GET)
    filters = form.filters
    page = decision_list(
        access.public_decisions(),
        filters,
        number=request.GET.get("page", "1"),
        today=localdate(request.now),
        is_for_everybody=True,
    )
    return render(request, "tracker/public_decisions.html", {"list": page, "form": form, "filters": filters})


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def decision(request: SiteRequest, pk: UUID) -> HttpResponse:
    """Show a published decision."""
    page = decision_page.public_page(access.public_decision(pk), localdate(request.now))
    return render(request, "tracker/public_decision.html", {"page": page})


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def decision_json(request: SiteRequest, pk: UUID) -> HttpResponse:
    """Return a published decision as data."""
    told = public_decisions.plain_decision(access.public_decision(pk), localdate(request.now))
    return _json({"about": NOTE, **told})


@require_safe
@open_to(Audience.EVERYBODY)
def decisions_csv(request: SiteRequest) -> HttpResponseBase:
    """Return all published decisions as a table."""
    return _table("decisions.csv", public_decisions.COLUMNS, public_decisions.plain_rows(localdate(request.now)))


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def decisions_json(request: SiteRequest) -> HttpResponse:
    """Return all published decisions as data."""
    return _json({"about": NOTE, "decisions": list(public_decisions.plain_decisions(localdate(request.now)))})


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def decisions_feed(request: SiteRequest) -> HttpResponse:
    """Return what is new about decisions, as Atom."""
    title = f"Decisions not to cooperate, published by {settings.SITE_NAME}"
    return _feed(title, "tracker:public_decisions", "tracker:decisions_feed", public_decisions.feed_lines())


def _feed(title: str, page: str, own: str, lines: list[FeedLine]) -> HttpResponse:
    home = f"{settings.PUBLIC_URL}{reverse(page)}"
    return atom(title=title, about=title, home=home, own=f"{settings.PUBLIC_URL}{reverse(own)}", key=home, lines=lines)


def _json(told: dict[str, Any], *, content_type: str = "application/json") -> JsonResponse:
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1}, content_type=content_type)


def _table(name: str, columns: Iterable[str], rows: Iterator[tuple[str, ...]]) -> StreamingHttpResponse:
    writer = csv.writer(_Line())
    written = (writer.writerow([safe_cell(cell) for cell in row]) for row in chain([tuple(columns)], rows))
    answer = StreamingHttpResponse(written, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
