"""Decides what supports a quoted sentence, whether a record may be published, and by whom.

A statement is public where a public copy of its source has the same words, in a record that two people published.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from dueregard.rules.privacy.masking import mask, plural
from dueregard.rules.privacy.to_look_at import Look, known_words, to_look_at
from dueregard.rules.redaction.second_person import Hands, why_not_second


class Support(StrEnum):
    """What supports a statement."""

    FOUND = "found"  # its words are on that page, or in the transcript at that second
    LISTEN = "listen"  # a recording in whose transcript the words were not found
    LOOK = "look"  # a page on which the words were not found
    UNREAD = "unread"  # the document has not been read
    NOTES = "notes"  # no document: somebody wrote it down


# Tone and words for a list.
SUPPORT_WORDS: Mapping[Support, tuple[str, str]] = {
    Support.FOUND: ("good", "words found in the source"),
    Support.LISTEN: ("soon", "listen and compare"),
    Support.LOOK: ("soon", "look and compare"),
    Support.UNREAD: ("wait", "source not read yet"),
    Support.NOTES: ("quiet", "from notes only"),
}
NOT_PUBLIC: Mapping[Support, str] = {
    Support.FOUND: "No public copy of its source has these words.",
    Support.LISTEN: "Its words were not found in the recording’s transcript.",
    Support.LOOK: "Its words were not found in the document.",
    Support.UNREAD: "Its document has not been read yet.",
    Support.NOTES: "Notes are never published.",
}


def support_of(*, has_document: bool, is_sound: bool, is_read: bool, is_found: bool) -> Support:
    """Return what supports a statement."""
    if not has_document:
        return Support.NOTES
    if is_found:
        return Support.FOUND
    if not is_read:
        return Support.UNREAD
    return Support.LISTEN if is_sound else Support.LOOK


def why_not_fit(texts: Mapping[str, str]) -> str:
    """Return why these words, by the names of their fields, cannot be published; nothing if they can."""
    for name, text in texts.items():
        left_out = mask(text).left_out
        if left_out:
            what = ", ".join(plural(one) if count > 1 else one for one, count in sorted(left_out.items()))
            return f"“{name}” has what looks like personal details ({what}). Remove them first."
    return ""


def looks_in(texts: Iterable[str], names: Iterable[str]) -> tuple[Look, ...]:
    """Return the words that may name a person, for two people to look at. `names` are of bodies and courses."""
    known = known_words(*names)
    found: dict[str, Look] = {}
    for text in texts:
        for look in to_look_at(text, known=known):
            found.setdefault(look.key, look)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Record:
    """Who had a hand in a record, by the ids of their accounts. `proposed_by` is empty before anybody asked."""

    proposed_by: str
    written_by: Collection[str]
    members: Collection[str]
    is_public: bool


def why_not_publish(person: str, record: Record) -> str:
    """Return why this person may not publish a record as the second one; nothing if they may."""
    if record.is_public:
        return "This record is public already."
    if not record.proposed_by:
        return "Nobody has asked to publish this record, or it has changed since. Ask first."
    if person == record.proposed_by:
        return "You asked to publish this record. Someone else in your group must check it and publish it."
    if person in record.written_by:
        return "You wrote part of this record. Someone in your group who did not must check it and publish it."
    return why_not_second(person, Hands(record.proposed_by, record.written_by, record.members))
