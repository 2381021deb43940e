"""Says which bodies a bulk action left out, in one sentence for each reason.

The action decides why a body is left out; this only gathers.
"""

from collections.abc import Iterable

NAMED = 5


def left_out_words(left_out: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return one line for each reason, with the first names and how many more; `left_out` is (name, reason) pairs."""
    by_reason: dict[str, list[str]] = {}
    for name, reason in left_out:
        by_reason.setdefault(reason, []).append(name)
    return tuple(f"Left out: {_names(names)}. {reason}" for reason, names in by_reason.items())


def _names(names: list[str]) -> str:
    if len(names) > NAMED:
        return f"{', '.join(names[:NAMED])} and {len(names) - NAMED} more"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
