"""Decides what a copy of a pack says about where it came from: the pack as a whole, and each section of its guide.

A section's ancestry is a list, oldest first, and stays with the section whatever is edited in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

FIRST_VERSION = "1.0.0"


def forked_description(table: Mapping[str, Any], *, name: str, title: str, url: str) -> dict[str, Any]:
    """Return the description of a copy called `name` (its id). Licence and credit stay; the old pack is an ancestor."""
    old = {key: table[key] for key in ("id", "name", "version", "licence")}
    ancestry = [*table.get("ancestry", []), {**old, "url": url} if url else old]
    return {**table, "id": name, "name": title, "version": FIRST_VERSION, "ancestry": ancestry}


def forked_section(
    meta: Mapping[str, Any], text: str, table: Mapping[str, Any], *, url: str, taken_on: date
) -> dict[str, Any]:
    """Return the front matter of a copied section. `table` describes the pack it is taken from; days are ISO text."""
    ancestor = {
        "pack": table["id"],
        "title": meta["title"],
        "credit": list(meta.get("credit") or table.get("credit") or [table["name"]]),
        "licence": table["licence"],
        "version": table["version"],
        "digest": hashlib.sha256(json.dumps([meta["title"], text], ensure_ascii=False).encode()).hexdigest(),
        "taken_on": taken_on.isoformat(),
    }
    if url:
        ancestor["url"] = url
    kept = {key: value for key, value in meta.items() if key != "credit"}
    return {**kept, "ancestry": [*meta.get("ancestry", []), ancestor]}
