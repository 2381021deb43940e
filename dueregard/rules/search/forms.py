"""The one table of forms: what in a text is written in several ways, and the one way in which it is compared.

Indexing, asking and marking all compare texts as `compare` returns them. Figures are number_forms', letters are
letters', words that share no stem are families', and the spellings of other countries are two_spellings'.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from dueregard.rules.search.form import Form
from dueregard.rules.search.number_forms import number_form
from dueregard.rules.search.two_spellings import all_otherwise

HYPHENS = "‐‑–-"  # the plain one last: these stand in patterns
APOSTROPHES = "'’ʼ‘`´′＇"
LONGEST_COMPOUND = 60  # signs
MOST_SPELLINGS = 12
NEIGHBOURS = 48  # signs on each side with which another spelling is kept, so that it is found within a phrase

_TRIGGER = re.compile(rf"[0-9&.{APOSTROPHES}{HYPHENS}]")
_FIGURES = re.compile(r"\d+")
# Most forms hold one of these signs or a stop between letters; looking for each first is far quicker than any pattern.
_TRIGGERS = f"0123456789&{APOSTROPHES}{HYPHENS}"
_STOP_WITHIN = re.compile(r"\.[^\W\d_]")
_COMPOUND = re.compile(rf"[^\W_]+(?:(?:[{HYPHENS}](?:[ \t]*\r?\n[ \t]*)?|[{APOSTROPHES}])[^\W_]+)+")
_PARTS = re.compile(rf"([{HYPHENS}]\s*|[{APOSTROPHES}])")
_GOES_ON = re.compile(r"(?:[ \t]*\r?\n[ \t]*)?[^\W_]")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])+(?![^\W_]|@)\.?(?!@)")
# “don’t” is found as “do not” too.
_VERBS = (
    "are",
    "could",
    "did",
    "do",
    "does",
    "had",
    "has",
    "have",
    "is",
    "must",
    "need",
    "should",
    "was",
    "were",
    "would",
)
_NOT = {f"{verb}nt": (f"{verb} not",) for verb in _VERBS} | {
    "cant": ("cannot", "can not"),
    "shant": ("shall not",),
    "wont": ("will not",),
}
_AND = re.compile(r"&(?:amp;)?(?!#)")
# “organize” is compared as “organise”: at least three letters stand before, so “size” and “prize” are no such words.
_ZED = re.compile(r"[zZ](?<=[^\W\d_]{3}[iIyY][zZ])(?=(?i:e[sdr]?|ers|ings?|ations?|ational\w*|able)\b)")
_UNFINISHED_ZED = re.compile(r"(?<=[^\W\d_]{2}[iy])z(?=\w*$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Window:
    """Another spelling of one stretch among its neighbours. `start` and `end` are where it stands in `text`."""

    text: str
    start: int
    end: int
    of: int  # which form
    begins: int  # where in the compared text the window begins


@dataclass(frozen=True, slots=True)
class Compared:
    """A text as it is compared. `forms` are what was rewritten, `places` where each of them stands in `text`."""

    text: str
    forms: tuple[Form, ...]
    places: tuple[tuple[int, int], ...]

    def others(self) -> Iterator[str]:
        """Yield all further spellings, alone."""
        for form in self.forms:
            yield from form.others
            yield from form.also

    def windows(self) -> Iterator[Window]:
        """Yield all further spellings, each among its neighbours."""
        for which, (form, (start, end)) in enumerate(zip(self.forms, self.places, strict=True)):
            if not form.others and not form.also:
                continue
            begin = _begin_of_word(self.text, max(start - NEIGHBOURS, 0), start)
            left, right = self.text[begin:start], self.text[end : _end_of_word(self.text, end, end + NEIGHBOURS)]
            gap = self.gap(which)
            for other in (*form.others, *form.also):
                yield Window(f"{left}{other}{gap}{right}", len(left), len(left) + len(other), which, begin)

    def gap(self, which: int) -> str:
        """Return what keeps a rewritten stretch apart from letters right behind it."""
        return " " if self.places[which][1] - self.places[which][0] > len(self.forms[which].main) else ""

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the text as it was stands what stands here in `text`; what was rewritten is taken whole."""
        return self._before(start, is_end=False), self._before(end, is_end=True)

    def original_of(self, window: Window, start: int, end: int) -> tuple[int, int] | None:
        """Return where stands what stands here in a window; None when it does not touch the other spelling."""
        if end <= window.start or start >= window.end:
            return None
        form, (_, after) = self.forms[window.of], self.places[window.of]
        first = self._before(window.begins + start, is_end=False) if start < window.start else form.start
        beyond = end - window.end - len(self.gap(window.of))
        last = self._before(after + beyond, is_end=True) if beyond > 0 else form.end
        return first, last

    def _before(self, at: int, *, is_end: bool) -> int:
        which = bisect_right(self.places, at, key=lambda place: place[0]) - 1
        if is_end and which >= 0 and self.places[which][0] == at != self.places[which][1]:
            which -= 1  # ends where the next one begins
        if which < 0:
            return at
        (start, end), form = self.places[which], self.forms[which]
        if at > end or (at == end and not is_end):
            return form.end + at - end
        if form.is_in_place:
            return form.start + at - start
        return form.end if is_end else form.start


