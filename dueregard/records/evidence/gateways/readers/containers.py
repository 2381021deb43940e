"""Looks into a zip, an old Office container or a mailbox for what it really is."""

from __future__ import annotations

from typing import BinaryIO

import olefile

from dueregard.records.evidence.gateways.readers.mailboxes import has_many
from dueregard.records.evidence.gateways.readers.package import BROKEN, Package
from dueregard.rules.documents.kinds import Kind, kind_in_ole, kind_in_zip
from dueregard.rules.documents.reading import CouldNotRead, Reason

_MIMETYPE_BYTES = 200
_TYPES_BYTES = 1_000_000
_DOC_IS_LOCKED = 0x0100  # MS-DOC 2.5.2, FibBase, bit fEncrypted
_PPT_IS_LOCKED = b"\xdf\xc4\xd1\xf3"  # MS-PPT 2.3.2, CurrentUserAtom.headerToken of an encrypted file


def kind_of_zip(stream: BinaryIO) -> Kind:
    """Return the kind of a zip. Raises: CouldNotRead"""
    package = Package(stream, expansion=1)
    said = _told_by(package, "mimetype", _MIMETYPE_BYTES)
    types = _told_by(package, "[Content_Types].xml", _TYPES_BYTES)
    return kind_in_zip(package.parts.keys(), said, types)


def _told_by(package: Package, name: str, most: int) -> str:
    info = package.parts.get(name)
    if info is None or info.file_size >= most:
        return ""
    try:
        return package.read(name).decode("utf-8", "replace")
    except BROKEN as fault:
        raise CouldNotRead(Reason.DAMAGED, "zip") from fault


def kind_of_ole(stream: BinaryIO) -> Kind:
    """Return the kind of an old Office container, locked ones by name. Raises: CouldNotRead"""
    try:
        with olefile.OleFileIO(stream) as ole:
            kind = kind_in_ole({path[0] for path in ole.listdir(storages=True)})
            if kind == Kind.DOC and _flags(ole) & _DOC_IS_LOCKED:
                return Kind.LOCKED_OFFICE
            if kind == Kind.PPT and ole.exists("Current User"):
                head = ole.openstream("Current User").read(16)
                return Kind.LOCKED_OFFICE if head[12:16] == _PPT_IS_LOCKED else kind
            return kind
    except (*BROKEN, RecursionError) as fault:
        raise CouldNotRead(Reason.DAMAGED, f"old Office container: {type(fault).__name__}") from fault


def kind_of_mailbox(stream: BinaryIO) -> Kind:
    """Return what a file is that begins with the line before a mail in a mailbox: one mail is a mail."""
    return Kind.MBOX if has_many(stream) else Kind.EML


def _flags(ole: olefile.OleFileIO) -> int:
    return int.from_bytes(ole.openstream("WordDocument").read(12)[10:12], "little")
