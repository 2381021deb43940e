"""Leaves personal data out of a letter before everyone may read it: addresses, numbers, names where names usually are.

Finds what has a pattern; a name in mid-sentence has none, so a person still reads before publishing.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from dueregard.rules.casework.reply_address import ALPHABET

MAIL = "e-mail address"
PHONE = "telephone number"
NAME = "name"
SIGNATURE = "signature"
POSTAL = "postal address"
LINK = "link"
CODE = "personal number"

_GAP = "[\\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff]*"  # what mail programs put into a long word
_BETWEEN = r"[\s>,]{1,10}"  # words of a name, across the lines of a quoted letter
_AT = r"(?:@|%40|=40|&#64;|\s?[\[({]\s?at\s?[\])}]\s?)"
_DOT = r"(?:\.|\s?[\[({]\s?dot\s?[\])}]\s?)"
# A run of characters is tried from its start only, however long it is, so that hostile text costs only its length.
_LOCAL = r"[\w.+%=*'!#$&/?^`{|}~-]"
_MAIL = re.compile(
    rf"(?:mailto:)?(?<!{_LOCAL}){_LOCAL}+{_AT}(?:[\w-]{{1,63}}{_DOT}){{1,8}}[^\W\d_][\w-]{{1,62}}",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?P<label>\b(?:tel|telephone|phone|mobile|mob|fax|direct dial|direct line|ext|extension|whatsapp|ddi)\b"
    r"(?: (?:no|number))?\.?\s{0,3}:?\s{0,3})(?P<number>[+(]?\d[\d ()./\u00a0-]{1,22}\d)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w/.,£$€-])(?:\+\d{1,3}|00\d{2}|\(?0)[\d ()\u00a0.\u2010-\u2013-]{7,20}\d"
    r"(?:\s?(?:x|ext\.?|extension)\s?\d{2,6})?(?![\w/])",
    re.IGNORECASE,
)
_DATE = re.compile(r"0?\d[.-]\d{1,2}[.-]\d{2,4}")
_LINK = re.compile(r"(?P<host>https?://[^\s/<>\"')?#]{1,255})(?P<rest>[/?#][^\s<>\"')]{0,4000})?", re.IGNORECASE)
_INSURANCE = re.compile(r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")
_HEADER = re.compile(
    r"^(?P<start>[> \t\u00a0]{0,40}\*?(?:From|To|Cc|Bcc|Reply-To|Sender|Sent by)\*?:\*?)[ \t]+\S.*$",
    re.IGNORECASE | re.MULTILINE,
)
_WROTE = re.compile(
    r"^(?P<start>[> \t\u00a0]{0,40}On [^\n]{4,80}?\d{4}[^\n,]{0,20},)[^\n]{1,200}"
    r"(?:\n[> \t\u00a0]{0,40}[^\n]{1,200}?)?(?P<end> wrote:)",
    re.MULTILINE,
)
_DEAR = re.compile(
    r"^(?P<start>[> \t\u00a0]{0,40}(?:Dear|Hello|Hi)) (?P<who>[^\n,:]{1,80})(?P<end>[,:]?[ \t]*)$", re.MULTILINE
)
_NOBODY_IN_PARTICULAR = re.compile(
    r"\b(?:sir|madam|sirs|team|officer|office|department|colleagues?|freedom|information|foi|all|there|everyone|council|"
    r"university|college|school|academy|trust|police|constabulary|board|borough|authority|commissioner|nhs|"
    r"requester|requestor|applicant|customer|enquirer|correspondent)\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^[> \t\u00a0]{0,40}(?:(?:yours|your's)\s+(?:sincerely|faithfully|truly)|"
    r"(?:(?:kind|kindest|best|warm|many)\s+)?regards|"
    r"(?:best|good|warm)\s+wishes|many\s+thanks|thank\s+you|thanks(?:\s+again)?|sincerely|with\s+thanks)[\s,.!]*$",
    re.IGNORECASE,
)
_DASHES = re.compile(r"^[> \t\u00a0]{0,40}(?:--|__+)\s*$")
_QUOTED_FROM_HERE = re.compile(
    r"^[> \t\u00a0]{0,40}(?:-{2,}\s*(?:original|forwarded)|_{8,}|(?:From|Sent|On)\b.*:|\[.{1,40} left out\])",
    re.IGNORECASE,
)
SHORT = 90  # characters: a line of a signature; a longer one is a sentence, a notice or a heading again
MOST_LINES = 16
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


def mask(text: str, *, tokens: Iterable[str] = (), names: Iterable[str] = (), addresses: Iterable[str] = ()) -> Masked:
    """Return the text without personal data.

    `tokens` are reply tokens, left out in any form; `names` are names known to be in it, such as who signed;
    `addresses` are postal addresses of one or several lines. A public body's own name is never among them.
    """
    work = _Text(text)
    for token in tokens:
        work.text = _token(token).sub(lambda _: work.gap(MAIL), work.text)
    _mask_links(work)
    work.text = _MAIL.sub(lambda _: work.gap(MAIL), work.text)
    _mask_signatures(work)
    _mask_heads(work)
    for address in addresses:
        _mask_postal(work, address)
    for name in names:
        _mask_words(work, name, NAME)
    _mask_numbers(work)
    return Masked(work.text, dict(work.found))


def say_left_out(counts: dict[str, int]) -> str:
    """Return what was left out as one sentence, or an empty string."""
    parts = [f"{count} {what}{_plural(what) if count > 1 else ''}" for what, count in sorted(counts.items()) if count]
    if not parts:
        return ""
    listed = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"Left out to protect people: {listed}."


def _plural(what: str) -> str:
    return "es" if what.endswith("s") else "s"


def _token(token: str) -> re.Pattern[str]:
    """Match a token however it was retyped or broken, with what is around it up to the spaces."""
    signs = [f"[{re.escape(_LOOKS_LIKE.get(sign, sign + sign.upper()))}]" for sign in token if sign in ALPHABET]
    return (
        re.compile(rf"[\w.+%=-]{{0,64}}{_GAP.join(signs)}(?:{_AT}[\w.-]{{1,253}})?") if signs else re.compile(r"(?!)")
    )


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


def _mask_signatures(work: _Text) -> None:
    """Leave out the short lines that follow a closing, up to a sentence, a quoted letter or the second empty line."""
    lines = work.text.split("\n")
    kept: list[str] = []
    place = 0
    while place < len(lines):
        line = lines[place]
        place += 1
        kept.append(line)
        if not (_CLOSING.match(line) or _DASHES.match(line)):
            continue
        end = _end_of_signature(lines, place)
        if any(each.strip(" >\t") for each in lines[place:end]):
            kept.append(work.gap(SIGNATURE))
            place = end
    work.text = "\n".join(kept)


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

    def greeted(match: re.Match[str]) -> str:
        if _NOBODY_IN_PARTICULAR.search(match["who"]) or "left out]" in match["who"]:
            return match.group()
        return f"{match['start']} {work.gap(NAME)}{match['end']}"

    work.text = _DEAR.sub(greeted, work.text)


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


def _mask_numbers(work: _Text) -> None:
    work.text = _LABELLED.sub(lambda match: f"{match['label']}{work.gap(PHONE)}", work.text)

    def numbered(match: re.Match[str]) -> str:
        digits = sum(sign.isdigit() for sign in match.group())
        if not 9 <= digits <= 18 or _DATE.match(match.group()):
            return match.group()
        return work.gap(PHONE)

    work.text = _NUMBER.sub(numbered, work.text)
    work.text = _INSURANCE.sub(lambda _: work.gap(CODE), work.text)