def compare(text: str) -> Compared:
    """Return a text as it is compared."""
    forms = tuple(forms_in(text))
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    at = length = 0
    for form in forms:
        main = f"{form.main} " if form.end < len(text) and text[form.end].isalnum() else form.main
        pieces += [text[at : form.start], main]
        length += form.start - at
        places.append((length, length + len(main)))
        length += len(main)
        at = form.end
    whole = "".join([*pieces, text[at:]]) if forms else text
    if "z" in whole or "Z" in whole:
        whole = _ZED.sub("s", whole)
    return Compared(whole, forms, tuple(places))


def forms_in(text: str) -> Iterator[Form]:
    """Yield what in a text is written in several ways, in order; no two of them overlap."""
    if not any(sign in text for sign in _TRIGGERS) and not _STOP_WITHIN.search(text):
        return
    after = skip = 0
    for found in _TRIGGER.finditer(text):
        at = found.start()
        if at < skip:
            continue
        rule, run = _RULES.get(text[at]), None
        if rule is None:
            run = _FIGURES.match(text, at)
        skip = run.end() if run else at + 1
        form = rule(text, at, after) if rule else number_form(text, at, skip, after)
        if form:
            yield form
            after = skip = form.end


@lru_cache(maxsize=4096)
def spellings(asked: str, *, is_word: bool = False, is_unfinished: bool = False) -> tuple[str, ...]:
    """Return the ways in which what was asked may stand in a compared text, the likeliest first.

    Of a word that is typed with a hyphen, the last part may be one or several: “risk-assessments”.
    """
    compared = compare(asked)
    choices: list[tuple[str, ...]] = []
    at = 0
    for which, (form, (start, end)) in enumerate(zip(compared.forms, compared.places, strict=True)):
        gap = compared.gap(which)
        choices += [(compared.text[at:start],), (compared.text[start:end], *(f"{other}{gap}" for other in form.others))]
        at = end
    choices.append((compared.text[at:],))
    ways = ["".join(chosen) for chosen in islice(product(*choices), MOST_SPELLINGS)]
    if is_word and any(form.is_in_place for form in compared.forms):
        ways += [way.removesuffix("s") if way.endswith("s") else f"{way}s" for way in ways if way[-3:].isalpha()]
    if is_unfinished:
        ways += [_UNFINISHED_ZED.sub("s", way) for way in ways]
    else:
        ways += [all_otherwise(way) for way in ways]
    return tuple(dict.fromkeys([*ways, asked]))  # as it stands last: an index of an older form holds that


def _ampersand(text: str, at: int, after: int) -> Form | None:
    found = _AND.match(text, at)
    return Form(at, found.end(), " and ") if found else None


def _initials(text: str, at: int, after: int) -> Form | None:
    """W.R.A.P. is compared as WRAP, and found as W R A P too."""
    first = at - 1
    if first < after or not text[at + 1 : at + 2].isalpha() or not text[first].isalpha():
        return None
    if first > 0 and (text[first - 1].isalnum() or text[first - 1] in "._@/"):
        return None
    found = _INITIALS.match(text, first)
    if found is None:
        return None
    letters = found.group().replace(".", "")
    return Form(first, found.end(), letters, others=(" ".join(letters),))


def _compound(text: str, at: int, after: int) -> Form | None:
    """Compare “e-mail” as two words and find it as one too; leave out the possessive “’s”."""
    if at <= after or not text[at - 1].isalnum() or not _GOES_ON.match(text, at + 1):
        return None
    first = at
    while first > after and text[first - 1].isalnum():
        first -= 1
    found = _COMPOUND.match(text, first, first + LONGEST_COMPOUND + 1) if first < at else None
    if found is None or found.end() - first > LONGEST_COMPOUND:
        return None
    words = _PARTS.split(found.group())
    if len(words) > 1 and words[-1] in {"s", "S"} and words[-2] in APOSTROPHES:
        words = words[:-2]
    if "".join(words[::2]).isdigit():
        return None
    if len(words) == 1:
        return Form(first, found.end(), words[0])
    halves = "".join(" " if word[0] in HYPHENS else "" if word in APOSTROPHES else word for word in words)
    main, joined = " ".join(words[::2]), "".join(words[::2])
    others = (joined, halves) if halves not in (main, joined) else (joined,)
    if joined.lower() in _NOT:
        others = (*others, *_NOT[joined.lower()])
    return Form(first, found.end(), main, others=others, is_in_place=len(main) == found.end() - first)


def _begin_of_word(text: str, begin: int, start: int) -> int:
    """Return the first place from `begin` on where no word is cut."""
    while 0 < begin < start and text[begin - 1].isalnum():
        begin += 1
    return begin


def _end_of_word(text: str, end: int, last: int) -> int:
    last = min(last, len(text))
    while end < last < len(text) and text[last].isalnum():
        last -= 1
    return last


_Rule = Callable[[str, int, int], Form | None]
_RULES: dict[str, _Rule] = {
    "&": _ampersand,
    ".": _initials,
    **dict.fromkeys(HYPHENS + APOSTROPHES, _compound),
}
