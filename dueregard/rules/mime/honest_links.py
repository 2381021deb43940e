"""Shows links of strangers' e-mails as what they are: none leads to this site, or says another address than its own.

Whoever writes to us chooses the words of a link. "Sign in at our address" may lead to a copy of our sign-in page, and a
link to this very site may sign somebody out, or bring them to a page that the writer wants them to act on.
"""

from __future__ import annotations

import html as entities
import re
import unicodedata
from collections.abc import Collection
from contextlib import suppress
from urllib.parse import urlsplit

_LINK = re.compile(r'<a((?:\s[a-z-]+="[^"]*")*)\s?>|</a>')  # as nh3 writes it: quotes in values are always entities
_HREF = re.compile(r'\shref="([^"]*)"')
_ANY_TAG = re.compile(r"<[^<>]*>")
_APART = re.compile(r"[^\w.-]+")  # between two names
# Signs that look like Latin letters: figures, a bar, and letters of Cyrillic and Greek.
_ALIKE = str.maketrans("01|\u0456\u04cf\u03bf\u043e\u0441\u0435\u0430\u0440\u0443\u0455\u0445\u0501", "ollilooceapysxd")
# What nobody sees, so that a name is read as if it were not there. Source: Unicode 16, 5.21 (default ignorable).
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_TURNED = re.compile("[\u202d\u202e]")  # from here on letters are shown in the other direction: no word is what it says
_DOTS = str.maketrans("\u3002\u00b7\ua4f8\u2027\u22c5", ".....")  # what is read as a full stop in a name
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|csv|txt|zip|html?|aspx?|php)$")  # a name, and no address
_SHORTEST = 6  # letters of a name of which one may differ; of a shorter one, others are too near


def with_honest_links(html: str, own: Collection[str]) -> str:
    """Return HTML that nh3 has cleaned, in which a link that deceives is no link, followed by where it would lead.

    `own` are the names of this site's hosts.
    """
    shown: list[str] = []
    at, opened = 0, None
    for found in _LINK.finditer(html):
        if found.group() != "</a>":
            shown.append(html[at : found.start()])
            opened, at = found, found.end()
        elif opened:
            words = html[at : found.start()]
            shown.append(_shown(opened.group(), _href(opened.group(1)), words, own))
            opened, at = None, found.end()
        else:
            shown.append(html[at : found.end()])
            at = found.end()
    return "".join([*shown, html[at:]])


def is_honest(href: str, words: str, own: Collection[str]) -> bool:
    """Tell whether a link leads where its words say, and not to this site or to one that looks like it."""
    host = _host(href)
    if not host or _TURNED.search(words) or any(looks_like(host, one) for one in own):
        return False
    words = _UNSEEN.sub("", words)
    pieces = (
        piece.strip(".-_") for piece in _APART.split(unicodedata.normalize("NFKC", words).translate(_DOTS).lower())
    )
    named = {_bare(piece) for piece in pieces if "." in piece}  # what a reader takes for an address
    hosts = {name for name in named if not _FILE.search(name) and not name.replace(".", "").isdigit()}
    if any(looks_like(name, one) for name in hosts for one in own):
        return False
    whole = words.split()
    is_address = "://" in words or words.strip().lower().startswith("www.") or len(whole) == len(hosts) == 1
    return not is_address or any(_related(name, host) for name in hosts)


def looks_like(host: str, own: str) -> bool:
    """Tell whether a host is this site's, holds its name, or can be taken for it."""
    theirs, ours = _skeleton(host), _skeleton(own)
    if not ours or ("." not in ours and ours != theirs):
        return False
    if theirs == ours or theirs.endswith(f".{ours}") or ours in theirs:
        return True
    return len(ours) >= _SHORTEST and _one_apart(theirs, ours)


def _shown(tag: str, href: str, words: str, own: Collection[str]) -> str:
    plain = entities.unescape(_ANY_TAG.sub("", words))
    if is_honest(href, plain, own):
        return f"{tag}{words}</a>"
    where = f" [this link leads to {entities.escape(href)}]" if href else ""
    return f"{words}{where}"


def _href(attributes: str) -> str:
    found = _HREF.search(attributes)
    return entities.unescape(found.group(1)) if found else ""


def _host(href: str) -> str:
    """Return where an absolute link leads, lower case; empty for one that leads nowhere else, or hides where."""
    with suppress(ValueError):
        parts = urlsplit(href.strip())
        if parts.scheme in {"http", "https"} and "\\" not in href and "@" not in parts.netloc:
            return _bare(parts.hostname or "")
        if parts.scheme == "mailto":
            return _bare(parts.path.rpartition("@")[2].lower())
        if parts.scheme == "tel":
            return "tel"
    return ""


def _bare(name: str) -> str:
    return name.removeprefix("www.").rstrip(".")


def _related(name: str, host: str) -> bool:
    return name == host or name.endswith(f".{host}") or host.endswith(f".{name}")


def _skeleton(host: str) -> str:
    with suppress(UnicodeError):
        host = host.encode("ascii").decode("idna")
    letters = unicodedata.normalize("NFKD", host.lower())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).translate(_ALIKE)
    return _bare(plain).replace("rn", "m").replace("vv", "w").replace("i", "l")


def _one_apart(one: str, other: str) -> bool:
    """Tell whether one letter was changed, added or left out."""
    if abs(len(one) - len(other)) > 1:
        return False
    shorter = min(len(one), len(other))
    at = next((place for place in range(shorter) if one[place] != other[place]), shorter)
    return one[at + 1 :] == other[at + 1 :] or one[at:] == other[at + 1 :] or one[at + 1 :] == other[at:]
