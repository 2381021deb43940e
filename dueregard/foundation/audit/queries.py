"""Reading the audit: what was done to one record, and pages of everything, newest first.

Who may read it is decided by the view; what a code means in words is the template's.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Q, QuerySet

from dueregard.foundation.audit.models import Act

PAGE = 100


@dataclass(frozen=True, slots=True)
class ActsWanted:
    """Which acts a reader asks for; an empty field asks for all. Dates are UK calendar dates, both included."""

    did: str = ""
    on_kind: str = ""
    person: str = ""
    since_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act as it is shown."""

    at: datetime
    who: str
    did: str
    on_kind: str
    on_id: str
    details: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ActsPage:
    """One page of acts; `page` carries its number and neighbours."""

    lines: list[ActLine]
    page: Page[Act]


def acts_on(record: models.Model) -> list[ActLine]:
    """Return everything done to one record, newest first."""
    acts = Act.objects.filter(on_kind=record._meta.label_lower, on_id=str(record.pk))
    return [_line(act) for act in acts.select_related("by")]


def acts_page(wanted: ActsWanted, *, number: str | int | None = 1) -> ActsPage:
    """Return one page of the acts that are asked for. Costs two queries, however many acts there are."""
    page = Paginator(_acts(wanted), PAGE).get_page(number)
    return ActsPage(lines=[_line(act) for act in page.object_list], page=page)


def kinds_of_acts() -> list[str]:
    """Return the codes of everything that was ever done, in order."""
    return list(Act.objects.order_by("did").values_list("did", flat=True).distinct())


def _acts(wanted: ActsWanted) -> QuerySet[Act]:
    asked = Q()
    if wanted.did:
        asked &= Q(did=wanted.did)
    if wanted.on_kind:
        asked &= Q(on_kind=wanted.on_kind)
    if wanted.person:
        asked &= Q(by__username__iexact=wanted.person)
    if wanted.since_on:
        asked &= Q(at__date__gte=wanted.since_on)
    if wanted.until_on:
        asked &= Q(at__date__lte=wanted.until_on)
    return Act.objects.filter(asked).select_related("by")


def _line(act: Act) -> ActLine:
    who = str(act.by) if act.by else "the site"
    return ActLine(act.at, who, act.did.replace("_", " "), act.on_kind, act.on_id, act.details)
