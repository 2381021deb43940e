"""The dated directory of sister networks. Nobody's details are passed on; a reader goes there alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from dueregard.foundation.packs.queries import texts_of
from dueregard.rules.help.open_referral import PLACES


@dataclass(frozen=True, slots=True)
class Network:
    """One campaign or organisation, as it was found on a day."""

    name: str
    summary: str
    url: str
    host: str
    about: str  # sectors and nations, in words
    now: str
    note: str
    checked_on: date
    seen_on: date | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NetworksPage:
    """Those at work first; then those of which it is not known, and those that have ended."""

    active: tuple[Network, ...]
    unconfirmed: tuple[Network, ...]
    historic: tuple[Network, ...]


def networks_page() -> NetworksPage:
    """Return the directory. One query."""
    found: dict[str, list[Network]] = {"active": [], "unconfirmed": [], "historic": []}
    for text in texts_of("network"):
        found[text.meta["status"]].append(_network(text.title, text.meta))
    return NetworksPage(tuple(found["active"]), tuple(found["unconfirmed"]), tuple(found["historic"]))


def _network(name: str, meta: dict[str, Any]) -> Network:
    # What has ended, or may have, is never linked to: nobody can say who answers there now.
    url = meta.get("url", "") if meta["status"] == "active" else ""
    url = url if urlsplit(url).scheme in ("http", "https") else ""
    places = [PLACES.get(nation, nation) for nation in meta.get("nations", ())]
    seen = meta.get("seen_active_on")
    return Network(
        name=name,
        summary=meta["summary"],
        url=url,
        host=urlsplit(url).netloc.removeprefix("www."),
        about=", ".join([*meta.get("sectors", ()), *places]),
        now=meta.get("now", ""),
        note=meta.get("note", ""),
        checked_on=date.fromisoformat(meta["checked_on"]),
        seen_on=date.fromisoformat(seen) if seen else None,
        sources=tuple(source["title"] for source in meta["sources"]),
    )
