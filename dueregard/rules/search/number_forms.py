"""Figures that are written in several ways: sections of an Act, days, telephone numbers, thousands.

Each function is given a text and where a figure begins, and says what stands there and how it is compared.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from dueregard.rules.search.form import Form
from dueregard.rules.text.uk_dates import MONTH_NUMBERS

# What stands before the number of a provision: what it is compared as, the words for one and the words for several.
_PROVISIONS = {
    "section": ("section sect sec s § adran", "sections sects secs ss §§ adrannau"),
    "regulation": ("regulation reg rheoliad", "regulations regs rheoliadau"),
    "article": ("article art erthygl", "articles arts erthyglau"),
    "paragraph": ("paragraph para paragraff", "paragraphs paras paragraffau"),
    "schedule": ("schedule sch atodlen", "schedules schs atodlenni"),
}
_ONE = {word: name for name, (one, _) in _PROVISIONS.items() for word in one.split()}
_SEVERAL = {word: name for name, (_, several) in _PROVISIONS.items() for word in several.split()}
_LONGEST_WORD = 20  # signs before a figure in which the word before it is looked for
_LAST_LETTERS = re.compile(r"(?:[^\W\d_]+|§+)$")
_AFTER_A_WORD = " .,\n\t\u00a0"
MOST_BETWEEN = 3  # signs between a word and its figure
_NUMBER = r"\d{1,3}[A-Za-z]{0,2}(?:\s?\(\w{1,4}\))*(?!\w)"
_PROVISION = re.compile(_NUMBER)
_DASH = r"[-‐‑–—]"
_IS_RANGE = re.compile(rf"\s*(?:{_DASH}|to)\s*")
_NEXT_IN_RANGE = re.compile(rf"(?P<sign>\s?{_DASH}\s?)(?P<number>{_NUMBER})")
_NEXT_IN_LIST = re.compile(
    rf"(?P<sign>\s?{_DASH}\s?|\s+to\s+|\s*[,;&]\s*(?:(?:and|or|a|ac)\s+)?|\s+(?:and|or|a|ac)\s+)"
    rf"(?P<number>{_NUMBER})"
)
MOST_IN_LIST = 20
WIDEST_RANGE = 20

_MONTH_NAMES = {number: f"{date(2000, number, 1):%B}".lower() for number in range(1, 13)}
_MONTH = f"({'|'.join(sorted(MONTH_NUMBERS, key=len, reverse=True))})"
_ORDINAL = r"(?:st|nd|rd|th|af|ail|il|ydd|fed|eg|ain)"
_DAY_FIRST = re.compile(
    rf"(\d{{1,2}}){_ORDINAL}?(?:\s+of)?[\s.‐‑–-]{{0,3}}{_MONTH}\b\.?"
    rf"(?:,?\s{{1,2}}(?:of\s+)?['’]?(\d{{4}}|(?<=['’])\d\d)(?!\d)|[-–.]?(\d{{4}}|(?<=[-–])\d\d)(?!\d))?",
    re.IGNORECASE,
)
_AFTER_MONTH = re.compile(rf"(\d{{1,2}})({_ORDINAL})?(?:,?\s{{1,2}}(\d{{4}}))?(?![\w:])", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d(?!\w)")
_BRITISH = re.compile(r"(\d{1,2})\s?([/.‐‑–-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d\d)(?![\d/-])")
_ISO = re.compile(r"(\d{4})([-/])(\d\d)\2(\d\d)(?![\d/-])")

_TELEPHONE_GAP = r"[ \u00a0.‐‑–-]{0,3}"
_TELEPHONE = re.compile(
    rf"(?:(?:00)?44\)?{_TELEPHONE_GAP}(?:\(0\)|0)?{_TELEPHONE_GAP})?"
    rf"\(?0?[1-9]\d{{1,10}}\)?(?:{_TELEPHONE_GAP}\(?\d{{2,8}}\)?){{0,4}}(?!\w)"
)
_GROUP = re.compile(r"\d+")
_SHORT = {"08001111", "08454647"}  # numbers of eight figures that are dialled as they stand
_BETWEEN_FIGURES = frozenset("/.-–‐‑")
_THOUSANDS_SIGNS = frozenset(",\u00a0\u2009\u202f")
_THOUSANDS = re.compile(r"\d{1,3}(?:([,\u00a0\u2009\u202f])\d{3})(?:\1\d{3})*(?![\w,]\w?)")


def number_form(text: str, at: int, end: int, after: int) -> Form | None:
    """Return the form of the figures from `at` to `end`, if they have one. Nothing before `after` belongs to it."""
    begin, word = _word_before(text, at, after)
    if word in _ONE or word in _SEVERAL:
        if found := _provision(text, at, begin, word):
            return found
    elif word in MONTH_NUMBERS and (found := _after_month(text, at, begin, word)):
        return found
    before = text[at - 1] if at > after else " "
    if before.isalnum() or (before in "/.-–," and at - 1 > after and text[at - 2].isdigit()):
        return None
    return _by_what_follows(text, at, end, after)


def _word_before(text: str, at: int, after: int) -> tuple[int, str]:
    """Return the word before a figure in small letters, and where it begins; empty when none stands close before."""
    begin = max(after, at - _LONGEST_WORD)
    near = text[begin:at].rstrip(_AFTER_A_WORD)
    if begin + len(near) < at - MOST_BETWEEN:
        return at, ""
    parts = near.split()
    word = parts[-1] if parts else ""
    if not word.isalpha():
        found = _LAST_LETTERS.search(word)
        if found is None or word[: found.start()].endswith(("'", "’")):  # “the pupil’s 40 books”
            return at, ""
        word = found.group()
    return begin + len(near) - len(word), word.lower()


def _by_what_follows(text: str, at: int, end: int, after: int) -> Form | None:
    """Try only what the sign behind the figures allows: a page of a table has thousands of them."""
    following = text[end : end + 1]
    if end - at <= 2 or following in {"-", "/"}:
        beside = text[end : end + 2].strip()[:1]
        if (beside in _BETWEEN_FIGURES or beside.isalpha()) and (found := _day(text, at)):
            return found
    if (text[at] == "0" or text[at - 1 : at] == "+") and (found := _telephone(text, at, after)):
        return found
    return _thousands(text, at) if following in _THOUSANDS_SIGNS and end - at <= 3 else None


def _provision(text: str, at: int, begin: int, word: str) -> Form | None:
    first = _PROVISION.match(text, at)
    if first is None:
        return None
    name = _ONE.get(word) or _SEVERAL[word]
    numbers, end = [first.group()], first.end()
    between: list[str] = []
    following = _NEXT_IN_LIST if word in _SEVERAL else _NEXT_IN_RANGE
    while len(numbers) < MOST_IN_LIST and (more := following.match(text, end)):
        numbers.append(more["number"])
        if _IS_RANGE.fullmatch(more["sign"]):
            between += _inside(*numbers[-2:])
        end = more.end()
    named = [f"{name} {''.join(number.split())}" for number in numbers]
    main = " and ".join([named[0], *("".join(number.split()) for number in numbers[1:])])
    also = (*named[1:], *(f"{name} {number}" for number in between))
    return Form(begin, end, main, also=also, each=tuple(named) if len(named) > 1 else ())


def _inside(first: str, last: str) -> Iterator[str]:
    """Yield the whole numbers between the two ends of a range."""
    if first.isdigit() and last.isdigit() and int(last) - int(first) <= WIDEST_RANGE:
        yield from map(str, range(int(first) + 1, int(last)))


def _day(text: str, at: int) -> Form | None:
    if found := _ISO.match(text, at):
        return _dated(at, found.end(), found.group(1), found.group(3), found.group(4), found.group())
    if found := _BRITISH.match(text, at):
        return _dated(at, found.end(), found.group(4), found.group(3), found.group(1), found.group())
    if (found := _DAY_FIRST.match(text, at)) and 1 <= int(found.group(1)) <= 31:
        month, year = MONTH_NUMBERS[found.group(2).lower()], found.group(3) or found.group(4) or ""
        return Form(at, found.end(), _said(int(found.group(1)), month, year))
    return None


def _dated(at: int, end: int, year: str, month: str, day: str, raw: str) -> Form | None:
    try:
        on = date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None
    return Form(at, end, _said(on.day, on.month, f"{on.year:04}"), others=(" ".join(_GROUP.findall(raw)),))


def _said(day: int, month: int, year: str) -> str:
    full = f"20{year}" if len(year) == 2 else year
    return f"{day} {_MONTH_NAMES[month]} {full}".rstrip()


def _after_month(text: str, at: int, start: int, word: str) -> Form | None:
    number = MONTH_NUMBERS[word]
    if year := _YEAR.match(text, at):
        return Form(start, year.end(), f"{_MONTH_NAMES[number]} {year.group()}")
    found = _AFTER_MONTH.match(text, at)
    if found is None or not 1 <= int(found.group(1)) <= 31:
        return None
    is_a_day = found.group(2) or found.group(3) or text[start].isupper()  # “they may 4 times” is none
    return Form(start, found.end(), _said(int(found.group(1)), number, found.group(3) or "")) if is_a_day else None


def _telephone(text: str, at: int, after: int) -> Form | None:
    is_abroad = text.startswith("0044", at) or (at > after and text[at - 1] == "+")
    if not is_abroad and text[at] != "0":
        return None
    found = _TELEPHONE.match(text, at)
    if found is None:
        return None
    groups = [(at + one.start(), at + one.end()) for one in _GROUP.finditer(found.group())]
    for last in range(len(groups), 0, -1):
        national = _national("".join(text[start:end] for start, end in groups[:last]), is_abroad=is_abroad)
        if national and _is_spaced_as_one(groups[:last]):
            raw = " ".join(text[start:end] for start, end in groups[:last])
            start = at
            end = groups[last - 1][1]
            while start > after and (text[start - 1] == "+" or (text[start - 1] == "(" and ")" in text[at:end])):
                start -= 1
            return Form(start, end, national, others=(raw,))
    return None


def _is_spaced_as_one(groups: list[tuple[int, int]]) -> bool:
    return all(later[0] - earlier[1] <= 3 for earlier, later in pairwise(groups))


def _national(figures: str, *, is_abroad: bool) -> str:
    if is_abroad:
        if not figures.startswith(("44", "0044")):
            return ""
        figures = "0" + figures.removeprefix("00").removeprefix("44").lstrip("0")
    return figures if len(figures) in (10, 11) or figures in _SHORT else ""


def _thousands(text: str, at: int) -> Form | None:
    found = _THOUSANDS.match(text, at)
    return Form(at, found.end(), "".join(_GROUP.findall(found.group()))) if found else None
