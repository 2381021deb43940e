"""Demands as the search finds them: a group its own, with every line; everybody what is published of them."""

from collections.abc import Iterator, Sequence

from dueregard.foundation.search.queries.kinds import in_lists
from dueregard.parts.tracker.models import Demand, DemandLine
from dueregard.rules.search.findable import Findable

AT_ONCE = 100


def load(keys: Sequence[str]) -> Iterator[Findable]:
    """Yield these, for their group and, where they are published, for everybody. Two queries."""
    rows = Demand.objects.filter(pk__in=keys).select_related("group", "body").prefetch_related("lines")
    for one in rows:
        standing = [line for line in one.lines.all() if line.struck_at is None]
        yield _findable(one, standing, is_public=False)
        if one.is_public:
            yield _findable(one, [line for line in standing if line.is_public], is_public=True)


def all_keys() -> Iterator[list[str]]:
    """Yield the ids of all demands."""
    yield from in_lists(Demand.objects.order_by("pk").values_list("pk", flat=True).iterator(2000), AT_ONCE)


def _findable(demand: Demand, lines: list[DemandLine], *, is_public: bool) -> Findable:
    told = [f"{line.label}. {line.words}" for line in lines]
    return Findable(
        kind="demand",
        key=str(demand.pk),
        part="public" if is_public else "",
        title=demand.title,
        text="\n".join(filter(None, [demand.details, *told])),
        url=demand.public_path() if is_public else demand.get_absolute_url(),
        since=demand.published_at if is_public and demand.published_at else demand.made_at,
        group="" if is_public else str(demand.group_id),
        is_public=is_public,
        instead_in=str(demand.group_id) if is_public else "",
        label="demand",
        by=demand.asked_by,
        body=str(demand.body_id),
        about=" ".join(filter(None, [demand.body.name, demand.alongside])),
        dated_on=demand.demanded_on,
    )
