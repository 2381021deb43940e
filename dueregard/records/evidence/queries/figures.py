"""How many pages everybody may read, for the home page."""

from datetime import date

from django.db.models import Sum

from dueregard.records.evidence.access import documents_for
from dueregard.rules.wiring.figures import HomeFigure


def figures(today: date) -> tuple[HomeFigure, ...]:
    """Return the number of pages of public copies. One query."""
    pages = documents_for(None).aggregate(pages=Sum("pages_read"))["pages"] or 0
    return (HomeFigure(40, f"{pages:,}", "released page to read" if pages == 1 else "released pages to read"),)
