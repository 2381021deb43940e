"""Adopted texts as the search finds them: a group its own, everybody those that were shared."""

from collections.abc import Iterator, Sequence

from dueregard.foundation.search.queries.kinds import in_lists
from dueregard.parts.branch.models import AdoptedText
from dueregard.rules.search.findable import Findable

AT_ONCE = 100


def load(keys: Sequence[str]) -> Iterator[Findable]:
    """Yield these texts. One query."""
    for one in AdoptedText.objects.filter(pk__in=keys).select_related("body"):
        yield Findable(
            kind="adopted_text",
            key=str(one.pk),
            title=one.title,
            text="\n\n".join(part for part in (one.amended or one.proposed, one.came_of) if part),
            url=one.get_absolute_url(),
            since=one.shared_at or one.made_at,
            group=str(one.group_id),
            is_public=one.shared_at is not None,
            label="adopted text",
            by=one.assembly,
            body=str(one.body_id) if one.body_id else "",
            about=one.body.name if one.body else "",
            dated_on=one.decided_on,
        )


def all_keys() -> Iterator[list[str]]:
    """Yield the ids of all texts."""
    yield from in_lists(AdoptedText.objects.order_by("pk").values_list("pk", flat=True).iterator(2000), AT_ONCE)
