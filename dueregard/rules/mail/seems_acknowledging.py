"""Decides whether a reply seems only to acknowledge, so that a person may read it among others like it and sort it.

It is no verdict: nothing is recorded on it, and a person reads the whole letter. What a rule may sort away alone is for
`harmless`, which knows every sentence; here the wording must say that a letter came, and nothing may point further: no
other meaning, exemption, question, figure, file or link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dueregard.rules.casework.events import EventKind
from dueregard.rules.law.exemptions import find_exemptions
from dueregard.rules.law.laws import Law
from dueregard.rules.mail.clauses import sentences_of
from dueregard.rules.mail.kinds import ACKNOWLEDGING
from dueregard.rules.mail.plain_talk import may_decide
from dueregard.rules.mail.reply_wording import suggest_events
from dueregard.rules.mail.signature_lines import is_closing
from dueregard.rules.mail.slots import holds_a_figure, plain_line, with_slots
from dueregard.rules.mail.verdict import MailKind

MOST_CHARS = 6_000  # nobody reads a longer letter among thirty others
KINDS = frozenset({MailKind.REPLY, MailKind.ACKNOWLEDGEMENT, MailKind.AUTO_REPLY})
# An office's own way to say that a letter came or will be answered. It is looked for only where nothing else is said.
_CAME = re.compile(
    r"\backnowledg\w+|\breceipt of\b|\breceiv(?:ed|ing)\b|\b(?:have|has|we've) got your\b|\b(?:has|have) been "
    r"(?:logged|registered|recorded|passed|forwarded|allocated)\b|\bhas reached\b"
    r"|\b(?:will|shall|aim to) (?:now )?(?:be )?(?:respond|repl|answer|look into|deal|process|consider|send you a re)"
    r"|\bcydnabod\b|\bdderbyn\w*|\bderbyniwyd\b|\bbyddwn yn (?:ymateb|ateb)\b",
    re.IGNORECASE,
)
# Words of a decision or of an answer that goes with the letter, in whatever sentence they stand.
_GOES_FURTHER = re.compile(
    r"\b(?:refus(?:e|es|ed|ing|al)|withh(?:e|o)ld\w*|declin\w+|reject\w*|vexatious|redact\w*|overturn\w*|uph(?:e|o)ld\w*"
    r"|attach(?:ed|ment|ments)|enclos\w+|(?:not|n't) hold|no (?:recorded )?information"
    r"|clarif(?:y|ication) (?:what|which)|not (?:be )?(?:able|going|possible) to"
    r"|unable to (?:provide|release|disclose|comply|answer|send|supply)"
    r"|(?:can ?not|can't|will not|won't) (?:be )?(?:provid|disclos|releas|send|sent|suppl|answer|compl|process|deal)\w*"
    r"|nothing to|closed|nil|none|months?|please (?:see|call|ring|phone|visit|send|pay|confirm|provide|supply|tell us)"
    r"|(?:have|has) (?:\w+ )?(?:responded|replied|answered|sent|issued|released|published|decided|concluded)"
    r"|(?:been|was|were|and) (?:answered|replied|dealt with|considered|completed)"
    r"|(?:will|shall|do|does|did|has|have|is|are|was|were|can|could) not(?! (?:hesitate|reply|respond to this))"
    r"|yn atodedig|ynghlwm|gwrthod\w*|dal yn \u00f4l)\b",
    re.IGNORECASE,
)
_TELLING_WORD = 4  # a shorter word of a name is anybody's
_ELSEWHERE = re.compile("\u00ab(?:url|body)\u00bb")


def may_be_read_together(*, text: str, mail_kind: str, suggestions: Sequence[Mapping[str, Any]]) -> bool:
    """Tell by what is stored of a reply without files whether its wording is to be read: short, and nothing else said.

    `suggestions` are stored rows: a "kind" (of EventKind), or a "link" that may lead to an answer.
    """
    if not text.strip() or len(text) > MOST_CHARS or mail_kind not in KINDS:
        return False
    return all(row.get("kind") in ACKNOWLEDGING for row in suggestions)


def seems_only_to_acknowledge(own: str, law: Law, theirs: frozenset[str]) -> bool:
    """Tell whether a reply's own words (UK English or Welsh, without quoted letters) seem only to acknowledge.

    `theirs` are words of the body that writes, in small letters: of its name and its address.
    """
    return bool(suggest_events(own) or _CAME.search(own)) and seems_to_say_no_more(own, law, theirs)


def seems_to_say_no_more(own: str, law: Law, theirs: frozenset[str]) -> bool:
    """Tell whether nothing in these words points further than an acknowledgement, whether or not they are one."""
    kinds = {event.kind for event in suggest_events(own)}
    if kinds - ACKNOWLEDGING or "?" in own or _GOES_FURTHER.search(own) or find_exemptions(own, law):
        return False
    return not any(_points_further(sentence, theirs) for sentence in _sentences_above_names(own))


def words_of_theirs(body_name: str, sender: str) -> frozenset[str]:
    """Return the telling words of a body's name and of the domain it writes from, in small letters."""
    at = sender.rpartition("@")[2].replace("-", ".").split(".")
    words = (*at, *re.findall(r"[\w'&-]+", body_name))
    return frozenset(word.lower() for word in words if len(word) >= _TELLING_WORD)


def acknowledged_as(own: str, choices: Sequence[EventKind]) -> EventKind:
    """Return what sorting records: that they acknowledged the review, if it says so and `choices` of the phase do."""
    of_review = EventKind.REVIEW_ACKNOWLEDGED
    said = {event.kind for event in suggest_events(own)}
    return of_review if of_review in choices and of_review in said else EventKind.ACKNOWLEDGED


def _points_further(sentence: str, theirs: frozenset[str]) -> bool:
    """Whether it leads to a page, another body or a later day, or has a number that is no date, reference or limit."""
    plain = with_slots(sentence, theirs)
    return bool(_ELSEWHERE.search(plain) or may_decide(plain, theirs) or holds_a_figure(plain))


def _sentences_above_names(own: str) -> Iterator[str]:
    """The sentences of each paragraph, its lines joined, down to the line that closes the letter."""
    lines = own.split("\n")
    end = next((place for place, line in enumerate(lines) if is_closing(line)), len(lines))
    for paragraph in re.split(r"\n[ \t]*\n", "\n".join(lines[:end])):
        yield from sentences_of(plain_line(paragraph))
