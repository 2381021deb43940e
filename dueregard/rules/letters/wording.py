"""Fills in a pack's model motion or letter for one body, as text that its writer can change before taking it away.

Which clauses are offered, `clauses` decides; what the text is made of, `markup`. The words are the pack's.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from dueregard.rules.letters.languages import ENGLISH, WORDS, in_words, short_date
from dueregard.rules.letters.markup import cleaned, numbered


class Form(StrEnum):
    """What a model becomes. It decides which questions its writer is asked."""

    MOTION = "motion"
    LETTER = "letter"
    REMINDER = "reminder"
    OPEN_LETTER = "open_letter"


class Reader(StrEnum):
    """Who gets it. Only `HEAD`, `SECRETARY` and `CHAIR` are the body itself, and are spoken to as “you”."""

    MEETING = "meeting"
    HEAD = "head"
    SECRETARY = "secretary"
    CHAIR = "chair"
    COUNCILLOR = "councillor"
    MP = "mp"
    PUBLIC = "public"


IS_THE_BODY = frozenset({Reader.HEAD, Reader.SECRETARY, Reader.CHAIR})
ELECTED = frozenset({Reader.COUNCILLOR, Reader.MP})

# What a model may write between braces, and what it becomes. docs/reference/pack.md is compared with this by a test.
PLACEHOLDERS: Mapping[str, str] = {
    "body": "the body's name, with “the” before it where a sentence needs one",
    "name": "the body's name alone",
    "the_body": "how to call it: the university, the council",
    "its": "its; in a letter to the body itself: your",
    "nation": "the body's nation, in words",
    "duty_applies": "whether the Prevent duty applies to the body, as a sentence with its source",
    "head": "the usual title of who leads such a body",
    "secretary": "the usual title of who keeps its papers",
    "board": "the usual name of its board",
    "chair": "the usual title of who chairs the board",
    "group": "the branch, union or group that writes",
    "sender": "who signs",
    "capacity": "as what they sign; empty when not given",
    "contact": "where an answer can be sent; empty when not given",
    "addressee": "who the letter goes to",
    "today": "the day on which it is made",
    "meeting_line": "a line with the day of the meeting; empty when not given",
    "deadline_line": "a line with the last day for motions; empty when not given",
    "proposed_by": "a line for the proposer, with dots when not given",
    "seconded_by": "a line for the seconder, with dots when not given",
    "answer_by": "the day by which an answer is asked for; when not given, four weeks from today or from the meeting",
    "known": "what the site knows of the body, as items of the list, each with its source; empty when none is chosen",
    "notes": "the chosen clauses that state something, as items of the list",
    "believes": "the chosen clauses that hold something right, as items of the list",
    "asks": "the chosen clauses that ask for something, as items of the list",
    "own_words": "what the writer says in their own words",
    "first_letter": "the letter that had no answer, as a quotation",
    "first_sent_on": "the day on which that was sent",
    "signatories": "the names under an open letter, as items of a list",
    "sources": "the list of all sources, with its heading",
}
LISTS = frozenset({"known", "notes", "believes", "asks"})
ALONE = LISTS | {"own_words", "first_letter", "signatories", "sources"}  # each fills lines of its own
_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_MARK = re.compile(r"\[\^([^\]\s]+)\]")
_BEGINS_SENTENCE = re.compile(r"(?:^\s*(?:\d{1,3}[.)]\s+|[-*]\s+)?|[.?!:]\s+)$")
_DOTS = "…" * 14


@dataclass(frozen=True, slots=True)
class Fact:
    """What a mark such as [^duty] rests on. `sure` is confirmed, reported or unconfirmed; dates are ISO or empty."""

    source: str
    url: str = ""
    on: str = ""
    checked_on: str = ""
    sure: str = "confirmed"


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence that can be put in, with the facts its marks name."""

    text: str
    facts: Mapping[str, Fact]


