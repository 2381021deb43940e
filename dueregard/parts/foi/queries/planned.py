"""The cases that are to become public on a day, what keeps one from it, and what became public together."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet

from dueregard.parts.foi.models import Campaign, Case
from dueregard.rules.casework.events import Phase
from dueregard.rules.casework.undo_window import WINDOW, UndoWindow, undo_window


def why_not_planned(case: Case) -> str:
    """Return why a case cannot become public, as far as its own row tells; nothing if it can."""
    if case.published_at is not None:
        return "It is public already."
    if case.phase == Phase.PREPARING:
        return "They have not been asked yet."
    return "A reply is waiting to be sorted." if case.unsorted else ""


def planned_until(today: date) -> QuerySet[Case]:
    """Return the private cases whose day has come, for the site itself."""
    return (
        Case.objects.filter(publish_on__lte=today, published_at=None)
        .select_related("body", "campaign", "group", "publish_planned_by")
        .order_by("publish_on", "pk")
    )


@dataclass(frozen=True, slots=True)
class PublishedTogether:
    """Cases of a campaign that one act published at one instant, as long as that can be undone."""

    number: int
    at: datetime
    undo: UndoWindow


def published_together(campaign: Campaign, now: datetime) -> PublishedTogether | None:
    """Return what was published together last in a campaign; nothing for one case, or after ten minutes. One query."""
    lately = campaign.cases.filter(published_at__gte=now - WINDOW, published_at__lte=now)
    at_once = lately.order_by().values_list("published_at").annotate(number=Count("pk")).filter(number__gt=1)
    for at, number in at_once.order_by("-published_at")[:1]:
        window = undo_window(at, now)
        return PublishedTogether(number, at, window) if window else None
    return None
