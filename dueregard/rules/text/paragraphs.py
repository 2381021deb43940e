"""Joins two edits of one text paragraph by paragraph; where both changed the same place, that place is a clash.

A paragraph, a heading, a list item and a block of a table are each one paragraph here: what two people made of the
same one is never mixed. Two who add at the same place clash as well, for nobody knows whose comes first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product

_OPENS = re.compile(r"\s*(?:#{1,6} |[-*+] |\d+[.)] )")  # a line that begins a paragraph with no empty line before it
_APART = "\n\n"


@dataclass(frozen=True, slots=True)
class Part:
    """A place that both changed: what was there, and what each made of it. Empty where nothing was, or is."""

    was: str
    theirs: str
    yours: str


@dataclass(frozen=True, slots=True)
class JoinedText:
    """Both edits in one text: once with their words wherever the two clash, and once with yours."""

    with_theirs: str
    with_yours: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The words of a paragraph, and what parts it from the one before."""

    gap: str
    words: str


@dataclass(frozen=True, slots=True)
class _Edit:
    """Paragraphs `start` up to `end` of the text as it was, and what came in their place."""

    start: int
    end: int
    made: tuple[Paragraph, ...]

    @property
    def rewords_one(self) -> bool:
        return self.end - self.start == len(self.made) == 1


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in the text as it was, with the edits that either side made there."""

    theirs: tuple[_Edit, ...]
    yours: tuple[_Edit, ...]

    @property
    def start(self) -> int:
        return min(edit.start for edit in (*self.theirs, *self.yours))

    @property
    def end(self) -> int:
        return max(edit.end for edit in (*self.theirs, *self.yours))

    def meets(self, other: _Place) -> bool:
        pairs = [*product(self.theirs, other.yours), *product(self.yours, other.theirs)]
        return any(_meet(one, another) for one, another in pairs)


@dataclass(frozen=True, slots=True)
class _Side:
    """One person's text: their edits in order, and the gaps before the paragraphs they left as they were."""

    edits: tuple[_Edit, ...]
    gaps: Mapping[int, str]


def paragraphs_of(text: str) -> list[Paragraph]:
    """Return the paragraphs of a text in order; one after another, with their gaps, they are that text."""
    found: list[Paragraph] = []
    gap, words = "", ""
    for line in text.strip("\n").split("\n"):
        is_empty = not line.strip()
        if words and (is_empty or _OPENS.match(line)):
            found.append(Paragraph(gap, words))
            gap, words = "\n", ""
        if is_empty:
            gap += f"{line}\n"
        else:
            words = f"{words}\n{line}" if words else line
    return [*found, Paragraph(gap, words)] if words else found


def join_paragraphs(*, was: str, theirs: str, yours: str) -> JoinedText:
    """Join two edits of the text as it `was`."""
    before = paragraphs_of(was)
    their_side, your_side = _side(before, paragraphs_of(theirs)), _side(before, paragraphs_of(yours))
    with_theirs: list[Paragraph] = []
    with_yours: list[Paragraph] = []
    parts: list[Part] = []
    at = 0
    for place in _places(their_side.edits, your_side.edits):
        kept = _kept(before, at, place.start, their_side, your_side)
        one = _made(before, place, place.theirs, their_side)
        other = _made(before, place, place.yours, your_side)
        if not place.yours or [each.words for each in one] == [each.words for each in other]:
            other = one
        elif not place.theirs:
            one = other
        else:
            parts.append(Part(_written(before[place.start : place.end]), _written(one), _written(other)))
        with_theirs += [*kept, *one]
        with_yours += [*kept, *other]
        at = place.end
    rest = _kept(before, at, len(before), their_side, your_side)
    joined = JoinedText(_written([*with_theirs, *rest]), _written([*with_yours, *rest]), tuple(parts))
    return joined if _keeps_what_both_kept(was, theirs, yours, joined) else _whole(was, theirs, yours)


def _keeps_what_both_kept(was: str, theirs: str, yours: str, joined: JoinedText) -> bool:
    """Tell whether every paragraph that both left in the text is still there.

    It may be gone where one moved it to a place that clashes, or where the same words are there twice.
    """
    both = _counted(was) & _counted(theirs) & _counted(yours)
    return both <= _counted(joined.with_theirs) and both <= _counted(joined.with_yours)


def _whole(was: str, theirs: str, yours: str) -> JoinedText:
    """Join nothing: the two texts are one clash."""
    return JoinedText(theirs, yours, (Part(was, theirs, yours),))


def _counted(text: str) -> Counter[str]:
    return Counter(each.words for each in paragraphs_of(text))


def what_changed(*, was: str, now: str) -> tuple[tuple[str, str], ...]:
    """Return each place at which two texts differ: what was there, and what is there now."""
    before = paragraphs_of(was)
    edits = _side(before, paragraphs_of(now)).edits
    return tuple((_written(before[edit.start : edit.end]), _written(edit.made)) for edit in edits)


def _side(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> _Side:
    matcher = SequenceMatcher(None, [each.words for each in before], [each.words for each in after], autojunk=False)
    edits: list[_Edit] = []
    gaps: dict[int, str] = {}
    for what, start, end, new_start, new_end in matcher.get_opcodes():
        made = tuple(after[new_start:new_end])
        if what == "equal":
            gaps |= {start + at: each.gap for at, each in enumerate(made)}
        elif end - start == len(made):  # as many as before: each was reworded by itself
            edits += [_Edit(start + at, start + at + 1, (each,)) for at, each in enumerate(made)]
        else:
            edits.append(_Edit(start, end, made))
    return _Side(tuple(edits), gaps)


def _places(theirs: Sequence[_Edit], yours: Sequence[_Edit]) -> list[_Place]:
    """Return the places at which anything changed, in order."""
    places: list[_Place] = []
    edits = [*(_Place((edit,), ()) for edit in theirs), *(_Place((), (edit,)) for edit in yours)]
    for place in sorted(edits, key=lambda one: (one.start, one.end)):
        while places and places[-1].meets(place):
            before = places.pop()
            place = _Place(before.theirs + place.theirs, before.yours + place.yours)
        places.append(place)
    return places


def _meet(one: _Edit, other: _Edit) -> bool:
    """Tell whether two edits are at one place: they share a paragraph, or touch and one of them adds or takes away."""
    if one.end < other.start or other.end < one.start:
        return False
    is_touching = one.end == other.start or other.end == one.start
    return not (is_touching and one.rewords_one and other.rewords_one)


def _made(before: Sequence[Paragraph], place: _Place, edits: Sequence[_Edit], side: _Side) -> list[Paragraph]:
    """Return what one side made of a place."""
    found: list[Paragraph] = []
    at = place.start
    for edit in edits:
        found += [*(Paragraph(side.gaps[each], before[each].words) for each in range(at, edit.start)), *edit.made]
        at = edit.end
    return [*found, *(Paragraph(side.gaps[each], before[each].words) for each in range(at, place.end))]


def _kept(before: Sequence[Paragraph], start: int, end: int, theirs: _Side, yours: _Side) -> list[Paragraph]:
    """Return the paragraphs that nobody changed, each parted from the one before as whoever changed that wanted."""
    kept = []
    for at in range(start, end):
        was, gap = before[at].gap, yours.gaps[at]
        kept.append(Paragraph(theirs.gaps[at] if gap == was else gap, before[at].words))
    return kept


def _written(paragraphs: Sequence[Paragraph]) -> str:
    """Write paragraphs one after another. One that came first before had no gap, and gets one now."""
    words = [each.words if at == 0 else (each.gap or _APART) + each.words for at, each in enumerate(paragraphs)]
    return "".join(words)
