"""Recognises what a body's letter seems to do: acknowledge, ask a question, refuse, extend, release and so on.

Each finding names the passage and is a suggestion for a person; only an acknowledgement may be recorded automatically,
and `kinds` decides when. The exemptions a refusal cites are read by `exemptions`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from dueregard.rules.casework.events import EventKind
from dueregard.rules.law.exemptions import find_exemptions
from dueregard.rules.law.laws import Law
from dueregard.rules.mail.verdict import SuggestedEvent
from dueregard.rules.text.uk_dates import dates_in

# What a letter has to say comes in its first pages; the rest is usually the information itself.
_READ_CHARS = 20_000
_MOST_SENTENCES = 250
_LONGEST_PASSAGE = 500


@dataclass(frozen=True)
class _Wording:
    kind: EventKind
    reason: str
    says: re.Pattern[str]
    unless: re.Pattern[str] | None
    laws: frozenset[Law]


def _wordings() -> tuple[_Wording, ...]:
    """The table beside this file, in which each wording has its law. It is in small letters, and so is what it reads.

    To ignore capitals in each pattern instead takes 2.4 times as long.
    """
    table = tomllib.loads((Path(__file__).parent / "reply_wordings.toml").read_text(encoding="utf-8"))

    def any_of(patterns: list[str]) -> re.Pattern[str]:
        joined = "|".join(f"(?:{pattern})" for pattern in patterns)
        for name, part in table["parts"].items():
            joined = joined.replace(f"{{{name}}}", part)
        return re.compile(joined)

    return tuple(
        _Wording(
            kind=EventKind(row["kind"]),
            reason=row["reason"],
            says=any_of([*row["says"], *row.get("welsh", ())]),
            unless=any_of(row["unless"]) if "unless" in row else None,
            laws=frozenset(map(Law, row["laws"])),
        )
        for row in table["wording"]
    )


# Words before the phrase that make it a mere possibility, or a general explanation.
_CONDITION = re.compile(
    r"\b(?:if|unless|may|might|should you|would you|can be|could be|in the event"
    r"|whether or not|when we|once we|where an?"
    r"|under the act,? (?:a|public)|public authorit(?:y|ies) (?:is|are)|right to|please note that requests)\b",
    re.IGNORECASE,
)
# A condition still governs the phrase from this far before it.
_CONDITION_REACH = 120

_WORDINGS = _wordings()
_LAWS = {wording.kind: wording.laws for wording in _WORDINGS}


def can_be_under(kind: EventKind, law: Law) -> bool:
    """Whether this may be suggested in a case under this law: nobody can extend a limit under FOISA.

    A letter that says so all the same is still no mere acknowledgement, whatever is suggested.
    """
    return kind not in _LAWS or law in _LAWS[kind]


def cite_exemptions(events: tuple[SuggestedEvent, ...], text: str, law: Law) -> tuple[SuggestedEvent, ...]:
    """The suggestions, with the exemptions the whole letter cites added to its refusal."""
    cited = tuple(mention.cited for mention in find_exemptions(text[:_READ_CHARS], law))
    return tuple(replace(event, sections=cited) if event.kind in _CITING else event for event in events)


_CITING = {
    EventKind.REFUSED,
    EventKind.RELEASED_IN_PART,
    EventKind.EXTENSION_CLAIMED,
    EventKind.REVIEW_UPHELD,
    EventKind.REVIEW_CHANGED,
}


def suggest_events(text: str) -> tuple[SuggestedEvent, ...]:
    """What a letter's own words seem to say: at most one suggestion of each kind, in the order of the letter.

    `text` is without quoted letters; it may also come from the pages of an attachment.
    """
    found: dict[EventKind, SuggestedEvent] = {}
    sentences = list(_sentences(text))
    for place, sentence in enumerate(sentences):
        small = sentence.lower()
        for wording in _WORDINGS:
            if wording.kind in found or not _means_it(wording, small):
                continue
            on = _limit_named(sentences[place : place + 3]) if wording.kind in _WITH_LIMIT else None
            found[wording.kind] = SuggestedEvent(wording.kind, sentence[:_LONGEST_PASSAGE], wording.reason, on=on)
    if len(found) > 1:
        # Every letter thanks for the request; only one that does nothing else is an acknowledgement.
        found.pop(EventKind.ACKNOWLEDGED, None)
    if EventKind.RELEASED_IN_PART in found:
        # One answer, in part: not also a release of all and a refusal of all.
        found.pop(EventKind.RELEASED, None)
        found.pop(EventKind.REFUSED, None)
    refused, extended = found.get(EventKind.REFUSED), found.get(EventKind.EXTENSION_CLAIMED)
    if refused and extended and refused.passage == extended.passage:
        # They name the exemption whose public interest test is still to come; they have not refused yet.
        del found[EventKind.REFUSED]
    return tuple(found.values())


_WITH_LIMIT = {EventKind.EXTENSION_CLAIMED, EventKind.REVIEW_EXTENDED}


def _means_it(wording: _Wording, sentence: str) -> bool:
    """Whether a sentence, in small letters, has the wording and no condition before it."""
    match = wording.says.search(sentence)
    if match is None or (wording.unless is not None and wording.unless.search(sentence)):
        return False
    before = sentence[max(0, match.start() - _CONDITION_REACH) : match.start() + 1]
    return wording.kind is EventKind.ACKNOWLEDGED or not _CONDITION.search(before)


def _limit_named(sentences: list[str]) -> date | None:
    """The day they promise: the last date in a sentence, because the day of the request comes before it."""
    for sentence in sentences:
        if dates := dates_in(sentence):
            return dates[-1]
    return None


_END = re.compile(r"(?<=[.!?:;])\s+(?=[A-Z\u201c\"(])|\n\s*\n|\n(?=\s*(?:[-\u2022*]|\d{1,2}[.)])\s)")
_NOT_AN_END = re.compile(r"(?:\b(?:s|ss|no|para|paras|art|reg|regs|mr|mrs|ms|dr|e\.g|i\.e|etc)\.)$", re.IGNORECASE)


def _sentences(text: str) -> Iterator[str]:
    """Sentences with their lines joined; a full stop after an abbreviation does not end one."""
    pending = ""
    for number, piece in enumerate(_END.split(text[:_READ_CHARS])):
        if number > _MOST_SENTENCES:
            return
        joined = " ".join(f"{pending} {piece}".split())
        if _NOT_AN_END.search(joined):
            pending = joined
            continue
        pending = ""
        if joined:
            yield joined[:2_000]
    if pending:
        yield pending[:2_000]
