"""The words of all names with how many bodies have each, kept in memory until the register's names change.

Which bodies are worth comparing with what was typed is decided in `search.py`.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock

from django.db import connection
from django.db.models import Count
from rapidfuzz import process
from rapidfuzz.distance import OSA

from dueregard.records.bodies.models import NameWord, RegisterVersion

BEGUN = 60  # words that begin with what was typed
NEAR = 12  # words it may have been meant to be
_CUTOFF = 0.72


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every word, sorted, and in how many bodies' names it stands."""

    words: tuple[str, ...]
    bodies: dict[str, int]

    def meant_by(self, typed: str, *, may_be_begun: bool) -> list[str]:
        """Return the words of the register that a typed word may mean."""
        found = [typed] if typed in self.bodies else []
        if may_be_begun and len(typed) >= 2:
            found += list(self._begun(typed))
        if typed not in self.bodies and len(typed) >= 4:
            near = process.extract(
                typed, self.words, scorer=OSA.normalized_similarity, limit=NEAR, score_cutoff=_CUTOFF
            )
            found += [word for word, _, _ in near]
        return list(dict.fromkeys(found))

    def _begun(self, typed: str) -> Iterator[str]:
        start = bisect_left(self.words, typed)
        going_on = [word for word in self.words[start : start + 500] if word.startswith(typed)]
        yield from sorted(going_on, key=lambda word: -self.bodies[word])[:BEGUN]


_lock = Lock()
_kept: dict[str, tuple[int, Vocabulary]] = {}


def vocabulary() -> Vocabulary:
    """Return the vocabulary of the register as it is now: one small query when it has not changed."""
    version = RegisterVersion.objects.values_list("number", flat=True).first() or 0
    database = str(connection.settings_dict["NAME"])
    kept = _kept.get(database)
    if kept is not None and kept[0] == version:
        return kept[1]
    counted = dict(NameWord.objects.values_list("word").annotate(bodies=Count("id")).order_by())
    fresh = Vocabulary(words=tuple(sorted(counted)), bodies=counted)
    with _lock:
        _kept[database] = (version, fresh)
    return fresh


def forget_vocabulary() -> None:
    """Read the vocabulary again next time: for when another register was put under the same version."""
    with _lock:
        _kept.clear()
