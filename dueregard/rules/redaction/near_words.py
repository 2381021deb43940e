"""Where something stands that may be a name, though it is not written as the name is: to be looked at by a person.

A misspelling or a misreading (two edits in a word of six letters and more, one in a shorter one), one part of the name
alone, parts in another order or with something between them, initials, a part inside an account's name. What is the
name itself, `same_words` finds. Nothing is decided here: a near form may be another word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import OSA

from dueregard.rules.documents.reading import Word
from dueregard.rules.redaction.same_words import Spoken, pieces
from dueregard.rules.redaction.survivors import names_nobody

LONG = 6  # letters; from here on two edits
_SHORTEST_PART = 2
_LONG_ENOUGH_INSIDE = 5
_MOST_BETWEEN = 2  # pieces between two parts of a name: a middle name, an initial
_MOST_SPLIT = 4  # more pieces than the name has, into which a bad scan may break it
_MOST_PARTS = 4  # a longer phrase is a sentence: its words alone say nothing
_LIKE_THE_REST = 0.5  # of a word beside a part that was found: the other part, badly read
_PARTICLES = frozenset(
    ("al", "ap", "ab", "ben", "bin", "bint", "de", "del", "der", "di", "el", "la", "le", "mac", "st", "van", "von")
)
# What Tesseract and tired eyes take for one another.
_LOOKS_LIKE = str.maketrans("0158", "olsb")


class How(StrEnum):
    """In which way a place is near; the words are shown."""

    MISSPELT = "spelt in nearly the same way"
    PART = "part of the name"
    ORDER = "the parts of the name in another order, or with something in between"
    INITIALS = "initials"
    INSIDE = "part of the name inside another word"


@dataclass(frozen=True, slots=True)
class Near:
    """The words of one place, and in which way they are near."""

    words: tuple[Word, ...]
    how: How


@dataclass(slots=True)
class _Hit:
    """Pieces from `start` up to, not including, `end`, and which parts of the name they are."""

    start: int
    end: int
    parts: frozenset[int]
    how: How


def edits_allowed(letters: int) -> int:
    """Return how many edits a word of so many letters may be away."""
    return 2 if letters >= LONG else 1 if letters > 2 else 0


def form_of(words: Sequence[Word]) -> str:
    """Return what stands at a place, folded, so that the same form elsewhere is known again."""
    return " ".join(" ".join(pieces(word.text)) for word in words)


def _plain(piece: str) -> str:
    return piece.translate(_LOOKS_LIKE).replace("rn", "m").replace("vv", "w")


class Sought:
    """A phrase prepared once, to be looked for on many pages. `steps` counts comparisons."""

    def __init__(self, phrase: str) -> None:
        self.phrase = phrase
        self._all = tuple(_plain(piece) for piece in pieces(phrase))
        self._parts = _parts(phrase)
        self._whole = "".join(self._all)
        self._initials = "".join(piece[0] for piece in self._all)
        self._known: dict[tuple[str, bool], tuple[frozenset[int], How] | None] = {}
        self.steps = 0

    @property
    def is_worth_it(self) -> bool:
        """Tell whether the phrase has near forms at all: “March” and “the Council” have none."""
        return bool(self._parts) or (self._whole.isalnum() and sum(sign.isdigit() for sign in self.phrase) >= LONG)

    def places(self, spoken: Spoken) -> list[Near]:
        """Return the places where it nearly stands, in reading order, without those where it stands."""
        if not self.is_worth_it:
            return []
        exact = {id(word) for place in spoken.places(self.phrase) for word in place}
        free = [id(spoken.words[number]) not in exact for number in spoken.numbers]
        hits = self._alone(spoken, free)
        broken = self._broken(spoken, free, hits)
        within = {at for hit in broken for at in range(hit.start, hit.end)}
        hits = sorted([*broken, *(hit for hit in hits if hit.start not in within)], key=lambda hit: hit.start)
        return [self._place(spoken, free, hit) for hit in _joined(hits, free)]

    def _alone(self, spoken: Spoken, free: list[bool]) -> list[_Hit]:
        """Return each piece that is nearly a part of the name, and initials."""
        hits = []
        several = len(self._all) > 1
        for at, piece in enumerate(spoken.pieces):
            if not free[at]:
                continue
            said = spoken.words[spoken.numbers[at]].text
            found = self._part(piece, is_capital=any(sign.isupper() for sign in said))
            if found:
                hits.append(_Hit(at, at + 1, *found))
            elif several and self._is_initials(spoken, at):
                width = len(self._initials) if len(piece) == 1 else 1
                hits.append(_Hit(at, at + width, frozenset(range(len(self._parts))), How.INITIALS))
        return hits

    def _part(self, piece: str, *, is_capital: bool) -> tuple[frozenset[int], How] | None:
        key = piece, is_capital
        if key not in self._known:
            self._known[key] = self._compared(_plain(piece), is_capital=is_capital)
        return self._known[key]

    def _compared(self, piece: str, *, is_capital: bool) -> tuple[frozenset[int], How] | None:
        several = len(self._all) > 1
        for number, part in enumerate(self._parts):
            self.steps += 1
            edits = edits_allowed(len(part))
            if piece.rstrip("0123456789") == part or piece == part:
                if len(part) > 2 or is_capital:
                    return frozenset({number}), How.PART if several else How.MISSPELT
            elif (
                (len(part) > 3 or is_capital)
                and abs(len(piece) - len(part)) <= edits
                and OSA.distance(piece, part, score_cutoff=edits) <= edits
            ):
                return frozenset({number}), How.MISSPELT
            if _is_inside(part, piece):
                return frozenset({number}), How.INSIDE
        return None

    def _is_initials(self, spoken: Spoken, at: int) -> bool:
        wanted = self._initials
        said = spoken.words[spoken.numbers[at]].text
        if not said[:1].isupper():
            return False
        if spoken.pieces[at] == wanted:
            return said.strip(".,;:()[]’'s").isupper()
        following = spoken.pieces[at : at + len(wanted)]
        return "".join(following) == wanted and len(following) == len(wanted)

    def _broken(self, spoken: Spoken, free: list[bool], hits: list[_Hit]) -> list[_Hit]:
        """Return where the letters of the whole nearly stand, cut in other places than the name is."""
        taken = {at for hit in hits for at in range(hit.start, hit.end)}
        length = len(self._whole)
        edits = edits_allowed(length) + max(0, length - LONG) // LONG if self._parts else 0
        found: list[_Hit] = []
        here, at = self._window(spoken, free, taken, 0, edits), 0
        while at < len(spoken.pieces):
            following = self._window(spoken, free, taken, at + 1, edits)
            distance, end = here
            if end and not (following[1] and following[0] <= distance):
                found.append(_Hit(at, end, frozenset(range(len(self._parts))), How.MISSPELT))
                at, here = end, self._window(spoken, free, taken, end, edits)
            else:
                at, here = at + 1, following
        return found

    def _window(self, spoken: Spoken, free: list[bool], taken: set[int], at: int, edits: int) -> tuple[int, int]:
        """Return how far the likest run of pieces from here is from the whole, and where it ends, or 0."""
        length, joined, best, end = len(self._whole), "", edits + 1, 0
        is_single = len(self._all) == 1
        for step in range(min(len(self._all) + _MOST_SPLIT, len(spoken.pieces) - at)):
            if not free[at + step] or (is_single and at + step in taken):
                break
            joined += _plain(spoken.pieces[at + step])
            if len(joined) > length + edits:
                break
            are_found = at in taken and at + step in taken  # as parts; they are joined with what is between them
            if len(joined) < length - edits or (step == 0 and is_single) or are_found:
                continue
            self.steps += 1
            distance = OSA.distance(joined, self._whole, score_cutoff=edits)
            if distance < best:
                best, end = distance, at + step + 1
        return best, end

    def _place(self, spoken: Spoken, free: list[bool], hit: _Hit) -> Near:
        """Return the words of a hit, with an initial or a badly read part beside it."""
        missing = [part for number, part in enumerate(self._parts) if number not in hit.parts]
        how = hit.how
        for beside in (hit.start - 1, hit.end):
            if not missing or not 0 <= beside < len(free) or not free[beside]:
                continue
            piece = _plain(spoken.pieces[beside])
            fits = [part for part in missing if self._may_be(piece, part)]
            if fits:
                missing.remove(fits[0])
                hit.start, hit.end = min(hit.start, beside), max(hit.end, beside + 1)
                how = How.INITIALS if len(piece) == 1 else How.MISSPELT
        numbers = dict.fromkeys(spoken.numbers[hit.start : hit.end])
        return Near(tuple(spoken.words[number] for number in numbers), how)

    def _may_be(self, piece: str, part: str) -> bool:
        self.steps += 1
        if len(piece) == 1:
            return part.startswith(piece)
        return len(piece) > 2 and OSA.normalized_similarity(piece, part) > _LIKE_THE_REST


def _parts(phrase: str) -> tuple[str, ...]:
    """Return the parts of a name that could give somebody away alone."""
    said = [(piece, word) for word in phrase.split() for piece in pieces(word)]
    is_lower = not any(sign.isupper() for sign in phrase)
    found = [
        _plain(piece)
        for piece, word in said
        if len(piece) >= _SHORTEST_PART
        and not piece.isdigit()
        and not names_nobody(piece)
        and piece not in _PARTICLES
        and (is_lower or any(sign.isupper() or sign.isdigit() for sign in word))
    ]
    return tuple(dict.fromkeys(found)) if len(said) <= _MOST_PARTS + 2 else ()


def _is_inside(part: str, piece: str) -> bool:
    if part not in piece or len(piece) == len(part):
        return False
    # “Hill” in “gh1ll” tells, “hill” in “children” does not.
    return len(part) >= _LONG_ENOUGH_INSIDE or (len(part) == _LONG_ENOUGH_INSIDE - 1 and len(piece) - len(part) <= 2)


def _joined(hits: Sequence[_Hit], free: Sequence[bool]) -> list[_Hit]:
    """Join the parts of one name that stand beside one another, or with a middle name between them."""
    joined: list[_Hit] = []
    for hit in hits:
        last = joined[-1] if joined else None
        if last and hit.start < last.end:
            continue
        if (
            last
            and hit.start - last.end <= _MOST_BETWEEN
            and not last.parts & hit.parts
            and all(free[at] for at in range(last.end, hit.start))
        ):
            is_misspelt = How.MISSPELT in {last.how, hit.how}
            last.end, last.parts = hit.end, last.parts | hit.parts
            last.how = How.MISSPELT if is_misspelt else How.ORDER
            continue
        joined.append(_Hit(hit.start, hit.end, hit.parts, hit.how))
    return joined
