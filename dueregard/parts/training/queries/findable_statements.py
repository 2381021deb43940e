"""Statements as the search finds them: a group its own, everybody those of public records that a public copy has."""

from collections.abc import Iterator, Sequence

from dueregard.foundation.search.queries.kinds import in_lists
from dueregard.parts.training.models import Statement
from dueregard.parts.training.queries.statements import open_places
from dueregard.rules.search.findable import Findable

AT_ONCE = 100


def load(keys: Sequence[str]) -> Iterator[Findable]:
    """Yield these statements. Two queries."""
    related = ("session__body", "document", "passage__document")
    rows = list(Statement.objects.filter(pk__in=keys).select_related(*related))
    places = open_places(rows)
    for one in rows:
        session, place = one.session, places.get(one.pk)
        is_public = session.is_public and place is not None
        page = session.public_path if is_public else session.get_absolute_url()
        yield Findable(
            kind="statement",
            key=str(one.pk),
            title=session.title,
            text=place.quote if is_public and place else one.quote,
            url=f"{page}#{one.anchor}",
            since=session.published_at if is_public and session.published_at else one.made_at,
            group=str(session.group_id),
            is_public=is_public,
            label="said in training",
            body=str(session.body_id) if session.body_id else "",
            about=session.body.name if session.body else "",
            dated_on=session.held_on,
            start_ms=one.ms,
        )


def all_keys() -> Iterator[list[str]]:
    """Yield the ids of all statements."""
    yield from in_lists(Statement.objects.order_by("pk").values_list("pk", flat=True).iterator(2000), AT_ONCE)
