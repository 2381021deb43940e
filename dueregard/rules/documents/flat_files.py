"""Lays an OpenDocument file of one single XML text (FODT, FODS, FODP) out as the package that ODT, ODS and ODP are.

So whoever reads, draws or searches OpenDocument files needs to know one form of them. Nothing of the text is left out:
what has no part of its own in a package stays in `content.xml`.
Source: OpenDocument 1.3 part 3, 3.1.2 (`office:document`) and 10.4.5; part 2, 2.2 (packages) and 3 (manifest).
"""

from __future__ import annotations

import binascii
import io
import zipfile
from copy import deepcopy
from typing import Any

from lxml import etree

from dueregard.rules.documents.kinds import Kind

FLAT = {Kind.FODT: Kind.ODT, Kind.FODS: Kind.ODS, Kind.FODP: Kind.ODP}
_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _LIST = f"{{{_SPACE}office:1.0}}", f"{_SPACE}manifest:1.0"
_LINK = "{http://www.w3.org/1999/xlink}href"
_PARTS = {
    "styles": ("font-face-decls", "styles", "automatic-styles", "master-styles"),
    "meta": ("meta",),
    "settings": ("settings",),
}
# These alone are not in the content; fonts and automatic styles belong to both.
_ELSEWHERE = {"styles", "master-styles", "meta", "settings", "scripts"}
_MOST_LAYERS = 20  # of objects within objects
_FORMULA = "application/vnd.oasis.opendocument.formula"
_PICTURES = ((b"\x89PNG", "png"), (b"\xff\xd8", "jpg"), (b"GIF8", "gif"), (b"<svg", "svg"), (b"<?xml", "svg"))
_Element = Any  # lxml has no types


class NotFlat(ValueError):
    """The bytes are no OpenDocument file of one XML text that can be read."""


def as_package(content: bytes) -> bytes:
    """Return the package. Raises: NotFlat"""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise NotFlat("no XML") from fault
    # Words that stand in an entity are told to no reader, and drawn by some.
    if root.tag != f"{_OFFICE}document" or root.getroottree().docinfo.internalDTD is not None:
        raise NotFlat("no office:document, or one with a document type")
    package = _Package()
    package.lay_out(root, "", 0)
    return package.packed(root.get(f"{_OFFICE}mimetype", "").replace("-flat-xml", ""))


class _Package:
    """The parts as they are taken out of the text, each with the type that the manifest gives it."""

    def __init__(self) -> None:
        self.parts: dict[str, bytes] = {}
        self.types: dict[str, str] = {}
        self.version = "1.2"

    def lay_out(self, root: _Element, folder: str, layers: int) -> None:
        """Write the parts of a document, of the objects in it, and of its pictures. Raises: NotFlat"""
        if layers > _MOST_LAYERS:
            raise NotFlat("too many objects within objects")
        self.version = root.get(f"{_OFFICE}version", self.version)
        self.types[folder or "/"] = root.get(f"{_OFFICE}mimetype", "").replace("-flat-xml", "")
        self._take_objects_out(root, folder, layers)
        self._take_bytes_out(root, folder)
        for scripts in root.findall(f"{_OFFICE}scripts"):
            if "".join(scripts.itertext()).strip():
                self._keep(f"{folder}Basic/Standard/{len(self.parts)}.xml", etree.tostring(scripts), "text/xml")
        for part, names in _PARTS.items():
            self._write(root, folder, part, [one for one in root if _name(one) in names])
        self._write(root, folder, "content", [one for one in root if _name(one) not in _ELSEWHERE])

    def _take_objects_out(self, root: _Element, folder: str, layers: int) -> None:
        for holder in list(root.iter("{*}object")):
            if not _is_below(holder, root):
                continue
            for inside in [one for one in holder if _name(one) in {"document", "math"}]:
                called = f"Object {len(self.types)}"
                holder.remove(inside)
                holder.set(_LINK, f"./{called}")
                if _name(inside) == "math":
                    self.types[f"{folder}{called}/"] = _FORMULA
                    self._keep(f"{folder}{called}/content.xml", etree.tostring(inside, with_tail=False), "text/xml")
                else:
                    self.lay_out(inside, f"{folder}{called}/", layers + 1)

    def _take_bytes_out(self, root: _Element, folder: str) -> None:
        """Take out pictures and objects written as letters; what is no such writing stays where it is."""
        for data in list(root.iter(f"{_OFFICE}binary-data")):
            holder = data.getparent()
            try:
                content = binascii.a2b_base64("".join((data.text or "").split()), strict_mode=True)
            except ValueError:
                continue
            if not content:
                continue
            if _name(holder) == "object-ole":
                called, kind = f"Object {len(self.types)}", "application/vnd.sun.star.oleobject"
            else:
                called, kind = f"Pictures/{len(self.types)}.{_ending(content)}", ""
            self._keep(folder + called, content, kind)
            holder.remove(data)
            holder.set(_LINK, f"./{called}" if kind else called)

    def _write(self, root: _Element, folder: str, part: str, elements: list[_Element]) -> None:
        made = etree.Element(f"{_OFFICE}document-{part}", nsmap=root.nsmap)
        made.set(f"{_OFFICE}version", self.version)
        made.extend(deepcopy(one) for one in elements)
        self._keep(f"{folder}{part}.xml", etree.tostring(made, xml_declaration=True, encoding="UTF-8"), "text/xml")

    def _keep(self, name: str, content: bytes, kind: str) -> None:
        self.parts[name], self.types[name] = content, kind

    def packed(self, mimetype: str) -> bytes:
        """Return all parts in a zip, with their list."""
        listing = etree.Element(f"{{{_LIST}}}manifest", nsmap={"manifest": _LIST})
        listing.set(f"{{{_LIST}}}version", self.version)
        for name, kind in self.types.items():
            entry = etree.SubElement(listing, f"{{{_LIST}}}file-entry")
            entry.set(f"{{{_LIST}}}full-path", name)
            entry.set(f"{{{_LIST}}}media-type", kind)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr(zipfile.ZipInfo("mimetype"), mimetype)
            for name, content in self.parts.items():
                package.writestr(name, content)
            package.writestr("META-INF/manifest.xml", etree.tostring(listing, xml_declaration=True, encoding="UTF-8"))
        return made.getvalue()


def _name(element: _Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _is_below(element: _Element, root: _Element) -> bool:
    return any(above is root for above in element.iterancestors())


def _ending(content: bytes) -> str:
    return next((ending for sign, ending in _PICTURES if content.startswith(sign)), "bin")
