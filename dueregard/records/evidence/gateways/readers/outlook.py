"""The parts of a saved Outlook message that are kept in forms of their own: compressed rich text, messages inside.

Source: MS-OXMSG 2.2 (storages), MS-OXRTFCP 3 (compression), MS-OXPROPS (property numbers), MS-CFB 2 (containers).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

import olefile

from dueregard.records.evidence.gateways.readers.markup import text_of_rtf
from dueregard.records.evidence.gateways.readers.package import BROKEN
from dueregard.rules.rich_text import unpacked

_RTF = "__substg1.0_10090102"
_INSIDE = "__substg1.0_3701000D"
_SUBJECTS = ("__substg1.0_0037001F", "__substg1.0_0037001E")
_BODIES = ("__substg1.0_1000001F", "__substg1.0_1000001E")
_SENDERS = ("__substg1.0_0C1A001F", "__substg1.0_0C1A001E")


def rich_text(stream: BinaryIO) -> str:
    """Return the text of a message that has only a rich one; empty when there is none."""
    with olefile.OleFileIO(stream) as ole:
        return _rich_text(ole, [])


def letters_inside(stream: BinaryIO) -> Iterator[tuple[str, bytes]]:
    """Yield name and text of messages that are attached to a message. They have no bytes of their own to take out."""
    with olefile.OleFileIO(stream) as ole:
        for path in ole.listdir(streams=False, storages=True):
            if len(path) == 2 and path[-1] == _INSIDE:
                yield _as_mail(ole, path)


def _as_mail(ole: olefile.OleFileIO, path: list[str]) -> tuple[str, bytes]:
    subject, sender = _first(ole, path, _SUBJECTS), _first(ole, path, _SENDERS)
    body = _first(ole, path, _BODIES) or _rich_text(ole, path)
    head = [f"From: {' '.join(sender.split())}", f"Subject: {' '.join(subject.split())}"]
    head += ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit", ""]
    return f"{subject or 'message'}.eml", "\n".join([*head, body]).encode("utf-8", "replace")


def _first(ole: olefile.OleFileIO, path: list[str], names: tuple[str, str]) -> str:
    for name, encoding in zip(names, ("utf-16-le", "cp1252"), strict=True):
        if ole.exists([*path, name]):
            return str(ole.openstream([*path, name]).read().decode(encoding, "replace"))
    return ""


def _rich_text(ole: olefile.OleFileIO, path: list[str]) -> str:
    if not ole.exists([*path, _RTF]):
        return ""
    try:
        return text_of_rtf(unpacked(ole.openstream([*path, _RTF]).read()))
    except (*BROKEN, struct.error):
        return ""
