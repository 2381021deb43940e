"""Tells whether a message is only a notice that an answer can be collected elsewhere, by its shape.

Three shapes: a short letter with a link to something that waits; a locked letter enclosed as a file; a page enclosed
as a file that leads to one. Makers come and go; what they send does not change. Which links lead to an answer is for
`portal_links`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from dueregard.rules.mail.portal_links import portal_links
from dueregard.rules.mail.verdict import PortalLink
from dueregard.rules.mime.shapes import MailPart, ReadMail

_NOTICE = re.compile(
    r"\b(?:response|reply|answer|message|files?|documents?|letter|update|e-?mail|ymateb|neges)\b.{0,120}"
    r"\b(?:available|ready|waiting|published|uploaded|view(?:ed)?"
    r"|download(?:ed)?|access(?:ed)?|shared|secure(?:ly)?|encrypted|protected|collect(?:ed)?|ar gael|diogel)\b"
    r"|\b(?:view|download|access|read|open|collect|retrieve)\b.{0,80}\b(?:response|reply"
    r"|message|files?|documents?|letter|it)\b"
    r"|\b(?:access code|one[- ]time (?:pass)?code|passcode|log ?in to|sign in (?:to|at)|link (?:will )?expires?)\b"
    r"|\b(?:secure|encrypted|protected)\b.{0,40}\b(?:response|message|e-?mail|files?|documents?|letter)\b"
    r"|\bshared\b.{0,80}\bwith you\b",
    re.IGNORECASE | re.DOTALL,
)
_ANSWER_WAITS = re.compile(
    r"\b(?:response|reply|answer|decision)\b.{0,80}\b(?:available|ready|waiting|uploaded"
    r"|been (?:issued|published|sent))\b"
    r"|\b(?:secure|encrypted|protected) (?:message|e-?mail|file)|\bshared\b.{0,80}\bwith you\b|\bdownload\b",
    re.IGNORECASE,
)
# A letter longer than this says something more than that something waits.
_SHORT = 4_000
_LOCKED_TYPES = {"application/x-microsoft-rpmsg-message"}
_LOCKED_ENDINGS = (".rpmsg",)
_PAGE_ENDINGS = (".htm", ".html", ".shtml", ".xhtml")
_OPEN_THE_PAGE = re.compile(
    r"\b(?:open|double-?click|click|launch|save)\b.{0,80}\b(?:attach\w*|enclosed|[\w-]{1,40}\.s?html?)\b"
    r"|\battach\w*\b.{0,60}\b(?:to|and)\b.{0,30}\b(?:read|view|open)\b",
    re.IGNORECASE | re.DOTALL,
)
_LOCKED_WORDS = re.compile(r"\b(?:secure|encrypted|protected|encryption|diogel|amgryptio)\b", re.IGNORECASE)


@dataclass(frozen=True)
class PortalNotice:
    """Why it is a notice, in a sentence, and the links that lead to what waits, if it has any in its text."""

    because: str
    links: tuple[PortalLink, ...]


def portal_notice(
    mail: ReadMail, own: str, *, came_on: date | None, decides: bool, acknowledges: bool
) -> PortalNotice | None:
    """What the notice is, or none. `own` are the letter's own words.

    `decides` is true where they give a decision: then it is a reply, whatever else it links to. `acknowledges` is true
    where they acknowledge something: then they must say plainly that an answer waits.
    """
    if len(own) > _SHORT or decides:
        return None
    links = portal_links(own, came_on)
    if locked := _locked_letter(mail.parts, own):
        return PortalNotice(f"Its answer is locked in a file, \u201c{locked}\u201d, which leads to a website.", links)
    if not links or not _NOTICE.search(own) or _holds_files(mail.parts):
        return None
    if acknowledges and not _ANSWER_WAITS.search(own):
        return None
    return PortalNotice(f"It only says that something is waiting on {links[0].product}.", links)


def _locked_letter(parts: Collection[MailPart], own: str) -> str:
    """The name of the file that holds a locked letter or leads to one, where no other file came with it."""
    files = [part for part in parts if not _is_of_the_footer(part)]
    locked = [part for part in files if _is_locked(part) or _is_page(part)]
    if not locked or len(locked) < len(files):
        return ""
    if any(_is_locked(part) for part in locked):
        return locked[0].name
    return locked[0].name if _OPEN_THE_PAGE.search(own) and _LOCKED_WORDS.search(own) else ""


def _is_locked(part: MailPart) -> bool:
    return part.declared_type in _LOCKED_TYPES or part.name.lower().endswith(_LOCKED_ENDINGS)


def _is_page(part: MailPart) -> bool:
    return part.declared_type == "text/html" or part.name.lower().endswith(_PAGE_ENDINGS)


def _is_of_the_footer(part: MailPart) -> bool:
    """Signatures and small pictures hold no answer."""
    return part.origin == "signature" or (part.declared_type.startswith("image/") and part.size < 50_000)


def _holds_files(parts: Collection[MailPart]) -> bool:
    return any(not _is_of_the_footer(part) for part in parts)
