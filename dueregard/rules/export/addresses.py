"""Decides in which file of a copy an address of the site is kept, and how one file links to another.

Whether an address can be copied at all, the caller knows.
"""

from __future__ import annotations

import mimetypes
import posixpath
import re
from urllib.parse import parse_qsl, quote, unquote, urlsplit

WHERE_IN_PAGE = frozenset({"q", "from", "to", "t", "words"})  # what is marked, on a page that is whole without it
_SAFE = re.compile(r"[^A-Za-z0-9._ ()+@,=-]")
LONGEST_NAME = 120
HTML = "text/html"


def own_path(address: str, site: str) -> str | None:
    """Return the path and query of an address of the site, without its fragment; None for any other address."""
    if address.startswith(f"{site}/"):
        address = address.removeprefix(site)
    elif address == site:
        return "/"
    if not address.startswith("/") or address.startswith("//"):
        return None
    return address.split("#", 1)[0]


def plain_path(path: str) -> str | None:
    """Return the path under which a copy keeps what is asked, with its page of a list; None for any other question."""
    parts = urlsplit(path)
    left = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if value]
    left = [(name, value) for name, value in left if name not in WHERE_IN_PAGE]
    if not left or (left == [("page", "1")]):
        return parts.path
    name, value = left[0]
    is_page = len(left) == 1 and name == "page" and value.isascii() and value.isdigit()
    return f"{parts.path}?page={int(value)}" if is_page and 0 < int(value) < 100_000 else None


def file_of(path: str, media_type: str, given_name: str = "") -> str:
    """Return the file in which a path is kept, below the folder of the copy; never outside it.

    `given_name`: what the site itself calls the file.
    """
    parts = urlsplit(path)
    names = [_name(unquote(one)) for one in parts.path.split("/") if one not in ("", ".", "..")]
    page = dict(parse_qsl(parts.query)).get("page", "")
    if media_type == HTML:
        return "/".join([*names, f"page-{page}.html" if page else "index.html"])
    if not parts.path.endswith("/") and names and "." in names[-1]:
        return "/".join(names)
    return "/".join([*names, _name(given_name) if given_name else f"file{mimetypes.guess_extension(media_type) or ''}"])


def link_to(target: str, *, of: str, fragment: str = "") -> str:
    """Return how the file `of` links to another file of the copy."""
    relative = posixpath.relpath(target, posixpath.dirname(of) or ".")
    return quote(relative, safe="/()+@,=~-._") + (f"#{fragment}" if fragment else "")


def _name(words: str) -> str:
    name = _SAFE.sub("_", words).strip(" .") or "_"
    if len(name) <= LONGEST_NAME:
        return name
    stem, dot, ending = name.rpartition(".")
    return f"{stem[: LONGEST_NAME - 10]}{dot}{ending[:9]}" if dot else name[:LONGEST_NAME]
