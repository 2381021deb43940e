"""Why something is taken out of a public copy: a code for each mark, with the words that a reader of the copy sees.

The codes follow the exemptions that bodies themselves use, so that a reader knows them. They are our reasons as a
publisher, and say nothing about what a body had to release.
Source: Freedom of Information Act 2000, sections 31, 38, 40, 41 and 43; UK GDPR, articles 4, 5(1)(c), 9 and 10.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: its code, what is drawn into the box, what it means, where it can be read."""

    code: str
    short: str
    says: str
    source: str


_FOIA = "Freedom of Information Act 2000"
REASONS: dict[str, Reason] = {
    one.code: one
    for one in (
        Reason("person", "s.40", "It identifies a private person.", f"{_FOIA}, section 40(2); UK GDPR, article 4(1)"),
        Reason(
            "junior_staff",
            "s.40",
            "It names a member of staff who was not responsible for the decision.",
            f"{_FOIA}, section 40(2)",
        ),
        Reason(
            "contact",
            "s.40",
            "It is how to reach a person: an address, a number, a signature.",
            f"{_FOIA}, section 40(2)",
        ),
        Reason(
            "sensitive",
            "s.40",
            "It is about a person’s health, beliefs, origin, politics or offences.",
            "UK GDPR, articles 9 and 10",
        ),
        Reason("child", "s.40", "It could identify a child or a pupil.", f"{_FOIA}, sections 38 and 40(2)"),
        Reason("safety", "s.38", "Someone could come to harm if it were published.", f"{_FOIA}, section 38"),
        Reason("source", "s.41", "It could reveal who told us.", f"{_FOIA}, section 41"),
        Reason("confidence", "s.41", "It was given in confidence.", f"{_FOIA}, section 41"),
        Reason("proceedings", "s.31", "It could damage proceedings that are under way.", f"{_FOIA}, section 31"),
        Reason("commercial", "s.43", "It is a trade secret.", f"{_FOIA}, section 43"),
        Reason("not_needed", "art.5", "It is not needed to understand the document.", "UK GDPR, article 5(1)(c)"),
    )
}


class NoSuchReason(ValueError):
    """The code is none of the reasons."""


def reason_of(code: str) -> Reason:
    """Return the reason with this code. Raises: NoSuchReason"""
    if code not in REASONS:
        raise NoSuchReason(code)
    return REASONS[code]
