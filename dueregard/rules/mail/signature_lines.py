"""Tells the lines of a letter that are no sentences: a greeting, a closing, a heading, names and offices.

Where a line of names may stand is for `harmless`. A word that could be an answer ("None", "Refused") makes no name.
"""

from __future__ import annotations

import re

from dueregard.rules.mail.known_phrases import TOPIC, UNITS
from dueregard.rules.mail.known_words import may_be_a_name, word_list
from dueregard.rules.mail.slots import is_theirs, plain_line, with_slots

_GREETING = re.compile(
    r"^(?:dear|hello|hi|good (?:morning|afternoon|evening|day)|annwyl|helo|bore da|prynhawn da|p?noswaith dda|a)"
    r"(?: all| both| there)?"
    r"(?P<who>(?: [^\s,.!:;]{1,40}){0,7})\s?[,.!:;-]?$",
    re.IGNORECASE,
)
_INLINE_GREETING = re.compile(
    r"^(?:Dear|Hello|Hi|Annwyl|Good (?:morning|afternoon|evening))(?: (?:[A-Z][\w'.-]{0,30}|sir|madam|or|and|/|r"
    r"equester"
    r"|requestor|applicant)){0,5}\s?[,!-]\s+(?=\S)"
)
# "Asha, a chàraid".
_CALLED = re.compile(r"^(?P<who>[A-Z][\w'-]{1,30}), a (?:ch\u00e0raid|chara)[,.]?$", re.IGNORECASE)
_GREETED = word_list("greeted")
_CLOSING = re.compile(
    r"^(?:(?:with )?(?:my )?(?:kind|kindest|best|warm|warmest|many|very best)? ?(?:regards|wishes|thanks)"
    r"|thank you(?: for your (?:patience|understanding))?|(?:many )?thanks(?: again)?|all the best|best|rgds"
    r"|(?:thanks and )?have a (?:lovely|good|great|nice) (?:weekend|day|week|evening)"
    r"|yours(?: (?:sincerely|faithfully|truly))?"
    r"|(?:sincerely|faithfully)(?: yours)?|cheers|cofion(?: (?:gorau|cynnes))?|yn gywir(?: iawn)?"
    r"|yr eiddoch yn (?:gywir|ddiffuant)|diolch(?: yn fawr)?|gyda diolch|is mise le meas|le deagh dh\u00f9rachd"
    r"|gorhemynadow kuv"
    r"|(?:on|for and on) behalf of(?P<whom> .{1,60})?|signed)\s?[,.!]?$",
    re.IGNORECASE,
)
_HEADING_WORDS = word_list("heading")
_SMALL = word_list("between_names")
# One of these in a line of names could be the answer itself.
_NO_NAME = re.compile(
    r"\b(?:refus\w*|withh\w*|held|hold\w*|none|nil|no|not|nothing|yes|exempt\w*|section|decision|notice|answer"
    r"\w*|response"
    r"|attached|enclosed|release\w*|disclos\w*|grant\w*|den(?:y|ied)|close[ds]?|transfer\w*|vexatious|unknown|zero|n/?a"
    r"|above|below|agreed?|partly|part|full|upheld|reject\w*|declin\w*|never|yet|pending|delay\w*|extend\w*|overdue"
    r"|cost|limit|fee|paid|annual|total|number|question|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|\w*teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|dim|nac|ydy?m|gwrthod\w*"
    r"|daliwn|ddaliwn)\b|[%£$€?=]|^\s*\d+[.)]",
    re.IGNORECASE,
)
# Of a name: "(she/her)"; of a body: "Part of the Northport Partnership".
_BY_THE_WAY = re.compile(
    r"\(?\b(?:she|he|they)/(?:her|him|them)(?:/(?:hers|his|theirs))?\b\)?|^part of (?:the )?", re.IGNORECASE
)
# "Staff 3120" counts.
_COUNTS = re.compile(
    r"\b(?:staff|pupils?|students?|teachers?|employees?|referrals?|training|total|numbers?)\W+\d|\d\W+(?:staff|pupils?|students?|teachers?"
    r"|employees?|referrals?)\b",
    re.IGNORECASE,
)
_MOTTO = word_list("motto")
_NAMES_IN_ED = word_list("names_in_ed")
_SIGNS = re.compile(r"[^\w\u00ab\u00bb'-]+|(?<!\w)-|-(?!\w)")
_DIGIT = re.compile(r"\d")
_ADDRESS_WORD = re.compile(r"^(?:\d{1,2}(?:st|nd|rd|th)|\d{1,4}[a-zA-Z]?|[A-Z]{1,2}\d[A-Z\d]?|\d[A-Z]{2})$")
_MOST_WORDS = 12
_LEAST_USUAL_WORDS = 3
_SEPARATORS = re.compile(r"[,|/()\u2022\u00b7]| - ")


