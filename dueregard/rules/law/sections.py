"""Reads the sections of a law as people type them ("s.24", "43(2) and 41") into one form, so that they can be compared.

What was typed is kept beside it by whoever records it. Which exemption a section is, `exemptions` knows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dueregard.rules.law.laws import Law

SHORT = {Law.FOIA: "FOIA", Law.FOISA: "FOISA", Law.EIR: "EIR", Law.EISR: "EISR"}
# No law here has a higher number: FOIA has 88 sections, FOISA 76, the regulations 22.
HIGHEST = {Law.FOIA: 88, Law.FOISA: 76, Law.EIR: 22, Law.EISR: 22}
_REGULATIONS = frozenset({Law.EIR, Law.EISR})
_MOST_LETTERS = 6  # 31(1)(a) to (g): a longer range is no list of limbs that somebody typed


@dataclass(frozen=True, slots=True)
class Citation:
    """One section (or regulation) of one law: 24(1), 31(1)(a), 12(4)(b)."""

    law: Law
    number: str

    @property
    def unit(self) -> str:
        """What the law calls its pieces."""
        return "regulation" if self.law in _REGULATIONS else "section"

    def cited(self, under: Law) -> str:
        """Return it as it is kept in a case under a law; another law is named where the unit does not tell."""
        words = f"{self.unit} {self.number}"
        return words if _law_of(self.unit, under) is self.law else f"{words} {SHORT[self.law]}"

    def meets(self, other: Citation) -> bool:
        """Tell whether one of the two is the other or a part of it: 24 meets 24(1), and 24(1) does not meet 24(2)."""
        return self.law is other.law and all(
            mine == theirs for mine, theirs in zip(_pieces(self.number), _pieces(other.number), strict=False)
        )


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of typed sections: each once, in order; `unread` are words that name no section we know."""

    citations: tuple[Citation, ...]
    unread: tuple[str, ...] = ()

    def cited(self, under: Law) -> tuple[str, ...]:
        """Return what is recorded: the sections in one form, then what could not be read, as typed."""
        return tuple(dict.fromkeys((*(each.cited(under) for each in self.citations), *self.unread)))


_LAWS = (
    (Law.FOISA, r"freedom of information \(?scotland\)? act(?: 2002)?|FOI\(?S\)?A|FOI\(S\) act"),
    (Law.EISR, r"environmental information \(?scotland\)? regulations(?: 2004)?|EI\(?S\)?Rs?"),
    (Law.FOIA, r"freedom of information act(?: 2000)?|FOIA|FOI act(?: 2000)?"),
    (Law.EIR, r"environmental information regulations(?: 2004)?|EIRs?"),
)
_LIMB = r"\(\s*(?:\d{1,2}[a-z]{0,2}|[a-z]{1,4})\s*\)"
_NUMBER = r"(?<!\d)(?<!\d\.)\d{1,3}[a-z]?"
_ACT = r"(?:[^,;()]|\([a-z ]+\))*?\b(?:act|order|convention|directive|schedule)\b(?:\s+\d{4})?(?!\w)"
_LITTLE = (
    "of|in|under|by|the|this|that|act|regulations|foi|exempt(?:ions?)?|exceptions?|refused|withheld|relied|rely|relying|"
    "on|also|both|alternative|alternatively|as|well|with|read|virtue|engaged|applies|apply|to|is|are|2000|2002|2004"
)
_PIECES = (
    *(
        (f"law_{law.value}", rf"(?<![a-z])(?:(?:of|in|under)\s+)?(?:the\s+)?(?:{words})(?![a-z])")
        for law, words in _LAWS
    ),
    ("other", rf"(?:of|in|under|to)\s+(?:the\s+)?{_ACT}"),
    ("regulation", r"(?<![a-z])(?:regulations?|regs?)\.?(?=\s*[\d(]|\s*$)"),
    ("section", r"(?<![a-z])(?:sub-?sections?|sections?|sect|secs?|ss?)\.?(?=\s*[\d(]|\s*$)"),
    ("dotted", rf"(?<![\w.])\d+(?:\.\d+)+(?!\w)(?:\s*{_LIMB})*"),
    ("number", rf"{_NUMBER}(?!\w)(?:\s*{_LIMB})*|{_NUMBER}(?:\s*{_LIMB})+"),
    ("limbs", rf"{_LIMB}(?:\s*{_LIMB})*"),
    ("torn", r"\(\s*(?:\d{1,2}[a-z]{0,2}|[a-z]{1,4})\s*(?=$|[,;])"),
    ("range", r"(?:-|–|—|\bto\b)(?=\s*\()"),
    ("join", r"[,;&/+]|\b(?:and|or)(?=\d)|\b(?:and|or)\b"),
    ("filler", rf"\b(?:{_LITTLE})\b|[.:\"'“”‘’*•()]"),
    ("word", r"[^\s,;&/+()]+"),
)
_SCAN = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _PIECES), re.IGNORECASE)


def read_sections(typed: str, law: Law) -> Read:
    """Read what somebody typed in a case under `law`. A number without a unit is of that law.

    Never raises: what names no section is returned as it is typed.
    """
    reading = _Reading(law)
    text = " ".join(unicodedata.normalize("NFKC", typed).split())
    for match in _SCAN.finditer(text):
        reading.take(match.lastgroup or "", match.group().strip())
    citations, unread = tuple(dict.fromkeys(reading.closed())), tuple(reading.unread_words())
    if not citations and not unread and any(each.isalnum() for each in text):
        unread = (text,)  # only little words: "the Act"
    return Read(citations, unread)


