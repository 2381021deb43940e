"""Says what would be erased together with rows that a person ticked, and whose it is, before anything goes."""

from collections import Counter
from collections.abc import Sequence

from dueregard.records.rights.queries.found import group_of
from dueregard.records.rights.queries.kept import kept_by_model
from dueregard.records.rights.queries.plan import Key, NotNow, plan_whole, row_of


def goes_along(names: Sequence[str]) -> tuple[str, ...]:
    """Return one line for each kind of row and group, with how many of them go. `names` are each "model:key"."""
    ticked = {(kind, key) for kind, _, key in (name.partition(":") for name in names) if kind in kept_by_model()}
    counted: Counter[str] = Counter()
    seen: set[Key] = set(ticked)
    for kind, key in sorted(ticked):
        row = row_of(kind, key)
        try:
            rows = plan_whole(row).rows if row is not None else {}
        except NotNow:
            continue  # this one stays, and the next page says why
        for one, (other, kept) in rows.items():
            if one not in seen:
                seen.add(one)
                group = group_of(other, kept)
                counted[f"{kept.one} ({group})" if group else kept.one] += 1
    return tuple(f"{count} × {words}" for words, count in sorted(counted.items()))
