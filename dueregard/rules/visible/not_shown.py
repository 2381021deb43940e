"""The one decision what can be seen: words that a file holds, held against those that its drawing shows.

Each occurrence counts by itself: a name that is shown once and held twice is not shown once. Case, accents, ligatures,
hyphens at the ends of lines, words run together, numbers of lists and repeated headers make no difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dueregard.rules.redaction.same_words import pieces
from dueregard.rules.visible.held import Held

_LONGEST = 400  # words of one place that are listed


@dataclass(frozen=True, slots=True)
class NotShown:
    """Words of one place that no page shows."""

    where: str
    words: str
    count: int


def not_shown(held: Sequence[Held], shown: Sequence[str]) -> list[NotShown]:
    """Return the words that are held and not shown, by place. `shown` is the seen text of each page."""
    pages = [list(pieces(text)) for text in shown]
    missing: list[tuple[str, str]] = []
    for one in held:
        if one.repeats:
            wanted = pieces(one.text)
            if wanted and not sum(_taken(page, wanted) for page in pages):
                missing.append((one.where, one.text))
    rest = [(one, pieces(one.text)) for one in held if not one.repeats]
    lacking = words_lacking(Counter(piece for _, said in rest for piece in said), pages)
    if lacking:
        missing += _placed(rest, lacking)
    return _by_place(missing)


def _taken(page: list[str], wanted: Sequence[str]) -> bool:
    """Take words that follow one another out of a page, wherever they stand. Tells whether they stood there."""
    length, at, found = len(wanted), 0, False
    while at + length <= len(page):
        if page[at] == wanted[0] and page[at : at + length] == list(wanted):
            del page[at : at + length]
            found = True
        else:
            at += 1
    return found


def words_lacking(needed: Counter[str], pages: Sequence[Sequence[str]]) -> Counter[str]:
    """Return how often each word is held more often than it is shown, also run together or cut in two."""
    there = Counter(piece for page in pages for piece in page)
    lacking = needed - there
    if not lacking:
        return lacking
    runs = _Runs(pages, there - needed)
    for piece in sorted(lacking, key=len, reverse=True):
        lacking[piece] -= runs.take(piece, lacking[piece])
    return +lacking


class _Runs:
    """What the drawing shows beyond the words that are held: pieces that follow one another, joined."""

    def __init__(self, pages: Sequence[Sequence[str]], surplus: Counter[str]) -> None:
        self.runs: list[str] = []
        for page in pages:
            run: list[str] = []
            for piece in [*page, ""]:
                if piece and surplus[piece] > 0:
                    run.append(piece)
                elif run:
                    self.runs.append("\n".join(["", *run, ""]))
                    run = []
        self._whole = "\0".join(run.replace("\n", "") for run in self.runs)

    def take(self, piece: str, most: int) -> int:
        """Find a word in what is left, so that it begins or ends where a piece does; use it up."""
        taken = 0
        if piece not in self._whole:
            return 0
        for number, run in enumerate(self.runs):
            while taken < most and (span := _span(run, piece)):
                run = f"{run[: span[0]]}\0{run[span[1] :]}"
                taken += 1
            self.runs[number] = run
            if taken == most:
                break
        return taken


def _span(run: str, piece: str) -> tuple[int, int] | None:
    """Return where a word stands in a run, whatever ends of pieces lie in it."""
    bare, places = [], []
    for place, sign in enumerate(run):
        if sign != "\n":
            bare.append(sign)
            places.append(place)
    joined = "".join(bare)
    at = joined.find(piece)
    while at >= 0:
        start, end = places[at], places[at + len(piece) - 1] + 1
        if run[start - 1] in "\n\0" or run[end : end + 1] in {"\n", "\0", ""}:
            return start, end
        at = joined.find(piece, at + 1)
    return None


def _placed(rest: Sequence[tuple[Held, tuple[str, ...]]], lacking: Counter[str]) -> list[tuple[str, str]]:
    """Say of each lacking word where it is held: first of all where most words of its place are lacking."""
    open_ones = []
    for number, (one, said) in enumerate(rest):
        share = sum(lacking[piece] > 0 for piece in said) / len(said) if said else 0.0
        if share:
            open_ones.append((-share, number, one, said))
    found: list[tuple[int, str, str]] = []
    for _, number, one, _ in sorted(open_ones, key=lambda each: each[:2]):
        words = []
        for word in one.text.split():
            mine = pieces(word)
            if any(lacking[piece] > 0 for piece in mine):
                words.append(word)
                lacking.subtract(piece for piece in mine if lacking[piece] > 0)
        if words:
            found.append((number, one.where, " ".join(words)))
    return [(where, words) for _, where, words in sorted(found)]


def _by_place(missing: Sequence[tuple[str, str]]) -> list[NotShown]:
    places: dict[str, list[str]] = {}
    for where, words in missing:
        places.setdefault(where, []).append(" ".join(words.split()))
    return [
        NotShown(where, "; ".join(said)[: _LONGEST * 10], sum(len(one.split()) for one in said))
        for where, said in places.items()
    ]
