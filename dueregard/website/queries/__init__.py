"""What the home page shows: its doors, figures that were counted, what happened last, and what documents say.

Which line of a history is public is decided in records/history, which finding in records/findings. What stands behind
a door, and which figures there are, each app says in its `apps.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from dueregard.foundation.packs.models import Pack
from dueregard.records.areas.queries.small_map import SmallMap, small_map
from dueregard.records.findings.queries.finding_page import FindingLine
from dueregard.records.findings.queries.newest import newest_quotes
from dueregard.records.history.queries import HistoryLine, latest_public
from dueregard.rules.wiring.adds import Door, Room
from dueregard.rules.wiring.figures import MOST_FACTS, HomeFact, HomeFigure, shown_figures
from dueregard.website.queries.doors import open_doors

NEWEST = 5
QUOTES = 2


@dataclass(frozen=True, slots=True)
class HomePage:
    """The home page."""

    duty: str  # the duty that the campaign is about, in the words of its pack; empty before one is installed
    help: Sequence[Door]
    do: Sequence[Door]
    know: Sequence[Door]
    figures: tuple[HomeFigure, ...]
    changes: list[HistoryLine]
    quotes: tuple[FindingLine, ...]
    on: date
    map: SmallMap | None
    facts: tuple[HomeFact, ...]


def home_page(now: datetime) -> HomePage:
    """Return what the home page shows at this moment. At most twelve queries."""
    today = timezone.localdate(now)
    doors = open_doors(settings.DOORS)
    return HomePage(
        duty=duty(),
        help=[door for door in doors if door.room is Room.HELP],
        do=[door for door in doors if door.room is Room.DO],
        know=[door for door in doors if door.room is Room.KNOW],
        figures=shown_figures(one for path in settings.FIGURES for one in import_string(path)(today)),
        changes=latest_public(limit=NEWEST),
        quotes=newest_quotes(limit=QUOTES, today=today),
        on=today,
        map=small_map(today),
        facts=tuple(one for path in settings.FACTS for one in import_string(path)())[:MOST_FACTS],
    )


def duty() -> str:
    """Return the name of the duty of the pack installed last; empty before one is installed."""
    pack = Pack.objects.only("description").first()
    return pack.description["duty"]["name"] if pack else ""