def is_greeting(line: str) -> bool:
    """Whether a line only greets, in one language or two: "Annwyl / Dear Asha"."""
    return all(_greets(each) for each in plain_line(line).split(" / "))


def _greets(line: str) -> bool:
    found = _GREETING.match(line) or _CALLED.match(line)
    return (
        found is not None
        and all(
            word.lower().strip("/") in _GREETED or word[0].isupper() or word == "&"
            for word in found.group("who").split()
        )
        and not _NO_NAME.search(found.group("who"))
    )


def without_greeting(sentence: str) -> str:
    """The sentence without the greeting that begins it on the same line."""
    return _INLINE_GREETING.sub("", sentence, count=1)


def is_closing(line: str) -> bool:
    """Whether a line only closes a letter, in one language or two."""
    return all(_closes(each) for each in plain_line(line).split(" / "))


def _closes(line: str) -> bool:
    found = _CLOSING.match(line)
    if found is None:
        return False
    words = (found.group("whom") or "").lower().split()
    return all(word.strip(",.") in _SMALL or may_be_a_name(word.strip(",.")) for word in words)


def is_heading(plain: str, ours: frozenset[str]) -> bool:
    """Whether a line, in its plain form, only names the request."""
    words = [word for word in re.split(r"[\s:()\[\]/,.#|\"-]+", plain) if word]
    known = [word in _HEADING_WORDS or word in ours for word in words]
    if not 0 < len(words) <= 2 * _MOST_WORDS:
        return False
    # Behind its usual words a heading may name the subject, in words for things and people that can state nothing.
    start = known.index(False) if False in known else len(words)
    rest = words[start:]
    return not rest or (start >= _LEAST_USUAL_WORDS and len(rest) <= _MOST_WORDS and TOPIC.issuperset(rest))


def is_name_line(line: str, theirs: frozenset[str], *, takes_numbers: bool) -> bool:
    """Whether a line could be a name, an office or (with `takes_numbers`) an address, and nothing that answers."""
    plain = plain_line(line)
    plain = _BY_THE_WAY.sub("", plain).strip(" |,")
    if _NO_NAME.search(plain) or plain.endswith(("!", ":")) or (not takes_numbers and _DIGIT.search(plain)):
        return False
    words = [word for word in _SEPARATORS.sub(" ", _slotted(plain)).split() if word]
    if _COUNTS.search(plain) or any(_does_something(word) for word in words):
        return False
    return 0 < len(words) <= _MOST_WORDS and all(_names(word) for word in words) and any(map(_is_capital, words))


def is_office_line(plain: str) -> bool:
    """Whether a line, in its plain form, only names offices and teams of the body that writes."""
    words = [word for word in _SIGNS.split(plain) if word]
    return 0 < len(words) <= _MOST_WORDS and all(word in UNITS or word == "\u00abbody\u00bb" for word in words)


def is_motto(plain: str, theirs: frozenset[str]) -> bool:
    """Whether a line, in its plain form, is the sort of thing that bodies write under all their letters."""
    words = [word for word in _SIGNS.split(plain) if word]
    known = all(
        word in _MOTTO or is_theirs(word, theirs) or word in ("\u00abus\u00bb", "\u00abbody\u00bb") for word in words
    )
    return 0 < len(words) <= _MOST_WORDS and known


def _does_something(word: str) -> bool:
    """Whether a word with a capital tells what was done, and so may be an answer: "Withdrawn", "Destroyed"."""
    bare = word.strip("'\".,:;<>[]()").lower()
    return bare not in UNITS and ((bare.endswith("ed") and bare not in _NAMES_IN_ED) or not may_be_a_name(bare))


def _slotted(plain: str) -> str:
    """Addresses, numbers and codes out of a line; what is left keeps its capitals."""
    kept = []
    for word in plain.split():
        kept.append("" if with_slots(word, frozenset()).startswith("\u00ab") and not word.isalpha() else word)
    return " ".join(kept)


def _is_capital(word: str) -> bool:
    return word.strip("'\".,:;<>[]")[:1].isupper()


def _names(word: str) -> bool:
    bare = word.strip("'\".,:;<>[]")
    return not bare or bare in _SMALL or bare[0].isupper() or bool(_ADDRESS_WORD.match(bare))
