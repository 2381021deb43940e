"""Says whether the search index is there and how far behind it is, for `dueregard doctor`."""

from datetime import datetime

from dueregard.foundation.search.gateways.interface import IndexUnavailable, the_index
from dueregard.foundation.search.models import Changed
from dueregard.foundation.search.queries.works import MANY
from dueregard.rules.wiring.examined import Remark, Tone, counted

TO_DO = "See whether the indexer runs: it is started by ./run. By hand: ./run index run"


def examined(now: datetime) -> tuple[Remark, ...]:
    """Open the index, and count the changes that wait for the indexer."""
    try:
        the_index().count()
    except IndexUnavailable:
        return (Remark("search", Tone.WRONG, "The index is missing or cannot be read, so nothing is found.", TO_DO),)
    waiting = Changed.objects.count()
    if waiting <= MANY:
        return (Remark("search", Tone.FINE, "It is up to date, or nearly so. To compare all of it: ./run index audit"),)
    return (Remark("search", Tone.LOOK, f"{counted(waiting, 'change waits', 'changes wait')} for the indexer.", TO_DO),)
