"""Says how far behind the search index is, for `dueregard doctor`."""

from datetime import datetime

from dueregard.foundation.search.models import Changed
from dueregard.rules.wiring.examined import Remark, Tone, counted

MANY = 5_000  # the indexer reads about a thousand a second


def examined(now: datetime) -> tuple[Remark, ...]:
    """Count the changes that wait for the indexer."""
    waiting = Changed.objects.count()
    if waiting < MANY:
        return (
            Remark(
                "search", Tone.FINE, "The index is up to date, or nearly so. To compare all of it: ./run index audit"
            ),
        )
    words = f"{counted(waiting, 'change waits', 'changes wait')} for the indexer."
    return (
        Remark("search", Tone.LOOK, words, "See whether it runs: it is started by ./run. By hand: ./run index run"),
    )
