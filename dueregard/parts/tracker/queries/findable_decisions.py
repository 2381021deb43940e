"""Decisions as the search finds them: a group its own, with every line; everybody what is published of them."""

from collections.abc import Iterator, Sequence

from dueregard.foundation.search.queries.kinds import in_lists
from dueregard.parts.tracker.models import Decision, DecisionLine
from dueregard.rules.search.findable import Findable

AT_ONCE = 100


def load(keys: Sequence[str]) -> Iterator[Findable]:
    """Yield these, for their group and, where they are published, for everybody. Two queries."""
    rows = Decision.objects.filter(pk__in=keys).select_related("group", "body").prefetch_related("lines")
    for one in rows:
        standing = [line for line in one.lines.all() if line.struck_at is None]
        yield _findable(one, standing, is_public=False)
        if one.is_public:
            yield _findable(one, [line for line in standing if line.is_public], is_public=True)


def all_keys() -> Iterator[list[str]]:
    """Yield the ids of all decisions."""
    yield from in_lists(Decision.objects.order_by("pk").values_list("pk", flat=True).iterator(2000), AT_ONCE)


def _findable(decision: Decision, lines: list[DecisionLine], *, is_public: bool) -> Findable:
    told = [f"{line.label}. {line.words}" for line in lines]
    return Findable(
        kind="decision",
        key=str(decision.pk),
        part="public" if is_public else "",
        title=f"{decision.organisation}: {'; '.join(decision.scope_labels)}"[:300],
        text="\n".join(filter(None, [decision.scope_words, decision.ends_when, *told])),
        url=decision.public_path() if is_public else decision.get_absolute_url(),
        since=decision.published_at if is_public and decision.published_at else decision.made_at,
        group="" if is_public else str(decision.group_id),
        is_public=is_public,
        instead_in=str(decision.group_id) if is_public else "",
        label="decision not to cooperate",
        by=decision.organisation,
        body=str(decision.body_id or ""),
        about=decision.body.name if decision.body else "",
        dated_on=decision.decided_on,
    )
