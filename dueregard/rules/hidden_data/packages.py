"""Opens the zip that an Office file is, and takes out only as much as can be held: never a bomb.

What the parts mean is for the modules of each kind.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml import etree

from dueregard.rules.documents.reading import HiddenThing
from dueregard.rules.hidden_data.channels import thing

LARGEST_PART = 64 * 1024 * 1024
LARGEST_SUM = 512 * 1024 * 1024
MOST_PARTS = 20_000
Element: TypeAlias = Any  # lxml has no types


class NotAPackage(Exception):
    """The bytes are no zip that can be listed."""


class Package:
    """The parts of an Office file. What is too large to look into is remembered in `unseen`."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as fault:
            raise NotAPackage from fault
        self._parts = {one.filename.lstrip("/"): one for one in self._zip.infolist()[:MOST_PARTS]}
        self._left = LARGEST_SUM
        self.unseen: dict[str, None] = {}
        if len(self._zip.infolist()) > MOST_PARTS:
            self.unseen["the parts after the first 20,000"] = None

    def names(self, start: str = "", end: str = "") -> list[str]:
        """Return the names of parts that start and end so, in a steady order."""
        return sorted(
            name
            for name in self._parts
            if name.lower().startswith(start.lower()) and name.lower().endswith(end.lower()) and not name.endswith("/")
        )

    def size(self, name: str) -> int:
        """Return the size that a part says it has."""
        return self._parts[name].file_size

    def read(self, name: str) -> bytes:
        """Return a part, or nothing if it is not there or too large to be held."""
        part = self._parts.get(name)
        if part is None:
            return b""
        try:
            with self._zip.open(part) as file:
                content = file.read(min(LARGEST_PART, self._left) + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError):
            self.unseen[name] = None
            return b""
        if len(content) > min(LARGEST_PART, self._left):
            self.unseen[name] = None
            return b""
        self._left -= len(content)
        return content

    def tree(self, name: str) -> Element | None:
        """Return the XML of a part, or None; what cannot be read is remembered."""
        content = self.read(name)
        if not content:
            return None
        found = parse(content)
        if found is None:
            self.unseen[name] = None
        return found

    def not_examined(self) -> Iterator[HiddenThing]:
        """Say which parts nobody could look into."""
        if self.unseen:
            names = list(self.unseen)
            yield thing("not_examined", f"{names[0]}" + (" and others" if names[1:] else ""), count=len(names))


def parse(content: bytes) -> Element | None:
    """Return XML as a tree: no entities, no network, no declared types, comments left out."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, recover=True
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """Return an attribute by its name without namespace, or nothing."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def every(tree: Element | None, *names: str) -> Iterator[Element]:
    """Yield each element below that has one of these names, whatever its namespace."""
    if tree is not None:
        yield from tree.iter(*(f"{{*}}{name}" for name in names or ("*",)))


def words(element: Element | None) -> str:
    """Return the text below an element, in one piece."""
    if element is None:
        return ""
    return " ".join(" ".join(str(piece) for piece in element.itertext()).split())
