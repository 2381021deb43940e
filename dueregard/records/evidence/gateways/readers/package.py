"""A zip with documents in it (Office, OpenDocument, archive): its parts, never more of them than may be unpacked."""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, BinaryIO

from lxml import etree

from dueregard.records.evidence.gateways.readers.opened import Opened
from dueregard.rules.documents.kinds import Kind
from dueregard.rules.documents.reading import CouldNotRead, Reason

# What the reading of a broken zip, or of broken XML in it, may raise.
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, struct.error, etree.XMLSyntaxError, ValueError,
    IndexError, KeyError, NotImplementedError, AttributeError, TypeError, UnicodeError,
)  # fmt: skip
# One part of an Office file. The largest real ones are sheets of some 100 MB.
PART_BYTES = 400_000_000
_SMALL = 10_000_000
PACKED = frozenset({Kind.DOCX, Kind.XLSX, Kind.PPTX, Kind.ODT, Kind.ODS, Kind.ODP})
_FOR_TEXT = re.compile(
    r"(?i)word/(?:document|header|footer|footnotes|endnotes|comments)\d*\.xml|content\.xml"
    r"|xl/(?:worksheets/[^/]+|sharedstrings)\.xml|ppt/(?:slides|notesslides)/[^/]+\.xml"
)
_WRITTEN = re.compile(rb">[^<>]*[^\s<>][^<>]*</")
_SAFE_XML = {"resolve_entities": False, "no_network": True, "huge_tree": False, "recover": False, "load_dtd": False}


class Package:
    """The parts of a zip by name. A part that would expand too far is refused before it is unpacked."""

    def __init__(self, stream: BinaryIO, *, expansion: int) -> None:
        """Raises: CouldNotRead"""
        try:
            self.zip = zipfile.ZipFile(stream)
        except BROKEN as fault:
            raise CouldNotRead(Reason.DAMAGED, f"zip: {type(fault).__name__}") from fault
        self.expansion = expansion
        self.parts = {info.filename: info for info in self.zip.infolist()}

    def __contains__(self, name: str) -> bool:
        return name in self.parts

    def matching(self, pattern: str) -> list[str]:
        """Return the names that match as a whole, in the order of the numbers in them."""
        found = [name for name in self.parts if re.fullmatch(pattern, name)]
        return sorted(found, key=lambda name: [int(number) for number in re.findall(r"\d+", name)])

    def opened(self, name: str) -> IO[bytes]:
        """Open a part. Raises: CouldNotRead, KeyError"""
        info = self.parts[name]
        if info.flag_bits & 1:
            raise CouldNotRead(Reason.PASSWORD)
        is_wild = info.file_size > _SMALL and info.file_size > self.expansion * max(1, info.compress_size)
        if is_wild or info.file_size > PART_BYTES:
            raise CouldNotRead(Reason.EXPANDS, f"a part of {info.file_size} bytes")
        return self.zip.open(info)

    def read(self, name: str) -> bytes:
        """Return a part's bytes. Raises: CouldNotRead, KeyError"""
        with self.opened(name) as part:
            return part.read()

    def tree(self, name: str) -> etree._Element:
        """Return a part's XML; an empty element when there is no such part. Raises: CouldNotRead"""
        if name not in self.parts:
            return etree.Element("none")
        return etree.fromstring(self.read(name), etree.XMLParser(**_SAFE_XML))

    def elements(self, name: str, *tags: str) -> Iterator[etree._Element]:
        """Yield the elements of a part that bear one of these names, in whatever namespace, as each ends."""
        with self.opened(name) as part:
            wanted = [f"{{*}}{tag}" for tag in tags]
            for _, element in etree.iterparse(part, events=("end",), tag=wanted, **_SAFE_XML):
                yield element

    def related(self, name: str) -> dict[str, str]:
        """Return what a part refers to inside the package: id to name."""
        folder, _, file = name.rpartition("/")
        tree = self.tree(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
        found = {}
        for link in tree.iter("{*}Relationship"):
            if link.get("TargetMode") != "External":
                found[link.get("Id", "")] = _joined(folder, link.get("Target", ""))
        return found


def holds_words(file: Opened) -> bool:
    """Tell whether the parts for text of an Office file have words in them, whatever its reader made of them."""
    try:
        package = Package(file.stream, expansion=file.options.limits.expansion)
        return any(_WRITTEN.search(package.read(name)) for name in package.parts if _FOR_TEXT.fullmatch(name))
    except (*BROKEN, CouldNotRead):
        return True  # nobody can tell


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace; empty for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """Return an attribute in whatever namespace; empty when there is none."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def forget(element: etree._Element) -> None:
    """Give back the memory of an element that has been read, and of those before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _joined(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    path = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            path = path[:-1]
        elif step not in {"", "."}:
            path.append(step)
    return "/".join(path)
