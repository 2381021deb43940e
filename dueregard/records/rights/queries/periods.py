"""What the site erases by itself: after how long, how often it has, and what is still being cleaned up."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from dueregard.records.rights.models import Erasure
from dueregard.records.rights.queries.kept import kept_by_model
from dueregard.rules.privacy.reasons import Reason


@dataclass(frozen=True, slots=True)
class Period:
    """How long one kind of row is kept, and what the site has erased of it."""

    one: str
    days: int
    erased: int
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class Periods:
    """Every period, what waits to be cleaned, and what a restored back-up has left for a person to do."""

    rows: tuple[Period, ...]
    erased: int
    not_clean: int
    to_do: tuple[Erasure, ...]


def periods() -> Periods:
    """Return the page. Costs four queries."""
    over = Erasure.objects.filter(reason=Reason.PERIOD_OVER.value).order_by()
    grouped = over.values_list("kind").annotate(erased=Count("pk"), last_at=Max("at"))
    counted: dict[str, tuple[int, datetime | None]] = {kind: (erased, last_at) for kind, erased, last_at in grouped}
    rows = tuple(
        Period(kept.one, kept.days, *counted.get(kept.model, (0, None)))
        for kept in kept_by_model().values()
        if kept.days
    )
    return Periods(
        rows=rows,
        erased=Erasure.objects.count(),
        not_clean=Erasure.objects.filter(cleaned_at=None).count(),
        to_do=tuple(Erasure.objects.filter(is_to_do=True)[:100]),
    )
