"""Tells whether an office file asks for a password, where a program only says that it cannot open it."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import olefile

from dueregard.records.evidence.gateways.readers.containers import kind_of_ole
from dueregard.records.evidence.gateways.readers.package import BROKEN
from dueregard.rules.documents.kinds import Kind
from dueregard.rules.documents.reading import CouldNotRead

_MANIFEST, _MOST_OF_MANIFEST = "META-INF/manifest.xml", 1 << 20
_WORKBOOKS = ("Workbook", "Book")
_FILE_PASS = 0x002F  # MS-XLS 2.4.117: the record of a workbook that is encrypted
_FIRST_RECORDS = 20


def is_locked(path: Path) -> bool:
    """Tell whether a file asks for a password. What cannot be looked into does not."""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed, packed.open(_MANIFEST) as manifest:
                return b"encryption-data" in manifest.read(_MOST_OF_MANIFEST)
        if not olefile.isOleFile(path):
            return False
        with path.open("rb") as stream:
            kind = kind_of_ole(stream)
            return kind == Kind.LOCKED_OFFICE or (kind == Kind.XLS and _has_password(path))
    except (*BROKEN, CouldNotRead):
        return False


def _has_password(path: Path) -> bool:
    with olefile.OleFileIO(path) as ole:
        name = next(name for name in _WORKBOOKS if ole.exists(name))
        with ole.openstream(name) as stream:
            for _ in range(_FIRST_RECORDS):
                head = stream.read(4)
                if len(head) < 4:
                    return False
                record, length = struct.unpack("<HH", head)
                if record == _FILE_PASS:
                    return True
                stream.read(length)
    return False
