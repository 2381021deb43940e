"""The cases that are to become public on a day, and what keeps one from it."""

from datetime import date

from django.db.models import QuerySet

from dueregard.parts.foi.models import Case
from dueregard.rules.casework.events import Phase


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
