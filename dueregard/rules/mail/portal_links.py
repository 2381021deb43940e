"""Finds the links in a message that may lead to an answer, and when they expire.

Nothing is fetched here. Whether a message is a portal notice at all is for `kinds`.
"""

from __future__ import annotations

import re
from datetime import date

from dueregard.rules.mail.sender_domains import CASE_PRODUCTS
from dueregard.rules.mail.verdict import PortalLink
from dueregard.rules.text.uk_dates import first_date_in

# Where bodies leave files and letters for people to collect.
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
_URL = re.compile(r"https?://[^\s<>\"'\]]{4,2000}", re.IGNORECASE)
_HOST = re.compile(r"https?://(?:[^/@\s]{0,200}@)?([^/:?#\s]{1,253})", re.IGNORECASE)
_EXPIRES = re.compile(
    r"\b(?:expire|expires|expiry|expiring|available|valid|deleted|removed|accessible)\b", re.IGNORECASE
)
_DAYS = re.compile(r"\b(\d{1,3}|seven|ten|fourteen|thirty)[ -](?:calendar |working )?(day|week)s?\b", re.IGNORECASE)
_HOURS = re.compile(r"\b(24|48|72)[ -]hours?\b", re.IGNORECASE)
_NUMBERS = {"seven": 7, "ten": 10, "fourteen": 14, "thirty": 30}
_MOST_LINKS = 30


def portal_links(text: str) -> tuple[PortalLink, ...]:
    """Every link to a known portal or file share, each once, with the day it expires where the text gives one."""
    ends_on, after_days = _end_of_life(text)
    found: dict[str, PortalLink] = {}
    for match in _URL.finditer(text):
        url = match.group().rstrip(".,;:)")
        product = product_of(url)
        if product and len(found) < _MOST_LINKS:
            found.setdefault(url, PortalLink(url, product, ends_on, after_days))
    return tuple(found.values())


def product_of(url: str) -> str:
    """The name of the portal or file share a link leads to, or nothing."""
    match = _HOST.match(url)
    if match is None:
        return ""
    labels = match.group(1).lower().strip(".").split(".")
    for first in range(len(labels) - 1):
        if product := PORTALS.get(".".join(labels[first:])):
            return product
    return ""


def _end_of_life(text: str) -> tuple[date | None, int | None]:
    for line in re.split(r"(?<=[.!?])\s|\n\n", text[:50_000]):
        if not _EXPIRES.search(line):
            continue
        if on := first_date_in(line):
            return on, None
        if match := _DAYS.search(line):
            number = match.group(1).lower()
            days = _NUMBERS.get(number) or int(number)
            return None, days * (7 if match.group(2).lower() == "week" else 1)
        if match := _HOURS.search(line):
            return None, int(match.group(1)) // 24
    return None, None
