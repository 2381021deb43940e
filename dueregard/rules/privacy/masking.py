"""Leaves personal data out of a letter before everyone may read it: addresses, numbers, names where names usually are.

Finds what has a form. A name in the middle of a sentence has none: `to_look_at` lists those, and a person decides.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from dueregard.rules.casework.reply_address import ALPHABET
from dueregard.rules.privacy.addresses import AT, UNSEEN, without_addresses
from dueregard.rules.privacy.greetings import closing_with_names, is_closing, without_greeted
from dueregard.rules.privacy.job_titles import office_of
from dueregard.rules.privacy.numbers import BIRTH, without_numbers

MAIL = "e-mail address"
NAME = "name"
SIGNATURE = "signature"
POSTAL = "postal address"
LINK = "link"
NUMBER = "number"
MANY = {BIRTH: "dates of birth"}

_GAP = "[\\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff]*"  # what mail programs put into a long word
_BETWEEN = r"[\s>,]{1,10}"  # words of a name, across the lines of a quoted letter
_LINK = re.compile(r"(?P<host>https?://[^\s/<>\"')?#]{1,255})(?P<rest>[/?#][^\s<>\"')]{0,4000})?", re.IGNORECASE)
_HEADER = re.compile(
    r"^(?P<start>[> \t\u00a0]{0,40}\*?(?:From|To|Cc|Bcc|Reply-To|Sender|Sent by|Oddi wrth|Copi|Chuig|Bho|"
    r"FAO|F\.A\.O\.|Attn|For the attention of|At sylw)\*?:\*?)[ \t]{0,20}\S.*$",
    re.IGNORECASE | re.MULTILINE,
)
_WROTE = re.compile(
    r"^(?P<start>[> \t\u00a0]{0,40}On [^\n]{4,80}?\d{4}[^\n,]{0,20},)[^\n]{1,200}"
    r"(?:\n[> \t\u00a0]{0,40}[^\n]{1,200}?)?(?P<end> wrote:)",
    re.MULTILINE,
)
_WROTE_IN_WELSH = re.compile(
    r"^(?P<start>[> \t\u00a0]{0,40}Ar [^\n]{4,80}?\d{4}[^\n,]{0,20},)[^\n]{0,200}?\bysgrifennodd\b"
    r"[^\n:]{0,200}(?P<end>:)",
    re.MULTILINE,
)
_DASHES = re.compile(r"^[> \t\u00a0]{0,40}(?:--|__+)\s*$")
_QUOTED_FROM_HERE = re.compile(
    r"^[> \t\u00a0]{0,40}(?:-{2,}\s*(?:original|forwarded)|_{8,}|(?:From|Sent|On)\b.*:|\[.{1,40} left out\])",
    re.IGNORECASE,
)
SHORT = 90  # characters: a line of a signature; a longer one is a sentence, a notice or a heading again
MOST_LINES = 16
_LEFT_OUT = re.compile(r"(\[[^\[\]\n]{1,40} left out\])")
_SENTENCE = re.compile(r"(?:\S+\s+){3,}\S+[.?!]$")
# People and mail programs confuse these with the characters of a token.
_LOOKS_LIKE = {"0": "0oO", "1": "1iIlL|", "2": "2zZ", "5": "5sS", "8": "8bB"}


@dataclass(frozen=True, slots=True)
class Masked:
    """A text that may be shown, and how many of what was left out, by its name in words."""

    text: str
    left_out: dict[str, int] = field(default_factory=dict)


class _Text:
    """A text while things are removed from it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: Counter[str] = Counter()

    def gap(self, what: str) -> str:
        """Count one thing left out and return the words that replace it."""
        self.found[what] += 1
        return f"[{what} left out]"


def mask(
    text: str,
    *,
    tokens: Iterable[str] = (),
    names: Iterable[str] = (),
    addresses: Iterable[str] = (),
    stays: frozenset[str] = frozenset(),
    chosen: Iterable[tuple[str, str]] = (),
) -> Masked:
    """Return the text without personal data.

    `tokens` are reply tokens, left out in any form; `names` are names known to stand in it, such as who signed;
    `addresses` are postal addresses of one or several lines. `stays` are lines of a signature that name no person, such
    as the public body. `chosen` are words that a person chose to leave out, each with what it is.
    """
    work = _Text(text)
    for token in tokens:
        work.text = _token(token).sub(lambda _: work.gap(MAIL), work.text)
    work.text = UNSEEN.sub("", work.text)
    _mask_links(work)
    work.text = without_addresses(work.text, lambda: work.gap(MAIL))
    _mask_signatures(work, stays)
    _mask_heads(work)
    for address in addresses:
        _mask_postal(work, address)
    for name in names:
        _mask_words(work, name, NAME)
    work.text = without_numbers(work.text, work.gap)
    for words, what in sorted(chosen, key=lambda pair: len(pair[0]), reverse=True):
        _mask_chosen(work, words, what)
    return Masked(work.text, dict(work.found))


def say_left_out(counts: dict[str, int]) -> str:
    """Return what was left out as one sentence, or an empty string."""
    parts = [f"{count} {plural(what) if count > 1 else what}" for what, count in sorted(counts.items()) if count]
    if not parts:
        return ""
    listed = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"Left out to protect people: {listed}."


def plural(what: str) -> str:
    """Return the plural of what was left out."""
    return MANY.get(what) or what + ("es" if what.endswith("s") else "s")


