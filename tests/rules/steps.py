"""Counts the steps of a rule at 10 kB, 100 kB and 1 MB, and looks into patterns, whose steps cannot be counted."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import pairwise
from re import _constants, _parser  # type: ignore[attr-defined]  # Python's own parser of patterns
from typing import Any

import pytest

SIZES = (10_000, 100_000, 1_000_000)


def counted_steps(monkeypatch: pytest.MonkeyPatch, steps: Iterable[tuple[Any, str]]) -> Counter[str]:
    """Return a count, kept from now on, of how often each of these functions is called: (module, its name there)."""
    taken: Counter[str] = Counter()

    def counting(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **more: Any) -> Any:
            taken[name] += 1
            return step(*args, **more)

        return counted

    for module, name in steps:
        monkeypatch.setattr(module, name, counting(name, getattr(module, name)))
    return taken


def grows_faster_than_the_text(read: Callable[[str], object], piece: str, steps: Counter[str]) -> list[str]:
    """Return which steps are taken more than ten times as often for ten times the text, made of this piece."""
    seen = []
    for size in SIZES:
        steps.clear()
        read((piece * (size // len(piece) + 1))[:size])
        seen.append(Counter(steps))
    pairs = list(pairwise(seen))
    return [name for shorter, longer in pairs for name in longer if longer[name] > 10 * max(shorter[name], 10) + 10]


def is_endless_in_endless(pattern: str, flags: int | re.RegexFlag = 0) -> bool:
    """Tell whether a repeat without end holds another one: such a pattern can take the square of its text, or worse."""
    return _endless_in_endless(_parser.parse(pattern, flags))


def _endless_in_endless(parsed: Any, *, inside: bool = False) -> bool:
    """Whether a repeat without end holds another one: then a pattern can take the square of its text, or worse."""
    for code, value in parsed:
        if code in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
            _, most, what = value
            endless = most is _constants.MAXREPEAT
            if (endless and inside) or _endless_in_endless(what, inside=inside or endless):
                return True
        elif code is _constants.SUBPATTERN:
            if _endless_in_endless(value[3], inside=inside):
                return True
        elif code is _constants.BRANCH:
            if any(_endless_in_endless(branch, inside=inside) for branch in value[1]):
                return True
        elif code in (_constants.ASSERT, _constants.ASSERT_NOT) and _endless_in_endless(value[1], inside=inside):
            return True
    return False
