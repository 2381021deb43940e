"""What somebody asks of the search, read from what they typed. Any text is understood somehow; nothing here raises.

Words stand for all of them together; AND, OR, NOT, brackets, -word, "exact words", begin* and field:value say more.
What is typed twice is asked once.
Leaves finding to the index, and what a public body or a kind of thing is called to the caller (`resolve`).
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from dueregard.rules.search.dates import first_day, last_day
from dueregard.rules.search.forms import forms_in

MOST_SIGNS = 500  # of what was typed; the rest is left out
MOST_TERMS = 32
MOST_DEPTH = 6
SHORTEST_BEGINNING = 2  # letters before a star

# Each field with the other words by which it may be called.
FIELDS = {
    "body": "body",
    "kind": "kind",
    "case": "case",
    "section": "section",
    "exemption": "section",
    "title": "title",
    "by": "by",
    "after": "after",
    "before": "before",
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word, in any of its forms: “referral” finds “referrals”."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Exactly these words in this order."""

    text: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """Words that begin so; of several words the last is the unfinished one."""

    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """Something that is known about a thing beside its text. The last word of an unfinished value is a beginning."""

    name: str
    value: str
    is_unfinished: bool = False


@dataclass(frozen=True, slots=True)
class OneOf:
    """A field that was found to mean one of these; none of them: nothing is found. `says` names them in words."""

    name: str
    values: tuple[str, ...]
    says: str = ""


@dataclass(frozen=True, slots=True)
class Dated:
    """Not before the first day and not after the last, both included."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class All:
    """Every part."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least so many of the parts, the more the better. Nobody types it: it is asked when nothing has all."""

    parts: tuple["Node", ...]
    least: int = 1


@dataclass(frozen=True, slots=True)
class Not:
    """Not this."""

    part: "Node"


Node = Word | Phrase | Beginning | Field | OneOf | Dated | All | Any | Some | Not


@dataclass(frozen=True, slots=True)
class Query:
    """What was understood. `asked` is None when nothing was; `notes` tell what was left out, in sentences."""

    asked: Node | None
    notes: tuple[str, ...] = ()


def read_query(typed: str) -> Query:
    """Read what somebody typed."""
    reader = _Reader(typed)
    return Query(reader.read(), tuple(dict.fromkeys(reader.notes)))


def resolve(node: Node, find: Callable[[Field], Node | None]) -> Node:
    """Put what `find` returns in the place of each field; where it returns nothing the field stays as it is."""
    match node:
        case Field():
            return find(node) or node
        case All() | Any() | Some():
            return replace(node, parts=tuple(resolve(part, find) for part in node.parts))
        case Not():
            return Not(resolve(node.part, find))
        case _:
            return node


def sought(node: Node | None) -> Iterator[Word | Phrase | Beginning]:
    """Yield what a text is searched for: what may be marked in it. What must not be there is left out."""
    match node:
        case Word() | Phrase() | Beginning():
            yield node
        case All() | Any() | Some():
            for part in node.parts:
                yield from sought(part)
        case _:
            return


_DOUBLE_MARKS = str.maketrans(dict.fromkeys("‟＂〝〞″", '"'))
_OPENS = {'"': '"', "“": "”", "„": "“”", "«": "»"}
# A bracket right behind letters belongs to them: 24(1)(a). Before that: NOT(, -( and the like open a bracket.
_TOKEN = re.compile(r"(?:NOT|AND|OR|-+)(?=\()|[()]|[^\s()\"“”„«»]+(?:\(\w{1,4}\)[^\s()\"“”„«»]*)*|[\"“”„«»]")
_FIELD = re.compile(r"([A-Za-z]+):(.*)", re.DOTALL)

# What may stand before the number of a section and is not compared: “foia s.24(1)” means 24(1).
_LAW_WORDS = re.compile(
    r"\b(?:foia|foi|foisa|eirs?|eisr|act|sections?|ss?|regulations?|regs?)\b\.?|\bs(?=\d)", re.IGNORECASE
)


