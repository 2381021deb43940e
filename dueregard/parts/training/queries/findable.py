"""Records of training as the search finds them: a group its own, everybody what two people published."""

from collections.abc import Iterator, Sequence

from dueregard.foundation.search.queries.kinds import in_lists
from dueregard.parts.training.models import Session
from dueregard.rules.search.findable import Findable

AT_ONCE = 100


def load(keys: Sequence[str]) -> Iterator[Findable]:
    """Yield these records, without their notes. One query."""
    for one in Session.objects.filter(pk__in=keys).select_related("body"):
        yield Findable(
            kind="training",
            key=str(one.pk),
            title=one.title,
            text="\n".join(part for part in (one.provider, one.given_to, one.paid_by) if part),
            url=one.public_path if one.is_public else one.get_absolute_url(),
            since=one.published_at or one.made_at,
            group=str(one.group_id),
            is_public=one.is_public,
            label="training session",
            body=str(one.body_id) if one.body_id else "",
            about=one.body.name if one.body else "",
            dated_on=one.held_on,
        )


def all_keys() -> Iterator[list[str]]:
    """Yield the ids of all records."""
    yield from in_lists(Session.objects.order_by("pk").values_list("pk", flat=True).iterator(2000), AT_ONCE)