def read_all(kept: Sequence[str], law: Law) -> tuple[Citation, ...]:
    """Return the sections named by what a case keeps, each once."""
    return tuple(dict.fromkeys(each for words in kept for each in read_sections(words, law).citations))


@dataclass(slots=True)
class _Reading:
    """Walks along the pieces of a text; `open` are the sections of the list at hand, whose law may yet be named."""

    law: Law
    unit: str = ""
    named: Law | None = None
    open: list[tuple[str, str]] = field(default_factory=list)  # unit and number
    done: list[Citation] = field(default_factory=list)
    unread: list[list[str]] = field(default_factory=list)
    last: str = ""  # the kind of the piece before

    def take(self, kind: str, text: str) -> None:
        """Take the next piece of the text."""
        if kind.startswith("law_"):
            self._name(Law(kind.removeprefix("law_")))
        elif kind in {"section", "regulation"}:
            if not text.lower().startswith("sub"):
                self._close(None)  # in "section 24, section 38 FOISA" the law is named of the second only
                self.unit = kind
        elif kind == "dotted":  # 24.1 may be 24(1), a date or a sum: a person decides
            self._leave_out([self.unit, text] if self.unit and self.last != "word" else [text])
            kind = "word"
        elif kind == "number" and self.last == "word" and "(" not in text:  # "Schedule 1", "article 8"
            self._leave_out([text])
            kind = "word"
        elif kind == "number" and not self._number(_tidy(text)):
            self._leave_out([self.unit or self._default(), text])
            kind = "word"
        elif kind == "limbs" and self.open:
            self._limbs(_tidy(text))
        elif kind == "other" and self.open and self.last in {"number", "limbs"}:
            unit, number = self.open.pop()
            self._leave_out([unit or self._default(), number, text])
            kind = "word"
        elif kind in {"word", "limbs", "torn", "other"}:
            self._leave_out([text])
            kind = "word"
        if kind != "filler":
            self.last = kind

    def closed(self) -> list[Citation]:
        """Return the sections, once the text has ended."""
        self._close(None)
        return self.done

    def unread_words(self) -> Iterator[str]:
        """Yield the runs of words that name nothing we know."""
        return (" ".join(words) for words in self.unread)

    def _name(self, law: Law) -> None:
        if self.open and self.last in {"number", "limbs"}:
            self._close(law)  # "sections 24 and 31 FOIA"
        else:
            self._close(None)
            self.named = law  # "FOISA s.38"

    def _number(self, number: str) -> bool:
        law = self._law_at_hand(self.unit or self._default())
        is_one = 1 <= int("".join(filter(str.isdigit, _pieces(number)[0]))) <= HIGHEST[law]
        if is_one:
            self.open.append((self.unit, number))
        return is_one

    def _limbs(self, limbs: str) -> None:
        """Take "(b)" after "31(1)(a)": another limb of the same depth; after a dash, all up to it."""
        unit, before = self.open[-1]
        head, have = _pieces(before)[0], _pieces(before)[1:]
        more = _pieces(limbs)
        kept = have[: max(len(have) - len(more), 0)] if len(have) >= len(more) else have
        if self.last == "range" and have and len(more) == 1:
            for between in _between(have[-1], more[0]):
                self.open.append((unit, head + "".join((*have[:-1], between))))
        self.open.append((unit, head + "".join((*kept, *more))))

    def _leave_out(self, words: list[str]) -> None:
        if self.last == "word" and self.unread:
            self.unread[-1] += words
        else:
            self.unread.append(words)

    def _close(self, named: Law | None) -> None:
        for unit, number in self.open:
            law = named or self._law_at_hand(unit or self._default())
            self.done.append(Citation(law, number))
        if self.open:
            self.open, self.named = [], None

    def _default(self) -> str:
        law = self.named or self.law
        return "regulation" if law in _REGULATIONS else "section"

    def _law_at_hand(self, unit: str) -> Law:
        return self.named or _law_of(unit, self.law)


def _law_of(unit: str, under: Law) -> Law:
    """Return the law that has such units where a case is: a regulation in a case under FOIA is of the EIR."""
    if unit == "regulation":
        return Law.EISR if under.is_scottish else Law.EIR
    return Law.FOISA if under.is_scottish else Law.FOIA


def _tidy(number: str) -> str:
    """Write 24 (1) as 24(1), 31(1)(A) as 31(1)(a), 40(3a) as 40(3A)."""
    close = re.sub(r"\s+", "", number).lower()
    return re.sub(r"(?<=\d)[a-z]{1,2}(?=\)|\(|$)", lambda letters: letters[0].upper(), close)


def _pieces(number: str) -> list[str]:
    return re.findall(r"^[^(]+|\([^)]*\)", number)


def _between(first: str, last: str) -> list[str]:
    """Return the limbs between two: (b) and (c) between (a) and (d); none where they are no single letters."""
    one, other = first.strip("()"), last.strip("()")
    if len(one) != 1 or len(other) != 1 or one.isdigit() != other.isdigit():
        return []
    if not 0 < ord(other) - ord(one) <= _MOST_LETTERS:
        return []
    return [f"({chr(code)})" for code in range(ord(one) + 1, ord(other))]
