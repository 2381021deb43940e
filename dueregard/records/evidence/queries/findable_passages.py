"""Passages that stand in the history of a body, as the search finds them: by what they show, and by their own words.

A passage on which nothing rests is not found: it would tell a second reader where the first one looked.
"""

from collections.abc import Iterator, Sequence

from django.db.models import Prefetch
from django.utils.timezone import localdate

from dueregard.foundation.search.queries.kinds import in_lists
from dueregard.records.evidence.models import Citation, Passage
from dueregard.records.evidence.queries.cited import released_at
from dueregard.rules.search.findable import Findable

AT_ONCE = 200


def load(keys: Sequence[str]) -> Iterator[Findable]:
    """Yield these passages, as far as they stand in a history. Two queries."""
    claims = Prefetch("citations", queryset=Citation.objects.filter(part=Citation.HISTORY), to_attr="claims")
    rows = Passage.objects.filter(pk__in=keys, citations__part=Citation.HISTORY).distinct()
    for passage in rows.select_related("document__body", "document__copy_of").prefetch_related(claims):
        document, body = passage.document, passage.document.body
        claim: Citation = passage.claims[0]
        yield Findable(
            kind="passage",
            key=str(passage.pk),
            title=claim.says,
            text=passage.quote,
            url=passage.get_absolute_url(),
            since=claim.at,
            group=str(document.group_id),
            is_public=document.is_public,
            label=f"passage on page {passage.page}",
            body=str(document.body_id or ""),
            about=" ".join(filter(None, [str(document), body.name if body else ""])),
            dated_on=document.dated_on or localdate(released_at(document)),
            start_ms=passage.start_ms,
        )


def all_keys() -> Iterator[list[str]]:
    """Yield the ids of all passages in a history."""
    keys = (
        Passage.objects.filter(citations__part=Citation.HISTORY).distinct().order_by("pk").values_list("pk", flat=True)
    )
    yield from in_lists(keys.iterator(2000), AT_ONCE)
