"""Finds out whether two names or domains may mean one organisation, for a person to look at. Decides nothing else."""

from __future__ import annotations

import re
import unicodedata

# Services under whose own domain anyone can have a mailbox or a page: it proves nothing about one organisation.
SHARED_DOMAINS = frozenset({
    "aol.com", "bigcartel.com", "blogspot.com", "btinternet.com", "facebook.com", "gmail.com", "gmx.com",
    "googlemail.com", "hotmail.co.uk", "hotmail.com", "icloud.com", "instagram.com", "linktr.ee", "live.co.uk",
    "live.com", "mail.com", "me.com", "medium.com", "msn.com", "nhs.net", "outlook.com", "proton.me",
    "protonmail.com", "riseup.net", "sky.com", "substack.com", "talktalk.net", "tiktok.com", "tumblr.com",
    "tutanota.com", "twitter.com", "virginmedia.com", "wix.com", "wordpress.com", "x.com", "yahoo.co.uk",
    "yahoo.com", "youtube.com",
})  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_LITTLE = frozenset({"the", "of", "and", "for", "a", "an", "ltd", "limited", "cic", "cio", "uk"})


def name_key(name: str) -> str:
    """Return a name without what people leave out or write differently: case, accents, signs, little words, order."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    words = _WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign)))
    return " ".join(sorted(set(words) - _LITTLE) or words)


def is_shared(domain: str) -> bool:
    """Tell whether a domain belongs to a service with many users. A name of one's own below it does not."""
    return domain in SHARED_DOMAINS
