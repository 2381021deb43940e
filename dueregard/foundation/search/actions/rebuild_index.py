"""Making the whole index anew beside the old one, which answers until the new one takes its place."""

from collections.abc import Callable

from dueregard.foundation.search.actions.index_changes import write_owners
from dueregard.foundation.search.actions.mark_changed import EVERYTHING
from dueregard.foundation.search.gateways.interface import the_index
from dueregard.foundation.search.models import Changed
from dueregard.foundation.search.queries.kinds import loaded, sources

Progress = Callable[[int, int], None]  # rows done, rows in all


def rebuild_index(*, progress: Progress) -> int:
    """Read every row into a new index and put it in place. Returns how many findable things it holds.

    Call inside `only_writer`. What changes meanwhile is noted as ever and read in afterwards. Raises: IndexBroken
    """
    wanted = list(Changed.objects.filter(kind=EVERYTHING).values_list("pk", flat=True))
    every = sources()
    total = sum(len(keys) for source in every.values() for keys in source.all_keys())
    done = things = 0
    progress(done, total)
    with the_index().writing_anew() as writer:
        for kind, source in every.items():
            for keys in source.all_keys():
                things += write_owners(writer=writer, kind=kind, keys=keys, things=loaded(source, keys))
                done += len(keys)
                progress(done, max(total, done))
    Changed.objects.filter(pk__in=wanted).delete()
    return things