def _token(token: str) -> re.Pattern[str]:
    """Match a token however it was retyped or broken, with what is around it up to the spaces."""
    signs = [f"[{re.escape(_LOOKS_LIKE.get(sign, sign + sign.upper()))}]" for sign in token if sign in ALPHABET]
    if not signs:
        return re.compile(r"(?!)")
    host = rf"{AT}[\w.-]{{1,253}}| at [\w-]{{1,63}}(?:(?:\.| dot )[\w-]{{1,63}}){{1,8}}"
    return re.compile(rf"(?:\bfoi )?[\w.+%=-]{{0,64}}{_GAP.join(signs)}(?:{host})?", re.IGNORECASE)


def _mask_links(work: _Text) -> None:
    """Keep where a link leads and leave out the rest when it is long or asks: such links open files and name people."""

    def shortened(match: re.Match[str]) -> str:
        host, rest = match["host"], match["rest"] or ""
        if "@" in host or "%40" in host:
            return work.gap(LINK)
        if "?" in rest or "#" in rest or "@" in rest or re.search(r"[\w-]{20,}|\d{6,}|%", rest):
            return f"{host}/ {work.gap(LINK)}"
        return host + rest

    work.text = _LINK.sub(shortened, work.text)


def _mask_signatures(work: _Text, stays: frozenset[str]) -> None:
    """Leave out the short lines that follow a closing, up to a quoted letter or the second empty line.

    A line that says an office, a line of `stays` and a whole sentence are kept.
    """
    lines = work.text.split("\n")
    kept: list[str] = []
    place = 0
    while place < len(lines):
        line = lines[place]
        place += 1
        both = closing_with_names(line.strip(" >\t\r"))
        if not (both or is_closing(line) or _DASHES.match(line)):
            kept.append(line)
            continue
        end = _end_of_signature(lines, place)
        shown, is_short = _signature(lines[place:end], stays)
        if both:
            kept += [f"{both[0]},", f"[{SIGNATURE} left out]", *shown[is_short:]]
        else:
            kept += [line, *shown]
        if both or f"[{SIGNATURE} left out]" in shown:
            work.found[SIGNATURE] += 1
        place = end
    work.text = "\n".join(kept)


def _signature(lines: list[str], stays: frozenset[str]) -> tuple[list[str], bool]:
    """Return the lines of a signature as they may be shown, and whether they begin with what was left out."""
    gap = f"[{SIGNATURE} left out]"
    shown: list[str] = []
    for line in lines:
        if line.strip(" >\t\r*_.,").casefold() in stays or _SENTENCE.fullmatch(line.strip(" >\t\r")):
            shown.append(line)
            continue
        office, says_more = office_of(line)
        if says_more and gap not in shown[-1:]:
            shown = [*(each for each in shown if each.strip()), gap]
        if office:
            shown.append(office)
        elif not says_more and gap not in shown[-1:]:
            shown.append(line)
    return shown, shown[:1] == [gap]


def _end_of_signature(lines: list[str], start: int) -> int:
    """Return the index of the first line after `start` that is no longer part of the signature."""
    empty = 0
    end = start
    for place in range(start, min(start + MOST_LINES, len(lines))):
        words = lines[place].strip(" >\t\r*_")
        if not words:
            empty += 1
            continue
        if empty > 2 or len(words) > SHORT or _QUOTED_FROM_HERE.match(lines[place]):
            break
        empty, end = 0, place + 1
    return end


def _mask_heads(work: _Text) -> None:
    """Leave out who wrote to whom, where a mail program or a greeting says it."""
    work.text = _HEADER.sub(lambda match: f"{match['start']} {work.gap(NAME)}", work.text)
    work.text = _WROTE.sub(lambda match: f"{match['start']} {work.gap(NAME)}{match['end']}", work.text)

    work.text = _WROTE_IN_WELSH.sub(
        lambda match: f"{match['start']} ysgrifennodd {work.gap(NAME)}{match['end']}", work.text
    )
    work.text = without_greeted(work.text, lambda: work.gap(NAME))


def _mask_words(work: _Text, words: str, what: str) -> None:
    """Leave out these words, however they are spaced and capitalised."""
    parts = [re.escape(part) for part in words.split()]
    if sum(len(part) for part in parts) < 4:
        return  # one or two letters would remove half the text
    pattern = re.compile(rf"(?<!\w){_BETWEEN.join(parts)}(?!\w)", re.IGNORECASE)
    work.text = pattern.sub(lambda _: work.gap(what), work.text)


def _mask_postal(work: _Text, address: str) -> None:
    """Leave out an address as a whole, its lines with a number, and any of its lines that are on their own.

    A line such as a town's name may be part of any sentence, so there it stays.
    """
    _mask_words(work, address.replace(",", " "), POSTAL)
    for line in filter(None, (each.strip(" ,.\t\r") for each in address.split("\n"))):
        if any(sign.isdigit() for sign in line):
            _mask_words(work, line, POSTAL)
        alone = re.compile(rf"^(?P<start>[> \t]{{0,40}}){re.escape(line)}[ \t]{{0,10}}[,.]?[ \t]{{0,10}}$", re.I | re.M)
        work.text = alone.sub(lambda match: match["start"] + work.gap(POSTAL), work.text)


def _mask_chosen(work: _Text, words: str, what: str) -> None:
    """Leave out what a person chose, however it is spaced, hyphenated and capitalised; two signs only as written."""
    parts = [re.escape(part) for part in re.split(r"[\s,_>]+", words) if part]
    if not parts:
        return
    joined = r"[\s>,_-]{1,10}".join(parts)
    flags = re.IGNORECASE if sum(map(len, parts)) > 2 else re.NOFLAG
    pattern = re.compile(rf"(?<![^\W_]){joined}(?![^\W_])", flags)
    pieces = _LEFT_OUT.split(work.text)  # what stands for something else is never touched again
    pieces[::2] = [pattern.sub(lambda _: work.gap(what), piece) for piece in pieces[::2]]
    work.text = "".join(pieces)
