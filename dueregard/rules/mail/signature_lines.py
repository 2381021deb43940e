"""Tells the lines of a letter that are no sentences: a greeting, a closing, a heading, names and offices.

Where a line of names may stand is for `harmless`. A word that could be an answer ("None", "Refused") makes no name.
"""

from __future__ import annotations

import re

from dueregard.rules.mail.known_words import can_describe, word_list
from dueregard.rules.mail.slots import plain_line, with_slots

_GREETING = re.compile(
    r"^(?:dear|hello|hi|good (?:morning|afternoon|evening)|annwyl|helo|bore da|prynhawn da)(?: all| both| there)?"
    r"(?P<who>(?: [^\s,.!:;]{1,40}){0,7})\s?[,.!:;-]?$",
    re.IGNORECASE,
)
_INLINE_GREETING = re.compile(
    r"^(?:Dear|Hello|Hi|Annwyl|Good (?:morning|afternoon|evening))(?: (?:[A-Z][\w'.-]{0,30}|sir|madam|or|and|/|r"
    r"equester"
    r"|requestor|applicant)){0,5}\s?[,!-]\s+(?=\S)"
)
_GREETED = word_list("greeted")
_CLOSING = re.compile(
    r"^(?:(?:with )?(?:kind|kindest|best|warm|many)? ?(?:regards|wishes|thanks)|thank you|thanks|all the best|yo"
    r"urs(?: (?:sincerely"
    r"|faithfully|truly))?|sincerely|faithfully|cheers|cofion(?: (?:gorau|cynnes))?|yn gywir|yr eiddoch yn (?:gy"
    r"wir|ddiffuant)"
    r"|diolch(?: yn fawr)?|gyda diolch|(?:on|for and on) behalf of(?: .{1,60})?|signed)\s?[,.!]?$",
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
_DIGIT = re.compile(r"\d")
_ADDRESS_WORD = re.compile(r"^(?:\d{1,4}[a-zA-Z]?|[A-Z]{1,2}\d[A-Z\d]?|\d[A-Z]{2})$")
_MOST_WORDS = 12
_LEAST_USUAL_WORDS = 3
_SEPARATORS = re.compile(r"[,|/()\u2022\u00b7]| - ")


def is_greeting(line: str) -> bool:
    """Whether a line only greets."""
    found = _GREETING.match(plain_line(line))
    return (
        bool(found)
        and found is not None
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
    """Whether a line only closes a letter."""
    return bool(_CLOSING.match(plain_line(line)))


def is_heading(plain: str, ours: frozenset[str]) -> bool:
    """Whether a line, in its plain form, only names the request."""
    words = [word for word in re.split(r"[\s:()\[\]/,.#|\"-]+", plain) if word]
    known = [word in _HEADING_WORDS or word in ours for word in words]
    if not 0 < len(words) <= 2 * _MOST_WORDS:
        return False
    # Behind its usual words a heading may name the subject, in words that can state nothing.
    start = known.index(False) if False in known else len(words)
    rest = words[start:]
    return not rest or (start >= _LEAST_USUAL_WORDS and len(rest) <= _MOST_WORDS and all(map(can_describe, rest)))


def is_name_line(line: str, theirs: frozenset[str], *, takes_numbers: bool) -> bool:
    """Whether a line could be a name, an office or (with `takes_numbers`) an address, and nothing that answers."""
    plain = plain_line(line)
    if _NO_NAME.search(plain) or plain.endswith(("!", ":")) or (not takes_numbers and _DIGIT.search(plain)):
        return False
    words = [word for word in _SEPARATORS.sub(" ", _slotted(plain)).split() if word]
    return 0 < len(words) <= _MOST_WORDS and all(_names(word) for word in words) and any(map(_is_capital, words))


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