NO_WORDS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known when a model is filled in. Texts a person typed are never searched for placeholders."""

    values: Mapping[str, str]  # of the placeholders that are one word or line: body, head, group, sender …
    duty: Clause
    known: tuple[Clause, ...] = ()
    notes: tuple[Clause, ...] = ()
    believes: tuple[Clause, ...] = ()
    asks: tuple[Clause, ...] = ()
    own_words: str = ""
    first_letter: str = ""
    first_sent_on: date | None = None
    signatories: tuple[str, ...] = ()
    today: date
    meeting_on: date | None = None
    deadline_on: date | None = None
    answer_by: date | None = None
    words: Mapping[str, str] = field(default_factory=lambda: NO_WORDS)


@dataclass(frozen=True, slots=True)
class Misspelling:
    """One placeholder that does not exist. Lines count from 1."""

    name: str
    line: int
    says: str


def unknown_in_model(text: str, words: Mapping[str, str]) -> tuple[Misspelling, ...]:
    """Return the placeholders of a model or clause that do not exist, each with its line and what to do."""
    names = [*PLACEHOLDERS, *words]
    lines = enumerate(text.split("\n"), start=1)
    strange = [(name, at) for at, line in lines for name in _PLACEHOLDER.findall(line) if name not in names]
    return tuple(Misspelling(name, at, _advice(name, names)) for name, at in strange)


def lists_not_alone(text: str) -> tuple[int, ...]:
    """Return the lines, from 1, on which a placeholder that fills lines of its own does not stand alone."""
    rows = enumerate(text.split("\n"), start=1)
    return tuple(
        at for at, row in rows for name in _PLACEHOLDER.findall(row) if name in ALONE and row.strip() != f"{{{name}}}"
    )


def fill_model(*, text: str, facts: Facts, own: Mapping[str, Fact], language: str = ENGLISH) -> str:
    """Return the text of a motion or letter. `own` are the facts of the model's marks.

    A line that has only placeholders and comes out empty is left out; a heading with nothing below it, too.
    """
    values = _values(facts, language)
    cited = _Cited(language)
    rows: list[str] = []
    listed_at: int | None = None
    for line in text.strip("\n").split("\n"):
        alone = _PLACEHOLDER.fullmatch(line.strip())
        if alone and alone[1] in LISTS:
            # What is known is quoted from elsewhere and never searched for placeholders.
            filled_in = {} if alone[1] == "known" else values
            rows += [f"1. {_put(cited.in_text(one.text, one.facts), filled_in)}" for one in getattr(facts, alone[1])]
            continue
        if alone and alone[1] == "sources":
            listed_at = len(rows)  # what to list is known when all marks were met
            continue
        if "{duty_applies}" in line:
            line = line.replace("{duty_applies}", cited.in_text(facts.duty.text, facts.duty.facts))
        row = _put(cited.in_text(line, own), values)
        if row.strip() or not line.strip():
            rows.append(row.rstrip())
    if listed_at is not None:
        rows.insert(listed_at, cited.listed())
    filled = "\n".join(rows)
    return numbered(_without_empty_headings(re.sub(r"\n{3,}", "\n\n", filled)).strip("\n")) + "\n"


def _values(facts: Facts, language: str) -> dict[str, str]:
    said = WORDS[language]
    day = {name: in_words(one, language) if one else "" for name, one in _days(facts)}
    return {
        **facts.words,
        **{name: cleaned(value) for name, value in facts.values.items()},
        **day,
        "meeting_line": said.meeting.format(day["meeting_on"]) if day["meeting_on"] else "",
        "deadline_line": said.motions_close.format(day["deadline_on"]) if day["deadline_on"] else "",
        "proposed_by": said.proposed_by.format(cleaned(facts.values.get("proposer", "")) or _DOTS),
        "seconded_by": said.seconded_by.format(cleaned(facts.values.get("seconder", "")) or _DOTS),
        "own_words": cleaned(facts.own_words).strip(),
        "first_letter": "\n".join(f"> {line}" for line in cleaned(facts.first_letter).strip().split("\n")),
        "signatories": "\n".join(f"- {name}" for name in facts.signatories),
    }


def _days(facts: Facts) -> Iterator[tuple[str, date | None]]:
    for name in ("today", "meeting_on", "deadline_on", "answer_by", "first_sent_on"):
        yield name, getattr(facts, name)


def _put(line: str, values: Mapping[str, str]) -> str:
    """Put in the values. One that begins a sentence begins with a capital: “The university …”."""

    def value(match: re.Match[str]) -> str:
        put = values.get(match[1], match[0])
        begins = _BEGINS_SENTENCE.search(line[: match.start()])
        return f"T{put[1:]}" if begins and put.startswith("the ") else put

    return _PLACEHOLDER.sub(value, line)


class _Cited:
    """Numbers the sources in the order in which a text first names them."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.facts: list[Fact] = []

    def in_text(self, text: str, facts: Mapping[str, Fact]) -> str:
        """Return a text whose marks are numbers in square brackets. A mark without its fact stays as it is."""
        return _MARK.sub(lambda mark: self._number(mark, facts), text)

    def _number(self, mark: re.Match[str], facts: Mapping[str, Fact]) -> str:
        fact = facts.get(mark[1])
        if fact is None:
            return mark[0]
        if fact not in self.facts:
            self.facts.append(fact)
        return f" [{self.facts.index(fact) + 1}]"

    def listed(self) -> str:
        """Return the sources as a list below its heading; empty where nothing was cited."""
        if not self.facts:
            return ""
        return "\n".join([f"## {WORDS[self.language].sources}", "", *(f"1. {self._source(one)}" for one in self.facts)])

    def _source(self, fact: Fact) -> str:
        said = WORDS[self.language]
        days = [short_date(date.fromisoformat(fact.on), self.language)] if fact.on else []
        if fact.checked_on:
            days.append(said.checked.format(short_date(date.fromisoformat(fact.checked_on), self.language)))
        days += {"reported": [said.reported], "unconfirmed": [said.unsure]}.get(fact.sure, [])
        told = f"{fact.source} ({', '.join(days)})" if days else fact.source
        return f"{told}, {fact.url}" if fact.url else told


def _without_empty_headings(text: str) -> str:
    """Take out each heading of the second level that has nothing below it before the next."""
    rows = text.split("\n")
    kept = []
    for at, row in enumerate(rows):
        following = next((one for one in rows[at + 1 :] if one.strip()), "")
        if row.startswith("## ") and (not following or following.startswith(("# ", "## "))):
            continue
        kept.append(row)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept))


def _advice(name: str, names: list[str]) -> str:
    near = difflib.get_close_matches(name, names, 1)
    to_do = f"Did you mean {{{near[0]}}}?" if near else "Remove it, or choose one from the list."
    return f"{{{name}}} is not a placeholder of a motion or letter. {to_do}"
