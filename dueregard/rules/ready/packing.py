"""Decides which kept pages are also kept packed (gzip), and who is given them so.

Only what every visitor is shown alike is ever packed: how short a page becomes tells nothing that is not on it.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping

LEAST = 1_400  # bytes; what is shorter goes in one packet anyway
LEVEL = 6
WORTH = (
    "text/",
    "application/json",
    "application/geo+json",
    "application/atom+xml",
    "application/xml",
    "image/svg+xml",
)


def packed(content: bytes, headers: Mapping[str, str]) -> bytes:
    """Return a page packed; empty where that is not worth it, or where a mark of its bytes (ETag) would be wrong.

    The same bytes are always packed alike: nothing says when.
    """
    told = {name.lower(): value.lower() for name, value in headers.items()}
    if len(content) < LEAST or "etag" in told or not told.get("content-type", "").startswith(WORTH):
        return b""
    short = gzip.compress(content, LEVEL, mtime=0)
    return short if len(short) < len(content) else b""


def takes_packed(accept_encoding: str) -> bool:
    """Tell whether a browser that sends this header takes gzip. Source: RFC 9110, section 12.5.3"""
    for one in accept_encoding.lower().split(","):
        name, *more = (word.strip() for word in one.split(";"))
        if name in ("gzip", "x-gzip"):
            return not any(word.replace(" ", "") in ("q=0", "q=0.0", "q=0.00", "q=0.000") for word in more)
    return False
