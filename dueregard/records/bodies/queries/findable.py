"""Public bodies, for the search: everyone can find each one, by every name it has or had.

One that a group has just entered by hand only members find, until everybody may read of it.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from dueregard.foundation.search.queries.kinds import in_lists
from dueregard.records.bodies.gateways.sources import BY_HAND
from dueregard.records.bodies.models import Body
from dueregard.rules.law.laws import BodyKind, Nation
from dueregard.rules.register.body_names import initials_of
from dueregard.rules.search.findable import MEMBERS, Findable

AT_ONCE = 500


def load(keys: Sequence[str]) -> Iterator[Findable]:
    """Yield these bodies. Two queries."""
    for body in Body.objects.filter(pk__in=keys).prefetch_related("other_names"):
        kind, nation = BodyKind(body.kind).label, Nation(body.nation).label
        names = [body.short_name, *(other.name for other in body.other_names.all())]
        yield Findable(
            kind="body",
            key=str(body.pk),
            title=body.name,
            text=", ".join(filter(None, [kind, body.town, body.region, nation])),
            url=body.get_absolute_url(),
            since=_since(body),
            is_public=body.told_on is None,
            group="" if body.told_on is None else MEMBERS,
            label=kind,
            body=str(body.pk),
            about="\n".join(filter(None, names)),
            asked=initials_of([body.name, *names]),
        )


def _since(body: Body) -> datetime:
    """Return when a body was added, of one that a person entered only the year: the day says whom somebody will ask."""
    entered = body.entered_at
    return datetime(entered.year, 1, 1, tzinfo=UTC) if body.source == BY_HAND else entered


def all_keys() -> Iterator[list[str]]:
    """Yield the ids of all bodies."""
    yield from in_lists(Body.objects.order_by("pk").values_list("pk", flat=True).iterator(2000), AT_ONCE)
