"""Matches a pattern as Python's `re` does, and counts its steps: how its time grows with a text made to be slow.

`re` tells nobody how often it tried. This is the same backtracking over the same parsed pattern, written plainly; it
knows what our patterns use. It is no second opinion on what matches, but it is checked against `re` for that too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from re import _constants as code  # type: ignore[attr-defined]  # Python's own parser of patterns
from re import _parser
from typing import Any

SHORT, LONG = 40, 400  # repeats of a piece
AS_MUCH = 40  # a repeat of up to eighty signs may stand before what is looked for
MOST_STEPS = 1_000_000
_REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT)


class TooManySteps(Exception):
    """The pattern is still trying."""


@dataclass(slots=True)
class _Matcher:
    text: str
    flags: int
    most: int = MOST_STEPS
    steps: int = 0
    groups: dict[int, tuple[int, int]] = field(default_factory=dict)

    def step(self) -> None:
        self.steps += 1
        if self.steps > self.most:
            raise TooManySteps

    def all_of(self, nodes: Any, at: int, place: int) -> Iterator[int]:
        """Yield where the nodes from one on can end when they begin at a place, in the order of `re`."""
        if at == len(nodes):
            yield place
            return
        for end in self.one(nodes[at], place):
            yield from self.all_of(nodes, at + 1, end)

    def one(self, node: Any, place: int) -> Iterator[int]:
        """Yield where one node can end."""
        kind, value = node
        if kind in _REPEATS:
            yield from self.repeat(kind, value, place)
        elif kind is code.SUBPATTERN:
            number, add, drop, what = value
            before = self.flags
            self.flags = (before | add) & ~drop
            for end in self.all_of(list(what), 0, place):
                if number is not None:
                    self.groups[number] = (place, end)
                inside, self.flags = self.flags, before
                yield end
                self.flags = inside
            self.flags = before
        elif kind is code.BRANCH:
            for branch in value[1]:
                self.step()
                yield from self.all_of(list(branch), 0, place)
        elif kind in (code.ASSERT, code.ASSERT_NOT):
            if self.looks(value, place) is (kind is code.ASSERT):
                yield place
        elif kind is code.ATOMIC_GROUP:
            yield from self.first(self.all_of(list(value), 0, place))
        elif kind is code.GROUPREF:
            begin, end = self.groups.get(value, (0, 0))
            self.step()
            if self.text.startswith(self.text[begin:end], place):
                yield place + end - begin
        elif kind is code.AT:
            self.step()
            if self.stands(value, place):
                yield place
        elif place < len(self.text) and self.takes(node, self.text[place]):
            yield place + 1
        else:
            self.step()

    @staticmethod
    def first(ends: Iterator[int]) -> Iterator[int]:
        """Yield the first way only."""
        for end in ends:
            yield end
            return

    def looks(self, value: Any, place: int) -> bool:
        """Whether what must stand ahead or behind does."""
        direction, what = value
        begin = place if direction > 0 else place - what.getwidth()[0]
        return begin >= 0 and next(self.all_of(list(what), 0, begin), None) is not None

    def repeat(self, kind: Any, value: Any, place: int) -> Iterator[int]:
        """Yield the ends of a repeat: the longest first, or the shortest."""
        least, most, what = value
        nodes = list(what)
        if len(nodes) == 1 and nodes[0][0] in _SINGLE:
            yield from self.run(kind, nodes[0], least, most, place)
            return
        ends = self.again(kind, nodes, least, most, place, 0)
        yield from self.first(ends) if kind is code.POSSESSIVE_REPEAT else ends

    def run(self, kind: Any, node: Any, least: int, most: int, place: int) -> Iterator[int]:
        """Yield the ends of a repeat of one sign."""
        longest = place
        while longest < len(self.text) and longest - place < most and self.takes(node, self.text[longest]):
            longest += 1
        if longest - place < least:
            return
        if kind is code.MIN_REPEAT:
            for end in range(place + least, longest + 1):
                self.step()
                yield end
        elif kind is code.POSSESSIVE_REPEAT:
            yield longest
        else:
            for end in range(longest, place + least - 1, -1):
                self.step()
                yield end

    def again(self, kind: Any, nodes: Any, least: int, most: int, place: int, done: int) -> Iterator[int]:
        """Yield the ends of a repeat of several signs."""
        self.step()
        if kind is code.MIN_REPEAT and done >= least:
            yield place
        if done < most:
            for end in self.all_of(nodes, 0, place):
                if end > place or done < least:
                    yield from self.again(kind, nodes, least, most, end, done + 1)
        if kind is not code.MIN_REPEAT and done >= least:
            yield place

    def takes(self, node: Any, sign: str) -> bool:
        """Whether a node of one sign takes this one."""
        self.step()
        kind, value = node
        signs = {sign, sign.lower(), sign.upper()} if self.flags & re.IGNORECASE else {sign}
        if kind is code.LITERAL:
            return any(ord(each) == value for each in signs if len(each) == 1)
        if kind is code.NOT_LITERAL:
            return all(ord(each) != value for each in signs if len(each) == 1)
        if kind is code.ANY:
            return sign != "\n" or bool(self.flags & re.DOTALL)
        if kind is code.IN:
            items = list(value)
            negated = bool(items) and items[0][0] is code.NEGATE
            held = any(_holds(item, each) for item in items[negated:] for each in signs if len(each) == 1)
            return held is not negated
        raise NotImplementedError(kind)

    def stands(self, value: Any, place: int) -> bool:
        """Whether a place is a beginning, an end or the edge of a word."""
        text, lines = self.text, bool(self.flags & re.MULTILINE)
        if value in (code.AT_BEGINNING, code.AT_BEGINNING_STRING):
            return place == 0 or (value is code.AT_BEGINNING and lines and text[place - 1] == "\n")
        if value is code.AT_END:
            rest = text[place:]
            return rest in {"", "\n"} or (lines and rest[0] == "\n")
        if value is code.AT_END_STRING:
            return place == len(text)
        edge = _is_word(text[place - 1 : place]) != _is_word(text[place : place + 1])
        return edge is (value is code.AT_BOUNDARY)


_SINGLE = (code.LITERAL, code.NOT_LITERAL, code.ANY, code.IN)
_CATEGORIES = {
    code.CATEGORY_DIGIT: r"\d",
    code.CATEGORY_NOT_DIGIT: r"\D",
    code.CATEGORY_SPACE: r"\s",
    code.CATEGORY_NOT_SPACE: r"\S",
    code.CATEGORY_WORD: r"\w",
    code.CATEGORY_NOT_WORD: r"\W",
}


def _is_word(sign: str) -> bool:
    return bool(re.match(r"\w", sign))


def _holds(item: Any, sign: str) -> bool:
    kind, value = item
    if kind is code.LITERAL:
        return bool(ord(sign) == value)
    if kind is code.RANGE:
        return bool(value[0] <= ord(sign) <= value[1])
    return bool(re.match(_CATEGORIES[value], sign))


def ends_found(
    pattern: "re.Pattern[str]", text: str, *, anchored: bool = False, most: int = MOST_STEPS
) -> tuple[list[tuple[int, int]], int]:
    """Return every match as `finditer` finds them (`anchored`: only one at the beginning), and the steps it took.

    Raises: TooManySteps
    """
    nodes = list(_parser.parse(pattern.pattern, pattern.flags))
    matcher = _Matcher(text, pattern.flags, most)
    found: list[tuple[int, int]] = []
    place, last = 0, -1
    while place <= len(text):
        matcher.groups.clear()
        ends = (end for end in matcher.all_of(nodes, 0, place) if end > place or place != last)
        end = next(ends, None)
        if anchored:
            return ([] if end is None else [(place, end)]), matcher.steps
        if end is None:
            place += 1
        else:
            found.append((place, end))
            place, last = end, (-1 if end > place else place)  # after nothing, something must follow here
    return found, matcher.steps


def slow_pieces(pattern: "re.Pattern[str]") -> set[str]:
    """Return pieces to repeat: for each repeat without end, signs that it takes, alone and with those of the next."""
    signs: list[str] = []
    _collect(list(_parser.parse(pattern.pattern, pattern.flags)), pattern.flags, signs)
    few = list(dict.fromkeys(signs))[:4]
    return {*few, *(first + second for first in few[:2] for second in few[:3] if first != second)}


def _collect(nodes: Any, flags: int, signs: list[str]) -> None:
    for kind, value in nodes:
        if kind in _REPEATS:
            if value[1] is code.MAXREPEAT or value[1] > LONG:
                signs += _taken(list(value[2]), flags)
            _collect(list(value[2]), flags, signs)
        elif kind is code.SUBPATTERN:
            _collect(list(value[3]), flags | value[1], signs)
        elif kind is code.BRANCH:
            for branch in value[1]:
                _collect(list(branch), flags, signs)
        elif kind in (code.ASSERT, code.ASSERT_NOT):
            _collect(list(value[1]), flags, signs)
        elif kind is code.ATOMIC_GROUP:
            _collect(list(value), flags, signs)


def _taken(nodes: Any, flags: int) -> list[str]:
    """What a repeat of these nodes takes: single signs, or one way through several."""
    tried = " \n\"'>a0-.,/=A<&;|\t"
    if len(nodes) == 1 and nodes[0][0] in _SINGLE:
        matcher = _Matcher("", flags)
        taken = [sign for sign in tried if matcher.takes(nodes[0], sign)]
        return taken[:3] or [_any_of(nodes[0])]
    return ["".join(_any_of(node) for node in nodes)]


def _any_of(node: Any) -> str:
    kind, value = node
    if kind is code.LITERAL:
        return chr(value)
    if kind in _SINGLE:
        matcher = _Matcher("", 0)
        return next((chr(each) for each in range(32, 0x2100) if matcher.takes(node, chr(each))), "a")
    if kind in _REPEATS:
        return "".join(_any_of(each) for each in value[2]) * max(1, min(value[0], 3))
    if kind is code.SUBPATTERN:
        return "".join(_any_of(each) for each in value[3])
    if kind is code.BRANCH:
        return "".join(_any_of(each) for each in value[1][0])
    return ""


def is_slow(pattern: "re.Pattern[str]", piece: str, *, anchored: bool = False) -> bool:
    """Tell whether ten times the text takes more than AS_MUCH times the steps: ten is in step, a hundred the square."""
    try:
        _, short = ends_found(pattern, piece * SHORT + "\x00", anchored=anchored)
        ends_found(pattern, piece * LONG + "\x00", anchored=anchored, most=AS_MUCH * max(short, SHORT))
    except (TooManySteps, RecursionError):
        return True
    return False
