"""Decides whether a suggestion may be sent: no account, no address kept, yet few machines get through.

A person has read the passage, took a moment, changed something and said why. How many come at once, the action counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

QUICKEST = timedelta(seconds=4)  # nobody reads a passage and writes a better one in less
LONGEST = timedelta(days=2)  # a form that was open for longer shows a version that may be gone
MOST_ADDRESSES = 3
PER_HOUR = 30  # for the whole site; a person who comes later is told to try again
MOST_HELD = 400  # more than anybody could answer
ANSWERED_WITHIN = timedelta(days=14)  # what a reader is promised, counted from the day they sent it
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a suggestion is not taken, beside the field it is about; nothing typed is lost."""

    field: str
    says: str


def word_for_proof(passage: str) -> bool:
    """Tell whether the passage has a word long enough to be copied as proof."""
    return bool(_LONG_WORD.search(passage))


def is_proof(word: str, passage: str) -> bool:
    """Tell whether the word was copied from the passage: five letters or more, in any case, with any sign around it."""
    words = {found.casefold() for found in _LONG_WORD.findall(passage)}
    found = _LONG_WORD.findall(word)
    return len(found) == 1 and found[0].casefold() in words


def refusals(
    *, was: str, words: str, proposed: str, reason: str, word: str, trap: str, opened_at: datetime, now: datetime
) -> tuple[Refusal, ...]:
    """Return what keeps a suggestion from being sent. `was` is the passage's Markdown, `words` what readers see."""
    found = []
    if trap.strip():
        found.append(
            Refusal("", "A hidden field was filled in, perhaps by your browser. Clear it, or try another browser.")
        )
    if now - opened_at < QUICKEST:
        found.append(Refusal("", "That was very quick. Wait a few seconds, then send it again."))
    if now - opened_at > LONGEST:
        found.append(Refusal("", "This page has been open for days. Your words are below: check them, then send."))
    if " ".join(proposed.split()) == " ".join(was.split()):
        found.append(
            Refusal("proposed", "This is the same as the current wording. Change the part you want different.")
        )
    if len(_ADDRESS.findall(f"{proposed} {reason}")) > MOST_ADDRESSES + len(_ADDRESS.findall(was)):
        found.append(
            Refusal(
                "reason", f"More than {MOST_ADDRESSES} web addresses look like advertising. Give only the best ones."
            )
        )
    if word_for_proof(words) and not is_proof(word, words):
        found.append(Refusal("word", "Copy one word of five letters or more from the passage as it is now."))
    return tuple(found)
