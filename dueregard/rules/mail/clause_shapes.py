"""Reads a sentence clause by clause and says whether each has a shape that can only acknowledge.

A clause is known by who does what to what: "we have received your request", "a response will be sent to you". What may
stand around that are times, laws, the body's own offices and small words, each out of a closed list, in any order. One
word more, and the sentence is not known. The shapes lie beside this file; `known_phrases` does the reading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dueregard.rules.mail.known_phrases import MOST_WORDS, TOPIC, PhraseBook, read_tables
from dueregard.rules.mail.known_sentences import Saying
from dueregard.rules.mail.known_words import can_describe
from dueregard.rules.mail.own_kind import names_another_kind, with_generic_names_marked

SHAPES: PhraseBook = read_tables("clause_shapes.toml", "clause_shapes_notices.toml")
_THING = "<thing>"
_ABOUT = frozenset(
    {
        "about",
        "information",
        "asked",
        "requested",
        "regarding",
        "concerning",
        "re",
        "respect",
        "relation",
        "regard",
        "relating",
        "titled",
    }
)
_LONGEST_SUBJECT = 12  # words
# Two limits in one sentence may add up: "within 20 working days and then 20 working days".
_LIMITS = re.compile("\u00abdays\u00bb")
_SAME_TWICE = re.compile("\u00abdays\u00bb \\(?\u00abdays\u00bb")
# Of the writer's own: an answer that is to come from the reader, a number that is no reference.
_NEVER = re.compile(
    r"[%\u00a3$\u20ac+=]|\byour (?:\w{1,20} )?(?:response|reply|answer|decision)s?\b|\b(?:by|of) you\b"
    r"|(?<!reference )(?<!case )(?<!request )(?<!enquiry )(?<!ref )(?<!as )(?<!under )\bnumber (?:is |was |of |: ?|- )?"
    "\u00abnumber\u00bb"
)


@dataclass(frozen=True)
class Shaped:
    """What may be named: words of our subject, marks of the law of the case, words of the body's name."""

    ours: frozenset[str]
    may_name: frozenset[str]
    theirs: frozenset[str]


def shaped_sayings(plain: str, known: Shaped) -> tuple[Saying, ...] | None:
    """What a sentence in its plain form (see `slots`) says, if each of its clauses has a known shape; else nothing."""
    if _NEVER.search(plain) or len(plain) > 12 * MOST_WORDS or names_another_kind(plain, known.theirs):
        return None
    if len(_LIMITS.findall(_SAME_TWICE.sub("\u00abdays\u00bb", plain))) > 1:
        return None
    plain = with_generic_names_marked(plain, known.theirs)
    return SHAPES.sayings(plain, known.ours | TOPIC, known.may_name, things=_things)


def _things(words: Sequence[str], gaps: Sequence[bool]) -> list[str]:
    """The class of each word behind "about", up to the next sign, that can only say what a request is about."""
    classes, left = [], 0
    for word, has_sign in zip(words, gaps, strict=True):
        left = 0 if has_sign else left - 1
        classes.append(_THING if left > 0 and can_describe(word) else "")
        if word in _ABOUT:
            left = _LONGEST_SUBJECT
    return classes
