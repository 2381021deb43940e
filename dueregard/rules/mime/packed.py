"""A file that lay packed inside a part of an e-mail: in a winmail.dat, or uuencoded in a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PackedFile:
    """A file found inside something else; `note` is a sentence where it came out damaged."""

    name: str
    content: bytes
    note: str = ""
    declared_type: str = ""
    content_id: str = ""
