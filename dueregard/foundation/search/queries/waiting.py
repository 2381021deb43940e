"""Hits of rows that have changed and are not read into the index yet: each is looked at as it is now.

So what was withdrawn or redacted is gone with that very act, however far behind the indexer is.
"""

from collections.abc import Sequence

from dueregard.foundation.search.gateways.interface import Hit, Reader
from dueregard.foundation.search.models import Changed
from dueregard.foundation.search.queries.kinds import loaded, sources
from dueregard.rules.search.findable import Findable
from dueregard.rules.search.letters import clean


def still_there(hits: Sequence[Hit], reader: Reader) -> tuple[Hit, ...]:
    """Return the hits that this reader may still find, with the words they show. One query while nothing waits.

    Raises: Error
    """
    if not hits or not Changed.objects.exists():
        return tuple(hits)
    waiting = Changed.objects.filter(key__in={hit.key for hit in hits}).order_by().values_list("kind", "key").distinct()
    every = sources()
    changed = [(kind, key) for kind, key in waiting if kind in every]
    if not changed:
        return tuple(hits)
    now = {_name(thing): thing for kind, key in changed for thing in loaded(every[kind], [key])}
    behind = {key for _, key in changed}
    return tuple(hit for hit in hits if hit.key not in behind or _is_still(hit, now.get(_name(hit)), reader))


def _name(one: Hit | Findable) -> tuple[str, str, str]:
    return one.kind, one.key, one.part


def _is_still(hit: Hit, thing: Findable | None, reader: Reader) -> bool:
    if thing is None or not thing.may_be_found(reader.groups):
        return False
    shown = "".join(piece.text for piece in hit.passage)
    return hit.title == clean(thing.title) and hit.by == thing.by and shown in clean(thing.text)
