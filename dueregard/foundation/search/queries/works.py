"""Whether the search answers, and whether it knows what is new."""

from datetime import datetime

from dueregard.foundation.search.gateways.interface import IndexUnavailable, the_index
from dueregard.foundation.search.models import Changed
from dueregard.rules.wiring.works import How, Works

MANY = 500  # changes that wait: an index that is kept up has a few


def works_now(now: datetime) -> list[Works]:
    """Say it. One query."""
    return [Works(40, "Search", *_how())]


def _how() -> tuple[How, str]:
    try:
        the_index().count()
    except IndexUnavailable:
        return How.NOT, "The search is being made again. Every page can still be reached by its links."
    if Changed.objects.count() > MANY:
        return How.PARTLY, "What was added last is not found yet."
    return How.WELL, "Everything that is public can be found."
