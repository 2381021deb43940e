"""Comparing the index with the rows it was made of: what is missing, what is old, what is left over; and mending it.

Nothing is written to the index here: what differs is noted as changed, and the indexer reads it again.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dueregard.foundation.search.actions.mark_changed import EVERYTHING, mark_changed
from dueregard.foundation.search.actions.rebuild_index import Progress
from dueregard.foundation.search.gateways.interface import Owner, the_index
from dueregard.foundation.search.models import Changed
from dueregard.foundation.search.queries.kinds import Source, loaded, sources


@dataclass(frozen=True, slots=True)
class Difference:
    """A row whose findable things are not what the index holds."""

    kind: str
    key: str
    what: str


def audit_index(*, progress: Progress) -> list[Difference]:
    """Compare every row's keys, texts and permissions with the index. Raises: IndexUnavailable

    What has changed and waits for the indexer is no difference.
    """
    every = sources()
    total = sum(len(keys) for source in every.values() for keys in source.all_keys())
    done = seen = 0
    suspects: list[Owner] = []
    for kind, source in every.items():
        for keys in source.all_keys():
            held, odd = _compare(kind, keys, source)
            seen += held
            suspects += odd
            done += len(keys)
            progress(done, max(total, done))
    if seen != the_index().count():
        suspects += _left_over(every)
    return _confirmed(suspects, every)


def mend(*, differences: Iterable[Difference]) -> None:
    """Note what differs as changed."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for one in differences:
        by_kind[one.kind].append(one.key)
    for kind, keys in by_kind.items():
        mark_changed(kind=kind, keys=keys)


def ask_for_rebuild() -> None:
    """Ask the indexer to make the whole index anew."""
    mark_changed(kind=EVERYTHING, keys=[EVERYTHING])


def _compare(kind: str, keys: list[str], source: Source) -> tuple[int, list[Owner]]:
    """Return how many things the index holds of these rows, and which rows differ: first all at once, then each."""
    wanted = _wanted(source, keys)
    held = Counter(the_index().fingerprints([(kind, key) for key in keys]))
    if held == sum(wanted.values(), Counter()):
        return held.total(), []
    return held.total(), [(kind, key) for key in keys if _differs(kind, key, wanted.get(key, Counter()))]


def _wanted(source: Source, keys: list[str]) -> dict[str, Counter[int]]:
    wanted: dict[str, Counter[int]] = defaultdict(Counter)
    for thing in loaded(source, keys):
        wanted[thing.key][thing.fingerprint()] += 1
    return wanted


def _differs(kind: str, key: str, wanted: Counter[int]) -> str:
    held = Counter(the_index().fingerprints([(kind, key)]))
    if held == wanted:
        return ""
    if not held:
        return "missing from the index"
    return "out of date in the index" if wanted else "left over in the index"


def _left_over(every: dict[str, Source]) -> Iterator[Owner]:
    for owners in the_index().owners():
        by_kind: dict[str, list[str]] = defaultdict(list)
        for kind, key in sorted(owners):
            by_kind[kind].append(key)
        for kind, keys in by_kind.items():
            there = {thing.key for thing in loaded(every[kind], keys)} if kind in every else set()
            yield from ((kind, key) for key in keys if key not in there)


def _confirmed(suspects: Iterable[Owner], every: dict[str, Source]) -> list[Difference]:
    """Look again at what differed: a change may have come between the two looks."""
    found = []
    for kind, key in dict.fromkeys(suspects):
        wanted = _wanted(every[kind], [key]).get(key, Counter()) if kind in every else Counter[int]()
        what = _differs(kind, key, wanted)
        if what and not Changed.objects.filter(kind=kind, key=key).exists():
            found.append(Difference(kind, key, what))
    return found
