"""Signatories as the search finds them: everyone those who are or were listed, nobody the others."""

from collections.abc import Iterator, Sequence

from dueregard.foundation.search.queries.kinds import in_lists
from dueregard.parts.pledge.access import shown
from dueregard.parts.pledge.models import Signatory
from dueregard.rules.search.findable import Findable
from dueregard.rules.text.domain_names import shown_domain

AT_ONCE = 200


def load(keys: Sequence[str]) -> Iterator[Findable]:
    """Yield these. Two queries."""
    rows = shown().filter(pk__in=keys).select_related("area").prefetch_related("adoptions")
    for one in rows:
        last = next((adoption for adoption in one.adoptions.all() if adoption.seen_at is not None), None)
        told = [one.sort_label, shown_domain(one.domain), one.area.name if one.area else ""]
        yield Findable(
            kind="signatory",
            key=str(one.pk),
            title=f"{one.name}: {one.stands.words.lower()}",
            text="\n".join(filter(None, [*told, last.reservation if last else ""])),
            url=one.public_path(),
            since=one.listed_at or one.asked_at,
            is_public=True,
            label="signatory of the pledge",
            by=one.name,
            about=one.name,
            dated_on=last.decided_on if last else None,
        )


def all_keys() -> Iterator[list[str]]:
    """Yield the ids of all that can be found."""
    yield from in_lists(Signatory.objects.order_by("pk").values_list("pk", flat=True).iterator(2000), AT_ONCE)
