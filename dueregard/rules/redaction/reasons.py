"""Why something is taken out of a public copy: a code for each mark, with the words that a reader of the copy sees.

What stands in a copy says that the group took it out, never a section: a reader would take that for the body's own
redaction. The sources are our reasons as a publisher, and say nothing about what a body had to release.
Source: Freedom of Information Act 2000, sections 31, 38, 40, 41 and 43; UK GDPR, articles 4, 5(1)(c), 9 and 10.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: its code, what stands in the box and in the text, what it means, where it can be read."""

    code: str
    short: str
    says: str
    source: str


_FOIA = "Freedom of Information Act 2000"
REASONS: dict[str, Reason] = {
    one.code: one
    for one in (
        Reason(
            "person",
            "name removed by us",
            "It identifies a private person.",
            f"{_FOIA}, section 40(2); UK GDPR, article 4(1)",
        ),
        Reason(
            "junior_staff",
            "name removed by us",
            "It names a member of staff who was not responsible for the decision.",
            f"{_FOIA}, section 40(2)",
        ),
        Reason(
            "contact",
            "contact detail removed by us",
            "It is how to reach a person: an address, a number, a signature.",
            f"{_FOIA}, section 40(2)",
        ),
        Reason(
            "sensitive",
            "personal detail removed by us",
            "It is about a person’s health, beliefs, origin, politics or offences.",
            "UK GDPR, articles 9 and 10",
        ),
        Reason(
            "child", "name removed by us", "It could identify a child or a pupil.", f"{_FOIA}, sections 38 and 40(2)"
        ),
        Reason(
            "safety", "words removed by us", "Someone could come to harm if it were published.", f"{_FOIA}, section 38"
        ),
        Reason("source", "words removed by us", "It could reveal who told us.", f"{_FOIA}, section 41"),
        Reason("confidence", "words removed by us", "It was given in confidence.", f"{_FOIA}, section 41"),
        Reason(
            "proceedings",
            "words removed by us",
            "It could damage proceedings that are under way.",
            f"{_FOIA}, section 31",
        ),
        Reason("commercial", "words removed by us", "It is a trade secret.", f"{_FOIA}, section 43"),
        Reason(
            "not_needed",
            "words removed by us",
            "It is not needed to understand the document.",
            "UK GDPR, article 5(1)(c)",
        ),
    )
}


class NoSuchReason(ValueError):
    """The code is none of the reasons."""


def reason_of(code: str) -> Reason:
    """Return the reason with this code. Raises: NoSuchReason"""
    if code not in REASONS:
        raise NoSuchReason(code)
    return REASONS[code]


def label_of(code: str) -> str:
    """Return what stands in the text of a copy where something was taken out. Raises: NoSuchReason"""
    return f"[{reason_of(code).short}]"


_SHORTS = sorted({one.short for one in REASONS.values()})
_LABELS = re.compile("|".join(r"\[\s*" + r"\s+".join(one.split()) + r"\s*\]" for one in _SHORTS))


_LABEL_WORDS = frozenset(word for one in _SHORTS for word in f"[{one}]".split())


def is_of_labels(text: str) -> bool:
    """Tell whether a text is nothing but such labels, or pieces of them; it may have been cut short."""
    said = text.split()
    whole = said[:-1] if text.endswith("…") else said
    return bool(whole) and all(any(one in word for word in _LABEL_WORDS) for one in whole)


def without_labels(text: str) -> str:
    """Return a text without such labels: a word of theirs is no survivor of what was taken out."""
    return _LABELS.sub(" ", text)
