"""Reads the number under which a body keeps a request from its reply: subject, own words, address of the sender.

What is found is a suggestion with the words it was found in; a person keeps it, corrects it or leaves it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from dueregard.rules.text.uk_dates import dates_in

MOST = 5
_READ_CHARS = 20_000
_LONGEST = 40
_VALUE = (
    r"(?P<value>(?:[A-Z][A-Za-z]{0,11}[ -]?)?(?=[A-Za-z0-9/._#-]{0,24}\d)[A-Za-z0-9#][A-Za-z0-9/._-]{1,36}"
    r"(?: \d{2,8})?)"
)
_LINK = r"(?:\s*(?:number|num|no|id))?\.?\s*(?:\((?:foi|ref)\)\s*)?(?:is|was|will be|yw|[:#=–-])?\s*[:\"“']?\s*"
# The body's own number by name. "Your reference" in a reply is often theirs, too: ours is left out by what it is.
_NAMED = re.compile(
    rf"\b(?P<whose>our|your|my|the|unique|case|request|foi|foia|eir|enquiry|complaint|file)?\s*"
    rf"(?:reference|ref|cyfeirnod)\b{_LINK}{_VALUE}"
    rf"|\b(?P<kind>case|request|enquiry|ticket)\s+(?:number|no\.?|id)\b\s*(?:is|[:#-])?\s*"
    rf"{_VALUE.replace('?P<value>', '?P<other>')}",
    re.IGNORECASE,
)
# A number that stands in a subject by itself: FOI/2026/0123, IGTORCH 2025-377, [#101008123456].
_ALONE = re.compile(
    r"(?<![\w/-])(?:(?:FOIA?|EIR|RFI|IR|IG|CAS|REQ|FS|REF)[ /:#_-]{0,2}\d[\w/.-]{2,24}"
    r"|[A-Z]{2,10}[/_-](?:[A-Z0-9]{1,8}[/_-])*\d[\w/.-]{1,24}|[A-Z]{1,6}\d{4,12}|#\d{4,14}|\d{7,14}(?=\]|\)))(?![\w/-])"
)
_TAGGED = re.compile(r"[+=](?P<value>[A-Za-z]{0,8}[/_.-]?\d[\w/.-]{2,24})@")
_PHONE = re.compile(r"\+?[\d ()-]{10,16}")
_LAW = re.compile(r"(?:s|section|regulation|act)\.? ?\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SuggestedReference:
    """A number that seems to be theirs, where it was read, and the words around it."""

    value: str
    where: str
    passage: str

    @property
    def says(self) -> str:
        """Where it was read, as a sentence."""
        return f"Read from {self.where}: “{self.passage}”. Correct it if it is wrong."


def suggest_references(
    *, subject: str, text: str, sender: str, ours: Collection[str]
) -> tuple[SuggestedReference, ...]:
    """Return what may be the body's own number, the likeliest first. `ours` are our references and subject line.

    A number that they call a reference comes before one that only stands in the subject.
    """
    own = {_plain(one) for one in ours if one.strip()}
    found: dict[str, SuggestedReference] = {}
    for one in _candidates(subject, text[:_READ_CHARS], sender):
        plain = _plain(one.value)
        if _is_number(one.value) and not any(plain in mine for mine in own):
            found.setdefault(plain, one)
    return tuple(found.values())[:MOST]


def _candidates(subject: str, text: str, sender: str) -> Iterator[SuggestedReference]:
    line = " ".join(subject.split())
    for where, words in (("their letter", text), ("the subject", line)):
        for match in _NAMED.finditer(words):
            value = match["value"] or match["other"]
            yield SuggestedReference(_clean(value), where, _around(words, match.start(), match.end()))
    for match in _ALONE.finditer(line):
        yield SuggestedReference(_clean(match.group()), "the subject", line[:120])
    for match in _TAGGED.finditer(sender):
        yield SuggestedReference(_clean(match["value"]), "the sender’s address", sender[:120])


def _clean(value: str) -> str:
    value = " ".join(value.split()).strip("#").rstrip(".,;:-_/ ")
    words = value.split(" ")
    # "FOI 2026-123" is one number; in "Reference 12345 Dear" and "is 2026/12" the small words are not of it.
    return " ".join(word for word in words if any(sign.isdigit() for sign in word) or word.isupper())


def _is_number(value: str) -> bool:
    digits = sum(sign.isdigit() for sign in value)
    if not 3 <= len(value) <= _LONGEST or digits < 2 or _LAW.fullmatch(value):
        return False
    if value.isdigit() and (len(value) < 4 or (len(value) == 4 and value.startswith(("19", "20")))):
        return False
    is_date = bool(dates_in(value)) and not any(sign.isalpha() for sign in value)
    is_phone = value.startswith(("0", "+")) and bool(_PHONE.fullmatch(value))
    return not is_date and not is_phone


def _plain(value: str) -> str:
    return re.sub(r"[^a-z0-9]", "", value.lower())


def _around(words: str, start: int, end: int) -> str:
    first = max(words.rfind("\n", 0, start), words.rfind(". ", 0, start)) + 1
    after = [place for mark in ("\n", ". ") if (place := words.find(mark, end)) != -1]
    return " ".join(words[max(first, start - 60) : min([*after, end + 40])].split())[:160]
