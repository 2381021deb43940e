"""What RFC 4287 asks of an Atom feed, written from its text, for tests of every feed of the site."""

import re
from collections import Counter
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

A = "{http://www.w3.org/2005/Atom}"
# RFC 4287, 3.3: a date-time of RFC 3339 with capital T and Z.
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
ONE_EACH = ("id", "title", "updated")


def faults(content: bytes, *, names_itself: bool = True) -> list[str]:
    """Return what in a feed is not as RFC 4287 says; empty when it is valid."""
    feed = ET.fromstring(content)
    entries = feed.findall(f"{A}entry")
    found = [] if feed.tag == f"{A}feed" else [f"the root is {feed.tag}"]
    found += [f"feed: {fault}" for fault in _of_one(feed)]
    for number, entry in enumerate(entries):
        found += [f"entry {number}: {fault}" for fault in (*_of_one(entry), *_of_entry(entry))]
    if not _has_author(feed) and not (entries and all(_has_author(entry) for entry in entries)):
        found.append("neither the feed nor each entry has an author with a name (4.1.1)")
    selves = [link for link in feed.findall(f"{A}link") if link.get("rel") == "self"]
    if len(selves) != int(names_itself):
        found.append(f"{len(selves)} links to itself (4.1.1)")
    twice = [one for one, count in Counter(entry.findtext(f"{A}id") for entry in entries).items() if count > 1]
    newest = max((_updated(entry) for entry in entries), default=None)
    if newest and _updated(feed) < newest:
        found.append("the feed changed before its newest entry")
    return found + [f"two entries have the id {one} (4.1.1)" for one in twice]


def _of_one(element: ET.Element) -> list[str]:
    found = [f"{len(element.findall(A + name))} × {name}" for name in ONE_EACH if len(element.findall(A + name)) != 1]
    for name in ("updated", "published"):
        found += [f"{name} is {one.text}" for one in element.findall(A + name) if not INSTANT.fullmatch(one.text or "")]
    found += [
        f"the id {one.text} is no IRI" for one in element.findall(f"{A}id") if not urlsplit(one.text or "").scheme
    ]
    for link in element.findall(f"{A}link"):
        if urlsplit(link.get("href", "")).scheme not in {"http", "https"}:
            found.append(f"the link {link.get('href')} is not whole")
    alike = Counter((link.get("type"), link.get("hreflang")) for link in _alternates(element))
    return found + [f"{count} alternate links of one type" for count in alike.values() if count > 1]


def _of_entry(entry: ET.Element) -> list[str]:
    found = [] if _alternates(entry) or entry.find(f"{A}content") is not None else ["neither link nor content (4.1.2)"]
    published = entry.findtext(f"{A}published")
    if published and datetime.fromisoformat(published) > _updated(entry):
        found.append("published after it was changed")
    return found


def _alternates(element: ET.Element) -> list[ET.Element]:
    return [link for link in element.findall(f"{A}link") if link.get("rel", "alternate") == "alternate"]


def _has_author(element: ET.Element) -> bool:
    return any((author.findtext(f"{A}name") or "").strip() for author in element.findall(f"{A}author"))


def _updated(element: ET.Element) -> datetime:
    return datetime.fromisoformat(element.findtext(f"{A}updated") or "0001-01-01T00:00:00Z")
