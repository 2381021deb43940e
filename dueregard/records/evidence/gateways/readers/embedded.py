"""What lies inside Office files beside their text: pictures as pages, embedded files as files."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import olefile

from dueregard.records.evidence.gateways.readers.opened import Opened
from dueregard.records.evidence.gateways.readers.package import BROKEN, Package
from dueregard.records.evidence.gateways.readers.pictures import page_of
from dueregard.records.evidence.gateways.reading import FoundChild
from dueregard.rules.documents.picture_drawing import opened
from dueregard.rules.documents.reading import CouldNotRead, ReadPage, Reason

# Smaller pictures are logos and lines; a scan or a photograph of a letter is larger.
_LEAST_WIDTH, _LEAST_HEIGHT = 500, 300
_MOST_PICTURES = 300
_FILES = r"(?:word|xl|ppt)/embeddings/[^/]+"
_NATIVE = "\x01Ole10Native"


def pictures_inside(package: Package, folder: str, last: int, file: Opened) -> Iterator[ReadPage]:
    """Yield a page for each large picture, numbered on from the last page, whatever words are found on it.

    In a file that has no other page the small ones are pages too.
    """
    is_all_there_is = last == 0
    names = [name for name in package.parts if name.startswith(folder)]
    for name in sorted(names, key=lambda name: (len(name), name))[:_MOST_PICTURES]:
        try:
            content = package.read(name)
            with opened(io.BytesIO(content)) as picture:
                if not is_all_there_is and (picture.width < _LEAST_WIDTH or picture.height < _LEAST_HEIGHT):
                    continue
                last += 1
                page = page_of(picture, last, file) if last >= file.from_page else None
        except (*BROKEN, CouldNotRead, SyntaxError):  # drawings that are no pictures, and broken ones: no page is lost
            continue
        if page is not None:
            yield replace(page, label=f"picture {name.rpartition('/')[2]}")


def files_inside(package: Package, file: Opened) -> Iterator[FoundChild]:
    """Yield the files that are embedded in an Office file. Raises: CouldNotRead"""
    for name in package.matching(_FILES):
        try:
            content = package.read(name)
        except BROKEN as fault:
            raise CouldNotRead(Reason.DAMAGED, f"embedded file: {type(fault).__name__}") from fault
        called, content = native(content) or (name, content)
        yield file.take_out(called, "embedded in the file", io.BytesIO(content))


def native(content: bytes) -> tuple[str, bytes] | None:
    """Return name and content of a file that was packed into an OLE object; nothing when it is none.

    Source: MS-OLEDS 2.3.6; the fields inside are those of the packager: label, path, then the bytes with their length.
    """
    if not content.startswith(olefile.MAGIC):
        return None
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            if not ole.exists(_NATIVE):
                return None
            stream = ole.openstream(_NATIVE).read()
        label, _, rest = stream[6:].partition(b"\0")
        _, _, rest = rest.partition(b"\0")
        length = int.from_bytes(rest[4:8], "little")
        rest = rest[8 + length :]
        size = int.from_bytes(rest[:4], "little")
        inside = rest[4 : 4 + size]
        return (label.decode("cp1252", "replace"), inside) if inside and len(inside) == size else None
    except (*BROKEN, RecursionError):
        return None
