"""Reads what mail systems write in prose when a letter did not arrive: to whom, and whether they still try.

No numbers in the prose count, and nothing of the letter they return. Whether a mail system wrote it at all, and what a
bounce does, is for `bounces`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from dueregard.rules.mail.slots import plain_line
from dueregard.rules.mime.shapes import ReadMail

_SHAPES = tomllib.loads((Path(__file__).parent / "bounce_shapes.toml").read_text(encoding="utf-8"))["shape"]
_SAYS = re.compile("|".join(f"(?:{shape['says']})" for shape in _SHAPES))
_LATER = re.compile(
    r"not yet been delivered|(?:has|have) been delayed|is delayed|still (?:being )?(?:retried|trying|queued)|in "
    r"the queue"
    r"|will (?:keep|continue|be) (?:trying|to try|retried|to attempt|attempting)|keep trying|continue to be attempted"
    r"|warning(?: message)? only|this is (?:just )?a warning|do(?:es)? not need to re-?send|need not re-?send|no"
    r" action is required"
    r"|delivery attempts will continue|will be retried|delayed \d|delay reason|transient non-fatal|delivery (?:i"
    r"s )?delayed"
    r"|temporary (?:failure|problem|error)s?.{0,80}(?:will|retry)|we will try again|delivery incomplete|has been"
    r" postponed|just a warning|is delayed for"
    r"|only a temporary failure|will be retried (?:for|until)|attempts will continue"
)
_GAVE_UP = re.compile(
    r"(?:gave|given|giving) up|permanent (?:fatal )?(?:error|failure)|failed permanently|will not be (?:retried|tried)"
    r"|no further attempts?|too long in (?:the )?queue|(?:queue|retry) (?:time|timeout|period).{0,30}(?:exceeded"
    r"|expired)"
    r"|wasn't delivered|not going to try again|has been removed from the"
)
# Where the letter that comes back begins, in prose or in its own headers.
_COPIES = (
    r"[-=_*]{2,} ?(?:this is a copy|below this line|the (?:body|headers?)|(?:start of )?original|undelivered message"
    r"|returned m|unsent message|forwarded|enclosed|(?:included|copy|text|beginning|message|header)\b).{0,80}",
    r"(?:original message|message headers?) follows?.{0,20}",
    r"(?:your|the) (?:original )?message (?:is (?:attached|enclosed|included)|headers? (?:are|is|follows?)).{0,40}$",
    r"the header of the original message.{0,40}",
    r"unsent message below.{0,10}",
    r"(?:return-path|received|x-originating-ip): ?",
)
_COPY = re.compile(rf"^[ \t>*|]{{0,8}}(?:{'|'.join(_COPIES)})", re.IGNORECASE | re.MULTILINE)
_ADDRESS = re.compile(
    r"(?<![\w.+%/-])[\"<]{0,2}((?:[\w.!#$%&'*+/=?^`{|}~-]{1,64}|\"[^\"\s]{1,60}\")@[\w-][\w.-]{0,190}\w)[>\"]{0,2}"
)
_NOT_THEIRS = re.compile(r"^(?:mailer-daemon|postmaster|mail-daemon|abuse|support|help(?:desk)?|noreply|no-reply)@")
# A line with one of these names whoever wrote, or whom to ask, not whom the letter missed.
_OTHER_PEOPLE = re.compile(
    r"mail from|sender|envelope-from|\bfrom\b ?[:<]|contact|assistance|please (?:send|forward|e-?mail|reply)|questions"
    r"|reply-to|message-id|with id|originat|return-path|report|\bid\b ?[:=<]",
    re.IGNORECASE,
)
# What may stand before the address of somebody the letter missed: a mark, the name of the field, an SMTP reply.
_FIRST = re.compile(
    r"^(?:.{0,80}\bsmtp=|[\s>*|.\[\u2022\u00b7=-]{0,20})(?:rcpt to ?:|(?:intended |failed )?recipients?(?: addre"
    r"ss)?(?:\(s\))? ?[:=]"
    r"|(?:final|original)-recipient:(?: ?rfc822;)?|(?:unknown |invalid )?(?:user|address|e-?mail|destination)\s?[:=]"
    r"|[45]\d\d(?:[ -][45]\.\d+\.\d+)?)?\s{0,8}[<\"'(\[]{0,2}$",
    re.IGNORECASE,
)
_EXPANDED = re.compile(r"\(?(?:expanded|generated) from:? ?<?$", re.IGNORECASE)
_TO_FIELD = re.compile(
    r"^[> \t]{0,8}(?:to|x-original-to|original-recipient|final-recipient|x-failed-recipients):(.{1,1000})",
    re.IGNORECASE | re.MULTILINE,
)
_FOR = re.compile(r"^[> \t]{1,12}for <?([^\s<>@]{1,64}@[^\s<>;]{3,190})>?;", re.MULTILINE)
_MOST_CHARS = 20_000
_MOST_ADDRESSES = 20


@dataclass(frozen=True)
class InProse:
    """What a bounce in prose says: the passage, whom the letter missed, and whether they have given up."""

    says: str
    addresses: tuple[str, ...]
    is_permanent: bool


def read_prose(mail: ReadMail) -> InProse:
    """What a mail system says in prose about a letter of ours; `says` is empty where it is in none of the shapes."""
    text = mail.text[:_MOST_CHARS]
    copy = _COPY.search(text)
    above = text[: copy.start()] if copy and copy.start() > 0 else text
    joined = plain_line(f"{mail.subject}. {above}").lower()
    found = _SAYS.search(joined)
    is_permanent = bool(_GAVE_UP.search(joined)) or not _LATER.search(joined)
    begins = max(0, joined.rfind(". ", 0, found.start()) + 1) if found else 0
    says = joined[begins : begins + 200].strip() if found else ""
    return InProse(says, _addresses(mail, above, text[len(above) :]), is_permanent)


def _addresses(mail: ReadMail, above: str, copy: str) -> tuple[str, ...]:
    """Whom the letter missed: named by the mail system above the copy, else in the copy itself."""
    own = {entry.address for entry in mail.recipients} | {mail.sender.address}
    if failed := _in(mail.header("x-failed-recipients"), own):
        return failed
    first: list[str] = []
    anywhere: list[str] = []
    last: list[str] = []
    for line in above.split("\n"):
        for match in _ADDRESS.finditer(line[:2_000]):
            address = match.group(1).strip("\"'").lower().removeprefix("smtp=")
            before = line[: match.start()]
            if _FIRST.match(before) or _EXPANDED.search(before):
                first.append(address)
            elif not _OTHER_PEOPLE.search(before):
                (last if _NOT_THEIRS.match(address) else anywhere).append(address)
    strangers = [[address for address in found if address not in own] for found in (first, anywhere)]
    best = strangers[0] or strangers[1][:1] or first or anywhere[:1] or in_copy(mail, copy, own) or last[:1]
    return tuple(dict.fromkeys(best))[:_MOST_ADDRESSES]


def _in(text: str, own: set[str]) -> tuple[str, ...]:
    found = (match.group(1).strip("\"'").lower() for match in _ADDRESS.finditer(text[:2_000]))
    return tuple(dict.fromkeys(address for address in found if address not in own))


def in_copy(mail: ReadMail, copy: str, own: set[str]) -> tuple[str, ...]:
    """Whom the letter that comes back was addressed to."""
    for nested in mail.nested:
        if to := tuple(entry.address for entry in nested.recipients if entry.header == "to" and entry.address):
            return to
    for field in _TO_FIELD.finditer(copy):
        if to := _in(field.group(1), own):
            return to
    return tuple(found.group(1).lower() for found in _FOR.finditer(copy))[:1]
