"""Lists what looks like a person, an address or a number in a text from which `masking` has left out what it knows.

Nothing here is left out on a guess: each find is shown in its sentence, and a person decides. A name without capitals,
or alone at the beginning of a sentence, cannot be told from any other word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dueregard.rules.privacy.addresses import doubtful_addresses
from dueregard.rules.privacy.masking import MAIL, NAME, NUMBER, POSTAL
from dueregard.rules.privacy.numbers import doubtful_numbers
from dueregard.rules.privacy.personal_details import POSTCODE
from dueregard.rules.privacy.words import any_of, word_list

_NO_NAMES = word_list("no_names") | word_list("offices") | word_list("beside_offices") | word_list("streets")
_NAMES_TOO = word_list("names_too") | word_list("streets")
_SAYS = re.compile(
    r"[ \n>]{1,5}(?:(?:also|then|has|had|will) )?(?:said|says|told|tells|wrote|writes|confirmed|advised|asked|"
    r"replied|explained|stated|left|joined|rang|phoned|emailed|e-mailed|sent|works|worked|spoke|agreed|attended|informed|mentioned)\b"
)
_TITLES = word_list("titles")
_SMALL = word_list("inside_names")
_WORD = re.compile(r"(?<![^\W_])[^\W\d_](?:[\w'\u2018\u2019-]{0,60}\w|\.)?")
_TITLE_DOT = re.compile(r"\.?[ \u00a0]{0,2}")
_GAP = re.compile(r"[ \t\u00a0]{1,5}|[ \t\u00a0\r]{0,5}\n[> \t]{0,20}")
_CUE = re.compile(
    rf"(?<!\w)(?:{any_of('cues')})\s{{0,3}}[:,\u2013-]?\s{{1,3}}"
    r"(?:(?:our|the|my|your|to|with|and|at)\s{1,3}){0,2}$",
    re.IGNORECASE,
)
_SENTENCE_ENDS = re.compile(r"(?:[.?!:;\u2022\u201c\"(\]-]|\n[> \t\r]{0,20}|\d[.)])[\s>]{0,20}$")
_PARTS = "|".join(sorted(word_list("streets"), key=len, reverse=True))
_STREET = re.compile(
    rf"(?<![\w,.£$€/-])(?:(?:Flat|Apartment|Unit)\s)?\d{{1,4}}[A-Za-z]?(?:-\d{{1,4}})?,?[ ](?:"
    rf"(?:[^\W\d_][\w'\u2019-]{{1,25}}[ ]){{1,4}}?(?i:{_PARTS})|"
    rf"(?i:heol|ffordd|stryd|l\u00f4n|sr\u00e0id|bothar)[ ][^\W\d_][\w'\u2019-]{{1,25}})(?!\w)"
)
_BEFORE_STREET = re.compile(
    r"(?<![^\W_])(?P<house>[^\W\d_][\w'\u2019-]{0,25}(?:[ ][^\W\d_][\w'\u2019-]{1,25}){0,3},[ ]{1,3})$"
)
# The two regulators stand in nearly every refusal.
_NOBODYS = {"SK95AF", "KY169DS"}
# "FOI-20881", "EIR2026/114": a body's own number for a letter. Whoever is called so writes no capitals before digits.
_REFERENCE = re.compile(r"(?:[A-Z]{2,6}[-_]?){1,3}\d[\d-]*")
_AROUND = 110
_WRAPPED_AT = 50
_MOST_IN_LINE = 5


@dataclass(frozen=True, slots=True)
class Look:
    """One find: what it may be, its words, its first place with what is around it, and how often it comes."""

    what: str
    words: str
    before: str
    after: str
    count: int = 1
    is_likely: bool = True

    @property
    def key(self) -> str:
        """What makes two finds the same."""
        return self.words.casefold()


def to_look_at(text: str, *, known: frozenset[str] = frozenset(), is_title: bool = False) -> list[Look]:
    """Return what a person should look at, each once, in the order of the text.

    `known` are words in lower case that name no person, such as those of the public body's name. In a title, such as
    the name of a file, a word alone counts wherever it is.
    """
    found: dict[str, Look] = {}
    for what, start, end, is_likely in sorted(_every(text, known, is_title=is_title), key=lambda each: each[1]):
        words = " ".join(text[start:end].replace(">", " ").split())
        seen = found.get(words.casefold())
        if seen:
            found[seen.key] = replace(seen, count=seen.count + 1, is_likely=seen.is_likely or is_likely)
        else:
            found[words.casefold()] = Look(what, words, *_around(text, start, end), is_likely=is_likely)
    return list(found.values())


def known_words(*names: str) -> frozenset[str]:
    """Return the words of names that name no person."""
    return frozenset(word.casefold() for name in names for word in re.findall(r"[^\W\d_][\w'\u2019-]*", name))


def _every(text: str, known: frozenset[str], *, is_title: bool) -> Iterator[tuple[str, int, int, bool]]:
    taken: list[tuple[int, int]] = []
    for what, spans in (
        (POSTAL, _postal(text)),
        (MAIL, doubtful_addresses(text)),
        (NUMBER, doubtful_numbers(text)),
    ):
        free = _outside(spans, taken)
        taken = sorted([*taken, *free])
        yield from ((what, start, end, True) for start, end in free)
    names = {(start, end): is_likely for start, end, is_likely in _names(text, known, is_title=is_title)}
    for start, end in _outside(sorted(names), taken):
        yield NAME, start, end, names[start, end]


def _outside(spans: list[tuple[int, int]], taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return those of the spans that touch none of the taken; both are in order, and each is passed once."""
    free, place = [], 0
    for start, end in spans:
        while place < len(taken) and taken[place][1] <= start:
            place += 1
        if place == len(taken) or taken[place][0] >= end:
            free.append((start, end))
    return free


