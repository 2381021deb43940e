"""Council areas, for the search: everyone can find each one, by its name, its county and its codes."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time

from dueregard.foundation.search.queries.kinds import in_lists
from dueregard.records.areas.models import Area, Tier
from dueregard.rules.law.laws import Nation
from dueregard.rules.search.findable import Findable

AT_ONCE = 500
_NO_DAY = datetime(1974, 4, 1, tzinfo=UTC)  # when most districts of England and Wales began


def load(keys: Sequence[str]) -> Iterator[Findable]:
    """Yield these areas. Two queries."""
    for area in Area.objects.filter(pk__in=keys).select_related("parent").prefetch_related("codes"):
        label = Tier(area.tier).label
        text = [label, area.parent.name if area.parent else "", area.region, Nation(area.nation).label]
        if area.until_on:
            text.append(f"until {area.until_on.day} {area.until_on:%B %Y}")
        yield Findable(
            kind="area",
            key=str(area.pk),
            title=area.name,
            text=", ".join(filter(None, text)),
            url=area.get_absolute_url(),
            since=datetime.combine(area.from_on, time(), UTC) if area.from_on else _NO_DAY,
            is_public=True,
            label=label,
            about=" ".join(code.code for code in area.codes.all()),
        )


def all_keys() -> Iterator[list[str]]:
    """Yield the ids of all areas."""
    yield from in_lists(Area.objects.order_by("pk").values_list("pk", flat=True).iterator(2000), AT_ONCE)
