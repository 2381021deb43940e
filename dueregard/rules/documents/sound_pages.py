"""Cuts a recording into pages of about a minute, where it is quietest, the same way every time.

How loud it is somewhere is measured by whoever has the sound; what is said in it, by an engine of speech.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

# A page is as long as a person listens to check a sentence, and short enough to be recognised again from its beginning.
LONGEST_MS, SHORTEST_MS = 60_000, 45_000
STEP_MS = 100


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a recording, in milliseconds from its beginning."""

    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """What was said in a part of a recording, in milliseconds from the recording's beginning."""

    start_ms: int
    end_ms: int
    text: str


def stretches(length_ms: int, loudness: Callable[[int], float]) -> list[Stretch]:
    """Return the pages of a recording of this length; `loudness` tells how loud the step is that begins at a moment.

    Each cut lies between 45 and 60 seconds after the last, in the quietest step, of equally quiet ones in the last.
    """
    found = []
    start = 0
    while length_ms - start > LONGEST_MS:
        steps = range(start + SHORTEST_MS, start + LONGEST_MS, STEP_MS)
        quietest = min(steps, key=lambda moment: (loudness(moment), -moment))
        found.append(Stretch(start, quietest + STEP_MS // 2))
        start = quietest + STEP_MS // 2
    if length_ms > start:
        found.append(Stretch(start, length_ms))
    return found
