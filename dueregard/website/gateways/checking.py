"""Looks through a copy of the site: each link leads to a file and a place in it, and no other host is asked."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

from dueregard.rules.export.pages import addresses_in, anchors_in
from dueregard.website.gateways.copying import LIST

FETCHED = {"src", "poster", "data-worker", "action"}  # what a browser asks for by itself, or sends words to
_IN_CSS = re.compile(r"url\(\s*[\"']?([^\"')]+)[\"']?\s*\)|@import\s+[\"']([^\"']+)")


def faults(folder: Path) -> Iterator[str]:
    """Yield what is wrong, a sentence each."""
    if not (folder / LIST).is_file():
        yield f"{folder} is no whole copy: it has no {LIST}."
        return
    for line in (folder / LIST).read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ", 1)
        if not (folder / name).is_file():
            yield f"{name} is missing."
        elif sha256((folder / name).read_bytes()).hexdigest() != digest:
            yield f"{name} has changed since the copy was made."
    anchors = lru_cache(maxsize=512)(lambda file: anchors_in((folder / file).read_text(encoding="utf-8")))
    for page in sorted(folder.rglob("*.html")):
        name = page.relative_to(folder).as_posix()
        for tag, attribute, address in addresses_in(page.read_text(encoding="utf-8")):
            if wrong := _wrong(folder, name, tag, attribute, address):
                yield wrong
                continue
            parts = urlsplit(address)
            target = _target(name, parts.path)
            leads_into = parts.fragment and not parts.scheme and target.endswith(".html")
            if leads_into and unquote(parts.fragment) not in anchors(target):
                yield f"{name} links to {address}, and there is no such place on that page."
    for sheet in sorted(folder.rglob("*.css")):
        name = sheet.relative_to(folder).as_posix()
        for one, other in _IN_CSS.findall(sheet.read_text(encoding="utf-8")):
            if wrong := _wrong(folder, name, "css", "src", one or other):
                yield wrong


def _wrong(folder: Path, name: str, tag: str, attribute: str, address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme in ("data", "mailto", "tel", "sms"):
        return ""
    if parts.scheme or parts.netloc:
        asks = attribute in FETCHED or tag == "link"
        return f"{name} asks another host for {address}." if asks and not _is_only_named(tag, address) else ""
    if address.startswith("/"):
        return f"{name} links to {address}, which depends on where the copy is served."
    target = _target(name, parts.path)
    if target.startswith("..") or not (folder / target).is_file():
        return f"{name} links to {address}, and there is no such file."
    return ""


def _is_only_named(tag: str, address: str) -> bool:
    """Tell whether an address is not fetched: of the page on the site, which the head of a page names."""
    return tag == "link" and not address.endswith((".css", ".svg", ".js", ".woff2"))


def _target(name: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path))) if path else name