def _postal(text: str) -> list[tuple[int, int]]:
    """Return where a street or a postcode stands; a street with the postcode after it is one address."""
    spans = [(match.start() - _house_before(text, match.start()), match.end()) for match in _STREET.finditer(text)]
    spans += [match.span() for match in POSTCODE.finditer(text) if match.group().replace(" ", "") not in _NOBODYS]
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        between = text[joined[-1][1] : start] if joined and start - joined[-1][1] <= 60 else "\n\n"
        if "\n\n" in between or ". " in between:
            joined.append((start, end))
        else:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
    return joined


def _house_before(text: str, start: int) -> int:
    """Return how many signs before a street are the name of a house on the same line."""
    found = _BEFORE_STREET.search(text[max(0, start - 80) : start])
    if not found:
        return 0
    words = re.split(r"(?<=\s)", found["house"])  # each with the space after it
    length = 0
    for word in reversed(words):
        if word and not word[0].isupper():
            break
        length += len(word)
    return length


def _names(text: str, known: frozenset[str], *, is_title: bool) -> Iterator[tuple[int, int, bool]]:
    """Yield where words with capitals are together that are not all known to be no names, and whether it is likely."""
    run: list[re.Match[str]] = []
    small: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        last = (small or run)[-1:] or None
        follows = last is not None and _is_joined(text, last[0], word)
        if not follows:
            yield from _of_run(text, run, known, is_title=is_title)
            run, small = [], []
        if word.group()[0].isupper():
            run, small = [*run, *small, word], []
        elif run and word.group().lower() in _SMALL and len(small) < 2:
            small.append(word)
        else:
            yield from _of_run(text, run, known, is_title=is_title)
            run, small = [], []
        if len(run) > 12:
            yield from _of_run(text, run, known, is_title=is_title)
            run, small = [], []
    yield from _of_run(text, run, known, is_title=is_title)


def _is_joined(text: str, last: re.Match[str], word: re.Match[str]) -> bool:
    """Tell whether only a space is between two words, or the end of a line that was broken for its length."""
    start = last.end()
    if last.group().rstrip(".").lower() in _TITLES and text[start : start + 1] == ".":
        start += 1
    gap = _GAP.fullmatch(text, start, word.start())
    return gap is not None and ("\n" not in gap.group() or "\n" not in text[max(0, start - _WRAPPED_AT) : start])


