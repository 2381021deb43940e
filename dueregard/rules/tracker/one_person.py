"""Finds words in what is about to be published that may lead to a single person: a name, a post, “she”, an address.

The register tells what organisations did. A member of staff who helped must not be found out by a sentence about it,
so publication stops at these words. E-mail addresses, numbers and streets are always refused; for a name or a post a
person may say that it means an organisation or a place, or nobody in particular. The address of a page is read like
words: it is shown and copied with the rest, and often ends in somebody's name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from dueregard.rules.privacy.masking import MAIL, NAME, NUMBER, POSTAL, mask
from dueregard.rules.privacy.personal_details import SAYS, DetailKind, personal_details
from dueregard.rules.privacy.to_look_at import known_words, to_look_at

POST = "post held by one person"
ONE = "word for one person"
LINK = "web address with a name in it"
CONFIRMABLE = frozenset({NAME, POST, ONE, LINK})

_STAFF = (
    r"teacher|head ?teacher|headmaster|headmistress|lecturer|tutor|professor|nurse|doctor|midwife|librarian|caretaker|"
    r"receptionist|governor|trustee|councillor|cabinet member|chair|chairman|chairwoman|secretary|solicitor|clerk|"
    r"officer|manager|director|co-?ordinator|administrator|adviser|advisor|assistant|principal|vice-?chancellor|"
    r"chancellor|registrar|dean|provost|imam|chaplain|rabbi|priest|social worker|youth worker|employee|colleague|"
    r"worker|member of staff|staff member|insider|whistle-?blower|pupil|student|parent|mother|father|rep"
)
_SINGLE = re.compile(
    rf"\b(?:an?|one|the|this|that|our|their|its|his|her|my|every|each)\s+(?:[\w’'-]+\s+){{0,3}}?(?:{_STAFF})\b"
    r"(?!\s+(?:union|unions|branch|group|association|council|organisation|training|meeting|body|bodies|guide)\b)",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:(?:deputy|assistant|acting|interim)\s+)?(?:head of\s+[\w’'-]+(?:\s+(?:and|&)\s+[\w’'-]+)?|"
    r"(?:prevent|safeguarding|designated|equality|inclusion|pastoral|curriculum|year|team|policy)\s+"
    r"(?:[\w’'-]+\s+){0,2}(?:lead|leader)\b|senco|sendco|headteacher\b(?!s)|vice-?chancellor\b|chief executive\b|"
    r"chair of (?:governors|trustees|the \w+)|leader of the council|"
    r"director of\s+[\w’'-]+(?:\s+(?:and|&)\s+[\w’'-]+)?)",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?:https?://|\bwww\.)[^\s<>\"“”]{1,2000}", re.IGNORECASE)
_IN_LINK = re.compile(r"[^\W\d_]{2,}")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# What addresses of pages are made of, beside the words that `to_look_at` knows to be no names.
_OF_LINKS = known_words(
    "about agenda agendas aims article articles aspx assessment assessments blog board boards call campaign com "
    "council councils docs document documents download downloads dpia drive drops duty edit education eia england "
    "eqia equality file files foi gov governors guardian htm html http https impact index jpg letter letters list "
    "local materials media meeting meetings members minute minutes motion motions net news notes open org page "
    "pages parents pdf people php plan plans png policies policy post posts prevent protest public publications "
    "report reports request requests response school schools scotland sharing staff statement statements stop "
    "storage students teachers team template templates training uk union unions university uploads usp view "
    "views vote wales watch web wp www"
)
_STRICT_IN_LINK = frozenset({DetailKind.EMAIL, DetailKind.PHONE})
_PRONOUN = re.compile(r"\b(?:he|she|him|her|hers|his|himself|herself)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """Words that stop a publication: in which field, what they look like, and whether a person may confirm them."""

    field: str
    what: str
    words: str

    @property
    def key(self) -> str:
        """What makes two finds the same. Whom “she” means is asked anew in each field and each line."""
        words = " ".join(self.words.casefold().split())
        return f"{self.field}: {words}" if self.what == ONE else words

    @property
    def may_be_confirmed(self) -> bool:
        """Whether a person may say that the words mean nobody in particular."""
        return self.what in CONFIRMABLE


def single_people(
    texts: Mapping[str, str],
    *,
    organisations: Collection[str] = (),
    known: Collection[str] = (),
    confirmed: Collection[str] = (),
) -> list[Found]:
    """Return what may lead to one person, each once, without what was confirmed.

    `texts` are the fields by their names in words; of those in `organisations` a single word is looked at, too, where
    elsewhere a sentence would begin. `known` are names of bodies and groups; `confirmed`, keys of finds.
    """
    found: dict[str, Found] = {}
    words = known_words(*known)
    for field, text in texts.items():
        for one in _every(field, text, words, is_title=field in organisations):
            found.setdefault(one.key, one)
    return [one for one in found.values() if not (one.may_be_confirmed and one.key in confirmed)]


def _every(field: str, text: str, known: frozenset[str], *, is_title: bool) -> Iterator[Found]:
    for match in _LINK.finditer(text):
        yield from _in_link(field, match.group().rstrip(".,;:)’'"), known)
    text = _LINK.sub(" ", text)
    plain = [one for one in personal_details(text) if one.kind is not DetailKind.SIGNATURE]
    for detail in plain:
        yield Found(field, SAYS[detail.kind].lower(), detail.words)
    masked = mask(text)
    for what in masked.left_out.keys() & {MAIL, NUMBER, POSTAL} if not plain else ():
        yield Found(field, what, _first_difference(text, masked.text))  # written in a way that has no words of its own
    for pattern, what in ((_OFFICE, POST), (_SINGLE, ONE), (_PRONOUN, ONE)):
        for match in pattern.finditer(text):
            yield Found(field, what, " ".join(match.group().split()))
    for look in to_look_at(text, known=known, is_title=is_title):
        yield Found(field, look.what, look.words)


def _in_link(field: str, link: str, known: frozenset[str]) -> Iterator[Found]:
    """Yield an e-mail address or a number in the address of a page, else the address where it may hold a name."""
    plain = unquote(unquote(link))
    details = personal_details(plain)
    if strict := [one for one in details if one.kind in _STRICT_IN_LINK]:
        yield from (Found(field, SAYS[one.kind].lower(), one.words) for one in strict)
        return
    host, *rest = re.split(r"(?=[/?#])", plain.partition("//")[2] or plain, maxsplit=1)
    hosts = [label for label in host.split(".") if "-" in label]  # one word is mostly a body, a paper, a place
    words = _IN_LINK.findall(_CAMEL.sub(" ", " ".join([*hosts, *rest])))
    said = " ".join(word.capitalize() for word in words)
    if details or "@" in host or to_look_at(said, known=known | _OF_LINKS, is_title=True):
        yield Found(field, LINK, link)


def _first_difference(text: str, masked: str) -> str:
    """Return the words of a text where the masked one differs first, up to the next space."""
    at = next((place for place, (one, other) in enumerate(zip(text, masked, strict=False)) if one != other), 0)
    start = text.rfind(" ", 0, at) + 1
    return text[start : start + 60].split("\n")[0].strip()
