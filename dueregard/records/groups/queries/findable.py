"""Local groups, for the search: those that opened a page of their own, and of those what the page says."""

from collections.abc import Iterator, Sequence

from dueregard.foundation.search.queries.kinds import in_lists
from dueregard.records.groups.access import public_groups
from dueregard.rules.search.findable import Findable

AT_ONCE = 500


def load(keys: Sequence[str]) -> Iterator[Findable]:
    """Yield those of these groups that are public. One query."""
    for group in public_groups().filter(pk__in=keys).select_related("area"):
        yield Findable(
            kind="group",
            key=str(group.pk),
            title=group.name,
            text="\n".join(filter(None, [group.about, group.whereabouts])),
            url=group.get_absolute_url(),
            since=group.created_at,
            is_public=True,
            label=group.get_sector_display(),
            about=group.area.name if group.area else "",
        )


def all_keys() -> Iterator[list[str]]:
    """Yield the ids of all groups that are public."""
    yield from in_lists(public_groups().order_by("pk").values_list("pk", flat=True).iterator(2000), AT_ONCE)
