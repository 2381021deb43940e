"""Finds the links in a message that may lead to an answer, and when they expire.

A link is known by the product it belongs to, or by its shape: it is a person's own, and the words before it say that
an answer can be reached there. Nothing is fetched here. Whether a message is a portal notice is for `portal_notices`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from dueregard.rules.mail.link_endings import ending_in
from dueregard.rules.mail.sender_domains import CASE_PRODUCTS
from dueregard.rules.mail.verdict import PortalLink

# Where bodies leave files and letters for people to collect: only to name the product, not to know a link by.
_FILE_SHARES = {
    "1drv.ms": "OneDrive",
    "box.com": "Box",
    "drive.google.com": "Google Drive",
    "dropbox.com": "Dropbox",
    "objectiveconnect.com": "Objective Connect",
    "office365.us": "Microsoft 365",
    "outlook.office365.com": "Microsoft 365 encrypted message",
    "securefiles.example": "Secure Files (practice mode)",
    "securemail.nhs.net": "NHSmail encrypted message",
    "sharefile.com": "ShareFile",
    "sharefile.eu": "ShareFile",
    "sharepoint.com": "SharePoint",
    "wetransfer.com": "WeTransfer",
    "we.tl": "WeTransfer",
}
PORTALS = {**CASE_PRODUCTS, **_FILE_SHARES}
# Where letters point for other reasons: the law, the regulators, what everybody may read.
_ELSEWHERE = re.compile(
    r"^(?:www\.)?gov\.uk$|(?:^|\.)(?:ico\.org\.uk|legislation\.gov\.uk|foi\.scot|itspublicknowledge\.info|public"
    r"law\.scot"
    r"|whatdotheyknow\.com|facebook\.com|twitter\.com|x\.com|linkedin\.com|youtube\.com|instagram\.com|aka\.ms)$"
)
_URL = re.compile(r"https?://[^\s<>\"'\]]{4,2000}", re.IGNORECASE)
_HOST = re.compile(r"https?://(?:[^/@\s]{0,200}@)?([^/:?#\s]{1,253})", re.IGNORECASE)
_REACHES = re.compile(
    r"\b(?:view|read|open|access|download|collect|retrieve|sign(?:ing)? in|log(?:ging)? ?in|log ?on|register|click"
    r"|visit|go to|follow|use|find|here|available at|available from"
    r"|darllen\w*|agor\w*|lawrlwyth\w*|mewngofnod\w*|cliciwch)\b",
    re.IGNORECASE,
)
_WAITS = re.compile(
    r"\b(?:response|reply|answer|decision|letter|message|e-?mail|files?|documents?|package|folder|ymateb|neges)\b"
    r".{0,120}\b(?:available|ready|waiting|published|uploaded|shared|secure(?:ly)?|encrypted|protected|been sent"
    r"|sent you|issued|closed|answered|ar gael|diogel)\b"
    r"|\b(?:sent|shared|received|published|uploaded|secure|encrypted|protected|new|rhannu|diogel)\b.{0,80}"
    r"\b(?:response|reply|answer|decision|letter|message|e-?mail|files?|documents?|package|folder|ymateb|neges)\b"
    r"|\b(?:request|complaint|case)\b.{0,60}\b(?:been answered|updated|completed|closed)\b",
    re.IGNORECASE | re.DOTALL,
)
# Only the person it was sent to has such a link: it carries a number, a key, or leads to a door.
_PERSONAL = re.compile(
    r"[?&][^=&\s]{1,40}=|/\d{3,}|[0-9a-f]{8}-[0-9a-f]{4}|/[A-Za-z0-9_-]{20,}"
    r"|log-?in|sign-?in|account|secure|portal|encrypt|message|share|transfer|download|retrieve",
    re.IGNORECASE,
)
_OTHER_PURPOSE = re.compile(
    r"\b(?:unsubscribe|privacy|policy|disclosure log|publication scheme|survey|feedback|complain\w*|our website"
    r"|visit us|how to use|frequently asked|help (?:page|centre)|terms|cookies|learn more|guidance)\b",
    re.IGNORECASE,
)
_MOST_LINKS, _READ, _BEFORE = 30, 50_000, 200


def portal_links(text: str, came_on: date | None = None) -> tuple[PortalLink, ...]:
    """Every link that may lead to an answer, each once, with the day it expires where the text gives one.

    `came_on`, the day of the message, gives a year to a day that stands without one.
    """
    found: dict[str, str] = {}
    waits = bool(_WAITS.search(text[:_READ]))
    for match in _URL.finditer(text):
        url = match.group().rstrip(".,;:)")
        product = product_of(url) or (waits and _by_shape(url, text[max(0, match.start() - _BEFORE) : match.start()]))
        if product and len(found) < _MOST_LINKS:
            found.setdefault(url, product)
    ending = ending_in(text, came_on) if found else None
    if ending is None:
        return tuple(PortalLink(url, product) for url, product in found.items())
    return tuple(PortalLink(url, product, ending.on, ending.after_days, ending.said) for url, product in found.items())


def last_day_of(link: PortalLink, came_on: date) -> date | None:
    """The last day on which a link works, if the message of that day says so. UK calendar dates."""
    if link.expires_on is not None:
        return link.expires_on
    return None if link.expires_after_days is None else came_on + timedelta(days=link.expires_after_days)


def product_of(url: str) -> str:
    """The name of the portal or file share a link leads to, or nothing."""
    labels = host_of(url).split(".")
    for first in range(len(labels) - 1):
        if product := PORTALS.get(".".join(labels[first:])):
            return product
    return ""


def host_of(url: str) -> str:
    """The name of the machine a link leads to, in lower case, or nothing."""
    match = _HOST.match(url)
    return match.group(1).lower().strip(".") if match else ""


def _by_shape(url: str, before: str) -> str:
    """The name of its machine, where the words before a person's own link say that something is reached there."""
    host = host_of(url)
    said = before.rpartition("\n\n")[2]
    if _ELSEWHERE.search(host) or _OTHER_PURPOSE.search(said[-80:]):
        return ""
    return host if _PERSONAL.search(url) and _REACHES.search(said) else ""
