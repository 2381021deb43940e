"""Unpacks what mail programs wrap letters in: winmail.dat, uuencoded blocks in a text, S/MIME signatures.

`incoming` names and lists what comes out; nothing is decrypted here or anywhere else on the site.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass

from asn1crypto import cms
from tnefparse import TNEF
from tnefparse.codepage import Codepage
from tnefparse.mapi import decode_mapi
from tnefparse.tnef import TNEFAttachment, TNEFObject

from dueregard.rules.mail.limits import MAX_PACKED_FILES
from dueregard.rules.mail.text import decode

_TNEF_SIGNATURE = b"\x78\x9f\x3e\x22"
_TNEF_HEADER = 6
_BODY_PLAIN, _BODY_HTML, _LONG_NAME = 0x1000, 0x1013, 0x3707
_UU_BEGIN = re.compile(r"^begin(?:-base64)? [0-7]{3,4} (.{1,200})$", re.MULTILINE)


@dataclass(frozen=True)
class PackedFile:
    """A file found inside something else; `note` is a sentence where it came out damaged."""

    name: str
    content: bytes
    note: str = ""


@dataclass(frozen=True)
class Winmail:
    """What a winmail.dat contained: the letter as plain text or HTML, the files, and sentences about what was odd."""

    text: str
    html: str
    files: tuple[PackedFile, ...]
    notes: tuple[str, ...]


def read_winmail(data: bytes) -> Winmail:
    """Reads winmail.dat (TNEF) object by object, so that a truncated one gives what it still holds. Never raises."""
    if not data:
        return Winmail("", "", (), ("The winmail.dat is empty.",))
    if not data.startswith(_TNEF_SIGNATURE):
        return Winmail("", "", (), ("The winmail.dat is not in Outlook\u2019s format; it is kept as it arrived.",))
    reading = _WinmailReading()
    place = _TNEF_HEADER
    while place + TNEF.MIN_OBJ_SIZE <= len(data):
        length = int.from_bytes(data[place + 5 : place + 9], "little") + 11
        if place + length > len(data):
            reading.notes["The winmail.dat is cut short; what is left of it was unpacked."] = None
        reading.take(data[place : place + length])
        place += length
    return reading.result()


class _WinmailReading:
    def __init__(self) -> None:
        self.text = self.html = ""
        self.charset = "cp1252"
        self.attachments: list[TNEFAttachment] = []
        self.notes: dict[str, None] = {}

    def take(self, data: bytes) -> None:
        try:
            self._take(TNEFObject(data))
        except MemoryError:
            raise
        except Exception:  # the library reads strangers' bytes and may raise anything
            self.notes["A piece of the winmail.dat could not be read."] = None

    def _take(self, piece: TNEFObject) -> None:
        if piece.name in {TNEF.ATTMAPIPROPS, TNEF.ATTATTACHMENT}:
            _check_count(piece.data)
        if piece.name == TNEF.ATTOEMCODEPAGE:
            self.charset = Codepage(int.from_bytes(piece.data[:4], "little")).codepage() or "cp1252"
        elif piece.name == TNEF.ATTATTACHRENDDATA and len(self.attachments) < MAX_PACKED_FILES:
            self.attachments.append(TNEFAttachment(self.charset))
        elif piece.level == TNEF.LVL_ATTACHMENT and self.attachments:
            self.attachments[-1].add_attr(piece)
        elif piece.name == TNEF.ATTBODY:
            self.text = self.text or decode(piece.data.rstrip(b"\0"), self.charset).text
        elif piece.name == TNEF.ATTMAPIPROPS:
            for attribute in decode_mapi(piece.data, self.charset):
                if attribute.name == _BODY_HTML:
                    self.html = _as_text(attribute.data, "")
                elif attribute.name == _BODY_PLAIN:
                    self.text = _as_text(attribute.data, self.charset)

    def result(self) -> Winmail:
        files = tuple(PackedFile(_name_of(entry), _as_bytes(entry.data)) for entry in self.attachments)
        return Winmail(self.text, self.html, files, tuple(self.notes))


def _check_count(data: bytes) -> None:
    """The library counts up to whatever number is given here, even four thousand million."""
    if int.from_bytes(data[:4], "little") * 8 > len(data):
        raise ValueError("more properties are announced than fit")


def _name_of(attachment: TNEFAttachment) -> str:
    long_names = [entry.data for entry in attachment.mapi_attrs if entry.name == _LONG_NAME]
    return _as_text((long_names or [attachment._name])[0], "")


def _as_text(value: object, charset: str) -> str:
    if isinstance(value, list | tuple):
        value = value[0] if value else ""
    if isinstance(value, bytes):
        return decode(value.rstrip(b"\0"), charset).text
    return str(value).rstrip("\0")


def _as_bytes(value: object) -> bytes:
    if isinstance(value, list | tuple):
        value = value[0] if value else b""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


def take_out_uuencoded(text: str) -> tuple[str, tuple[PackedFile, ...]]:
    """The text without its uuencoded blocks, and the files; a block that is cut short stays in the text as well."""
    kept: list[str] = []
    files: list[PackedFile] = []
    place = 0
    for begin in _iter_begins(text):
        if begin.start() < place:
            continue
        content, stop, is_whole = _uu_block(text, begin.end() + 1)
        if not content and not is_whole:
            continue
        note = "" if is_whole else "This uuencoded file is cut short or damaged; this is what could be read."
        files.append(PackedFile(begin.group(1).strip(), content, note))
        if is_whole:
            kept.append(text[place : begin.start()])
            place = stop
    kept.append(text[place:])
    return "".join(kept), tuple(files)


def _iter_begins(text: str) -> Iterator[re.Match[str]]:
    for number, match in enumerate(_UU_BEGIN.finditer(text)):
        if number >= MAX_PACKED_FILES:
            return
        yield match


def _uu_block(text: str, place: int) -> tuple[bytes, int, bool]:
    """The content from `place` on, where it ends, and whether it ended as it should."""
    content = bytearray()
    while place < len(text):
        stop = text.find("\n", place)
        stop = len(text) if stop < 0 else stop
        line = text[place:stop].rstrip("\r")
        if line == "end":
            return bytes(content), min(stop + 1, len(text)), True
        if len(line) > 100 or not line.isascii():
            return bytes(content), place, False
        if line.strip(" `"):
            try:
                content += _uu_line(line)
            except (binascii.Error, ValueError):
                return bytes(content), place, False
        place = stop + 1
    return bytes(content), len(text), False


def _uu_line(line: str) -> bytes:
    data = line.encode("ascii")
    try:
        return binascii.a2b_uu(data)
    except binascii.Error:
        # Some encoders pad too much; the first character says how long the line really is.
        length = (((data[0] - 32) & 63) * 4 + 5) // 3
        return binascii.a2b_uu(data[:length])


@dataclass(frozen=True)
class Sealed:
    """An S/MIME body: `content` is what a signature wraps; none where it is encrypted or cannot be read."""

    content: bytes | None
    is_encrypted: bool
    note: str


def open_smime(data: bytes) -> Sealed:
    """Takes the letter out of an opaque S/MIME signature; the signature itself is not checked. Never raises."""
    try:
        info = cms.ContentInfo.load(data)
        kind = info["content_type"].native
        if kind in {"enveloped_data", "authenticated_enveloped_data", "encrypted_data"}:
            return Sealed(None, True, ENCRYPTED_NOTE)
        if kind == "signed_data":
            content = info["content"]["encap_content_info"]["content"].native
            if isinstance(content, bytes):
                return Sealed(content, False, "It is signed (S/MIME); the signature was not checked.")
        if kind == "compressed_data":
            return Sealed(
                None, False, "It is compressed (S/MIME) and was not opened; ask the sender for an ordinary e-mail."
            )
    except MemoryError:
        raise
    except Exception:  # the library reads strangers' bytes and may raise anything
        return Sealed(None, False, UNREADABLE_SMIME_NOTE)
    return Sealed(None, False, UNREADABLE_SMIME_NOTE)


ENCRYPTED_NOTE = "It is encrypted for someone else, so nobody here can read it; ask the sender for an ordinary e-mail."
UNREADABLE_SMIME_NOTE = "It is an S/MIME message that could not be read; ask the sender for an ordinary e-mail."