class _Reader:
    """Reads from left to right. NOT binds most, then AND (said or not), then OR."""

    def __init__(self, typed: str) -> None:
        shape = unicodedata.normalize("NFC", typed[: 2 * MOST_SIGNS])
        text = "".join(sign if sign.isprintable() else " " for sign in shape).translate(_DOUBLE_MARKS)
        self.notes: list[str] = []
        if len(text) > MOST_SIGNS:
            text = text[:MOST_SIGNS].rpartition(" ")[0] or text[:MOST_SIGNS]
            self.notes.append(f"We used only the first {MOST_SIGNS} characters.")
        self.text = text
        # What is one thing though it is typed with spaces: “s 40 (2)”, “4 May 2023”, “020 7946 0123”.
        self.whole = {form.start: form.end for form in forms_in(text) if " " in text[form.start : form.end]}
        self.at = 0
        self.terms: set[Node] = set()  # without those typed again
        self.piece = self._next()

    def read(self) -> Node | None:
        """Return what the whole text asks for."""
        parts = []
        while self.piece:
            part = self._any_of(0)
            if part is not None:
                parts.append(part)
            if self.piece == ")":
                self._take()  # closes nothing
        return _joined(All, parts)

    def _next(self) -> str:
        found = _TOKEN.search(self.text, self.at)
        if found is None:
            self.at = len(self.text)
            return ""
        start = found.start()
        lead = len(found.group()) - len(found.group().lstrip("-"))
        self.at = max(found.end(), self.whole.get(start + lead, 0))
        return self.text[start : self.at]

    def _take(self) -> str:
        piece, self.piece = self.piece, self._next()
        return piece

    def _any_of(self, depth: int) -> Node | None:
        parts = [self._all_of(depth)]
        while self.piece == "OR":
            self._take()
            parts.append(self._all_of(depth))
        if len(parts) > 1 and None in parts:
            self.notes.append("OR needs words on both sides, so we ignored one that did not have them.")
        return _joined(Any, [part for part in parts if part is not None])

    def _all_of(self, depth: int) -> Node | None:
        parts: list[Node] = []
        said_and = False
        while self.piece and self.piece not in {")", "OR"}:
            if self.piece == "AND":
                said_and = True
                self._take()
                continue
            part = self._one(depth)
            if part is not None:
                parts.append(part)
        if said_and and len(parts) < 2:
            self.notes.append("AND needs words on both sides, so we ignored it.")
        return _joined(All, parts)

    def _one(self, depth: int) -> Node | None:
        is_not = False
        while self.piece == "NOT" or (self.piece and not self.piece.strip("-")):
            said = self._take()
            is_not = is_not or said == "NOT" or self._touches()
        if self.piece.startswith("-"):
            is_not = True
            self.piece = self.piece.lstrip("-")
        part = self._atom(depth) if self.piece and self.piece not in {")", "OR", "AND"} else None
        if part is None:
            if is_not:
                self.notes.append("NOT needs a word after it, so we ignored it.")
            return None
        return Not(part) if is_not else part

    def _touches(self) -> bool:
        """Tell whether a lone dash stood right before what comes: -(a OR b), -"a b"."""
        return bool(self.piece) and self.at - len(self.piece) >= 1 and self.text[self.at - len(self.piece) - 1] == "-"

    def _atom(self, depth: int) -> Node | None:
        piece = self._take()
        if piece == "(":
            return self._bracket(depth)
        if piece in _OPENS:
            return self._counted(_quoted(self._until_closed(piece)))
        if piece in "”»":
            return None
        field = _FIELD.fullmatch(piece)
        if field and field.group(1).lower() in FIELDS:
            return self._field(FIELDS[field.group(1).lower()], field.group(2))
        listed = [one for form in forms_in(piece) for one in form.each]
        if listed:  # “ss. 40–41” asks for both
            return _joined(All, [word for one in listed if (word := self._counted(Word(one))) is not None])
        return self._counted(_plain(piece))

    def _bracket(self, depth: int) -> Node | None:
        if depth >= MOST_DEPTH:
            self.notes.append(f"We follow brackets inside brackets {MOST_DEPTH} deep, and ignored the deeper ones.")
            return None
        part = self._any_of(depth + 1)
        if self.piece == ")":
            self._take()
        return part

    def _until_closed(self, opened: str) -> str:
        """Return the text up to the closing mark, or to the end. `piece` was read ahead: go back before it."""
        start = self.at - len(self.piece)
        ends = [at for mark in _OPENS[opened] + opened if (at := self.text.find(mark, start)) >= 0]
        end = min(ends, default=len(self.text))
        if not ends:
            self.notes.append(
                "There is no closing quotation mark, so we took the words after the opening one as one phrase."
            )
        self.at = end + 1
        self.piece = self._next()
        return self.text[start:end]

    def _field(self, name: str, value: str) -> Node | None:
        if not value and self.piece in _OPENS and self.text[self.at - len(self.piece) - 1] == ":":
            value = self._until_closed(self._take())
        value = " ".join(value.strip("*").split())
        if not _has_a_word(value):
            self.notes.append(f"“{name}:” needs a value right after it, so we ignored it.")
            return None
        if name == "section":
            value = _LAW_WORDS.sub(" ", value).strip() or value
        if name not in {"after", "before"}:
            return self._counted(Field(name, value))
        day = first_day(value) if name == "after" else last_day(value)
        if day is None:
            self.notes.append(f"“{name}:” needs a date such as 2026-01-31, so we ignored “{value}”.")
            return None
        return self._counted(Dated(first=day) if name == "after" else Dated(last=day))

    def _counted(self, node: Node | None) -> Node | None:
        if node is None:
            return None
        self.terms.add(_folded(node))
        if len(self.terms) > MOST_TERMS:
            self.terms.remove(_folded(node))
            self.notes.append(f"We used only the first {MOST_TERMS} words and phrases.")
            return None
        return node


def _joined(kind: type[All] | type[Any], parts: list[Node]) -> Node | None:
    once: dict[Node, Node] = {}
    for part in parts:
        once.setdefault(_folded(part), part)
    if len(once) < 2:
        return next(iter(once.values()), None)
    return kind(tuple(once.values()))


def _folded(node: Node) -> Node:
    """Return a node as it is told from others: a word is the same in capitals."""
    match node:
        case Word() | Phrase() | Beginning():
            return replace(node, text=node.text.casefold())
        case All() | Any():
            return replace(node, parts=tuple(map(_folded, node.parts)))
        case Not(part):
            return Not(_folded(part))
        case _:
            return node


def _plain(piece: str) -> Node | None:
    if piece.endswith("*") and sum(sign.isalnum() for sign in piece) >= SHORTEST_BEGINNING:
        return Beginning(piece.rstrip("*"))
    return Word(piece) if _has_a_word(piece) else None


def _quoted(text: str) -> Node | None:
    words = " ".join(text.split())
    if words.endswith("*") and sum(sign.isalnum() for sign in words) >= SHORTEST_BEGINNING:
        return Beginning(words.rstrip("*").rstrip())
    return Phrase(words) if _has_a_word(words) else None


def _has_a_word(text: str) -> bool:
    return any(sign.isalnum() for sign in text)
