"""Finds in a machine's letter the sentence that says our letter may never have reached a reader.

Such a letter is always for a person: only they can send the request again. Whether a machine wrote it is for `kinds`.
"""

from __future__ import annotations

import re

from dueregard.rules.mail.slots import plain_line

_MOST_CHARS = 20_000
_LONGEST = 300
_DOUBTS = re.compile(
    r"\b(?:"
    # Nobody reads there.
    r"(?:mailbox|inbox|address|account|email)\b.{0,60}\b(?:no longer (?:in use|used|monitored|active|available|valid"
    r"|exists?|checked|read)|(?:is|are|not being|been) (?:closed|decommissioned|disabled|deactivated|retired|unattended"
    r"|unmonitored)|not (?:\w+ )?(?:monitored|read|checked|attended|in use|staffed)|has (?:been )?(?:changed|mov"
    r"ed|closed))"
    r"|(?:emails?|messages?)\b.{0,60}\b(?:not (?:be )?(?:read|seen|forwarded|monitored|accepted|processed|received"
    r"|looked at|opened|answered)|(?:will be|been|was|were|is) (?:deleted|discarded|ignored|quarantined|rejected"
    r"|blocked"
    r"|held|returned|refused))"
    r"|(?:unmonitored|unattended|no-?reply) (?:mailbox|inbox|address|account|email)"
    r"|no longer (?:works?|working|employed|with|accepts?|in post|at)|has left\b|have left\b"
    # It was stopped.
    r"|(?:was|were|been|is|being) (?:blocked|quarantined|rejected|stopped|intercepted|withheld from delivery|not"
    r" delivered)"
    r"|(?:could|can|did|was|has|have|will)(?: ?not|n't)(?: been| be)? (?:be )?(?:delivered|accepted|processed)"
    r"|undeliver(?:able|ed)|delivery (?:has )?failed|not (?:been )?delivered"
    # It waits for us.
    r"|(?:confirm|verify|prove|check)\b.{0,40}\b(?:you are|you're|that you|yourself|a person|human|not a robot|your"
    r" (?:email|address|message|identity))"
    r"|to (?:deliver|release) your (?:message|email)|captcha|sender verification|challenge"
    # It must go elsewhere.
    r"|(?:re-?send|send (?:it |this |your \w+ )?again|re-?submit|submit (?:it |this )?again)"
    r"|please (?:re-?direct|send|submit|use|address|make|complete|forward|update|email)\b.{0,80}\b(?:instead|onl"
    r"ine form"
    r"|web ?form|portal|new (?:email )?address|to:? ?\S{1,60}@|at:? ?\S{1,60}@|using (?:our|the))"
    r"|(?:requests?|enquir\w+)\b.{0,60}\b(?:should|must|need to|can only|will only) (?:now )?be (?:sent|made|submitted"
    r"|directed|addressed|accepted)"
    r")",
    re.IGNORECASE,
)
_WELSH = re.compile(
    r"\b(?:nid yw(?:'r)? (?:blwch|cyfeiriad|cyfrif)\b.{0,60}\b(?:ddefnyddio|ddefnydd|fonitro|ddarllen)"
    r"|ail-?anfon|anfonwch\b.{0,60}\beto|ni (?:chafodd|ellid)\b.{0,40}\b(?:ddosbarthu|gyflwyno|ddanfon)"
    r"|cadarnh\w+ eich bod yn (?:berson|ddynol))",
    re.IGNORECASE,
)
_END = re.compile(r"(?<=[.!?])\s+|\n\s*\n")


def doubt_in(text: str) -> str:
    """The sentence of a machine's letter that says our letter may not have arrived, or nothing."""
    for sentence in _END.split(text[:_MOST_CHARS]):
        plain = plain_line(sentence)[:1_000]
        if _DOUBTS.search(plain) or _WELSH.search(plain):
            return plain[:_LONGEST]
    return ""