def _of_run(
    text: str, run: list[re.Match[str]], known: frozenset[str], *, is_title: bool
) -> Iterator[tuple[int, int, bool]]:
    """Yield the names in a run of words with capitals: the words that are known part it.

    Where the run is a short line of its own, such as the name under a letter, all of it is one.
    """
    unsure: list[bool] = []
    for word in run:
        is_initial = len(word.group()) == 1 and unsure[-1:] == [True]
        unsure.append(is_initial or not _is_no_name(word.group(), known))
    if 1 < len(run) <= _MOST_IN_LINE and any(unsure) and not all(unsure) and _is_line(text, run):
        yield run[0].start(), run[-1].end(), True
        return
    piece: list[re.Match[str]] = []
    for place, word in enumerate(run):
        beside = unsure[max(0, place - 1) : place + 2]
        if unsure[place] or (
            any(beside) and word.group().casefold() in _NAMES_TOO and word.group().casefold() not in known
        ):
            piece.append(word)
            continue
        if piece and (found := _name(text, piece, is_title=is_title)):
            yield found
        piece = []
    if piece and (found := _name(text, piece, is_title=is_title)):
        yield found


def _is_line(text: str, run: list[re.Match[str]]) -> bool:
    """Tell whether the words are a line of their own, without the sign that ends a sentence."""
    before, after = text[max(0, run[0].start() - 20) : run[0].start()], text[run[-1].end() : run[-1].end() + 20]
    return bool(re.search(r"(?:^|\n)[> \t]*$", before)) and bool(re.match(r"[ \t\r,]*(?:\n|$)", after))


def _is_no_name(word: str, known: frozenset[str]) -> bool:
    bare = word.casefold().rstrip(".").replace("\u2019", "'").removesuffix("'s")
    if bare in _TITLES or bare in _SMALL or (len(bare) == 1 and word.endswith(".")):
        return False
    if _REFERENCE.fullmatch(word):
        return True
    pieces = bare.split("-")
    return all(piece in _NO_NAMES or piece in known for piece in pieces) or bare in _NO_NAMES or len(bare) == 1


def _name(text: str, piece: list[re.Match[str]], *, is_title: bool) -> tuple[int, int, bool] | None:
    while piece and piece[-1].group().lower() in _SMALL:
        piece = piece[:-1]
    has_title = bool(piece) and piece[0].group().rstrip(".").lower() in _TITLES
    words = [word.group() for word in piece[has_title:]]
    if not any(len(word.rstrip(".")) > 1 for word in words):
        return None  # a title, or initials alone
    start = piece[0].start()
    end = piece[-1].end() - (2 if re.search(r"['\u2019]s$", piece[-1].group()) else 0)
    before = text[max(0, start - 60) : start]
    if has_title or len(words) > 1:
        return start, end, True
    if _CUE.search(before) or _SAYS.match(text, end):
        return start, end, True
    starts_sentence = not before.strip(" \t>") or bool(_SENTENCE_ENDS.search(before))
    if len(words[0]) < 3 or (starts_sentence and not is_title):
        return None
    return start, end, False


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after in the same sentence, cut at a word where it is long."""
    before = re.split(r"[.?!]\s|\n\s*\n", text[max(0, start - _AROUND) : start])[-1]
    if len(before) == _AROUND and start > _AROUND:
        before = "\u2026 " + before.partition(" ")[2]
    after = text[end : end + _AROUND]
    close = re.search(r"[.?!](?=\s|$)|\n\s*\n", after)
    if close:
        after = after[: close.end()]
    elif end + _AROUND < len(text):
        after = after.rpartition(" ")[0] + " \u2026"
    return _flat(before), _flat(after)


def _flat(words: str) -> str:
    """Return words on one line, with a space kept at either end."""
    kept = " ".join(words.replace(">", " ").split())
    return f"{' ' if words[:1].isspace() and kept else ''}{kept}{' ' if words[-1:].isspace() and kept else ''}"
