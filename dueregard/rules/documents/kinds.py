"""What a file is, by its bytes. Its name decides only between kinds of plain text, which have no sign of their own.

Reads no container: who has opened a zip or an old Office file asks `kind_in_zip` or `kind_in_ole` with its names;
whether a mailbox holds more than one mail is told by its lines.
Source: the signatures are those of the formats' own specifications (PDF 32000-1 7.5.2, PKWARE APPNOTE 4.3, ECMA-376
part 2, OASIS OpenDocument part 2, MS-CFB 2.2, RFC 2083, RFC 6713, RFC 3533, ISO 14496-12 and others).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum


class Kind(StrEnum):
    """A kind of file; its value is its media type."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    ODT = "application/vnd.oasis.opendocument.text"
    ODS = "application/vnd.oasis.opendocument.spreadsheet"
    ODP = "application/vnd.oasis.opendocument.presentation"
    FODT = "application/vnd.oasis.opendocument.text-flat-xml"
    FODS = "application/vnd.oasis.opendocument.spreadsheet-flat-xml"
    FODP = "application/vnd.oasis.opendocument.presentation-flat-xml"
    RTF = "application/rtf"
    HTML = "text/html"
    EML = "message/rfc822"
    MSG = "application/vnd.ms-outlook"
    CSV = "text/csv"
    TSV = "text/tab-separated-values"
    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    JPEG = "image/jpeg"
    PNG = "image/png"
    TIFF = "image/tiff"
    WEBP = "image/webp"
    GIF = "image/gif"
    BMP = "image/bmp"
    HEIC = "image/heic"
    AVIF = "image/avif"
    WAV = "audio/wav"
    MP3 = "audio/mpeg"
    OGG = "audio/ogg"
    FLAC = "audio/flac"
    AAC = "audio/aac"
    M4A = "audio/mp4"
    MP4 = "video/mp4"
    MOV = "video/quicktime"
    WEBM = "video/webm"
    AVI = "video/x-msvideo"
    ZIP = "application/zip"
    SEVEN_ZIP = "application/x-7z-compressed"
    TAR = "application/x-tar"
    GZIP = "application/gzip"
    MBOX = "application/mbox"
    WINMAIL = "application/ms-tnef"
    NUMBERS = "application/vnd.apple.numbers"
    XLS = "application/vnd.ms-excel"
    DOC = "application/msword"
    PPT = "application/vnd.ms-powerpoint"
    OLD_OFFICE = "application/x-ole-storage"
    LOCKED_OFFICE = "application/x-locked-office"
    MDB = "application/vnd.ms-access"
    XLSB = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
    EMPTY = "application/x-empty"
    UNKNOWN = "application/octet-stream"


IMAGES = frozenset({Kind.JPEG, Kind.PNG, Kind.TIFF, Kind.WEBP, Kind.GIF, Kind.BMP, Kind.HEIC, Kind.AVIF})
VIDEO = frozenset({Kind.MP4, Kind.MOV, Kind.WEBM, Kind.AVI})
SOUND = frozenset({Kind.WAV, Kind.MP3, Kind.OGG, Kind.FLAC, Kind.AAC, Kind.M4A}) | VIDEO
OLD_FORMATS = frozenset({Kind.DOC, Kind.PPT, Kind.OLD_OFFICE, Kind.MDB})
# So much of a file's beginning is enough to tell its kind. Some programs write a kilobyte of junk before a PDF.
HEAD_BYTES = 4096

_SIGNS: tuple[tuple[int, bytes, Kind], ...] = (
    (0, b"%PDF-", Kind.PDF),
    (0, b"{\\rtf", Kind.RTF),
    (0, b"\xff\xd8\xff", Kind.JPEG),
    (0, b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (0, b"II*\0", Kind.TIFF),
    (0, b"MM\0*", Kind.TIFF),
    (0, b"II+\0", Kind.TIFF),
    (0, b"MM\0+", Kind.TIFF),
    (0, b"GIF87a", Kind.GIF),
    (0, b"GIF89a", Kind.GIF),
    (0, b"PK\x03\x04", Kind.ZIP),
    (0, b"PK\x05\x06", Kind.ZIP),
    (0, b"PK\x07\x08", Kind.ZIP),
    (0, b"7z\xbc\xaf\x27\x1c", Kind.SEVEN_ZIP),
    (0, b"\x1f\x8b\x08", Kind.GZIP),
    (257, b"ustar", Kind.TAR),
    (0, b"\x78\x9f\x3e\x22", Kind.WINMAIL),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLD_OFFICE),
    (0, b"OggS", Kind.OGG),
    (0, b"fLaC", Kind.FLAC),
    (0, b"ID3", Kind.MP3),
    (0, b"\x1aE\xdf\xa3", Kind.WEBM),
    (4, b"Standard Jet DB", Kind.MDB),
    (4, b"Standard ACE DB", Kind.MDB),
)
_RIFF = {b"WAVE": Kind.WAV, b"WEBP": Kind.WEBP, b"AVI ": Kind.AVI}
_BRANDS = {b"M4A ": Kind.M4A, b"M4B ": Kind.M4A, b"qt  ": Kind.MOV}
_PICTURE_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"}
_BY_NAME = {
    "csv": Kind.CSV, "tsv": Kind.TSV, "tab": Kind.TSV, "md": Kind.MARKDOWN, "markdown": Kind.MARKDOWN,
    "eml": Kind.EML, "htm": Kind.HTML, "html": Kind.HTML, "xhtml": Kind.HTML,
}  # fmt: skip
_LATE_PDF = re.compile(rb"%PDF-[12]\.\d[ \t]*[\r\n]")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|div)\b", re.IGNORECASE)
_FIELD = re.compile(
    rb"^(?:received|return-path|from|to|subject|date|message-id|mime-version|delivered-to|dkim-signature|x-[\w-]+)"
    rb"[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_ANY_FIELD = re.compile(rb"([A-Za-z][\w-]{0,70})[ \t]*:")
# The line before each mail of an mbox has a time and a year; a sentence that begins with "From " does not.
_MAILBOX = re.compile(rb"From \S.*\d{1,2}:\d{2}.*\b\d{4}\b")
_OF_MAILS = {b"from", b"to", b"cc", b"subject", b"date", b"reply-to"}
_OF_MAILS_ALONE = {b"received", b"return-path", b"message-id", b"mime-version", b"delivered-to", b"dkim-signature"}
# What the list of types in an Office file says of its main part. Source: ECMA-376 part 1, 11.3.10, 12.3.23, 13.3.6.
_MAIN_PARTS = (
    ("wordprocessingml.document.main+xml", Kind.DOCX),
    ("spreadsheetml.sheet.main+xml", Kind.XLSX),
    ("presentationml.presentation.main+xml", Kind.PPTX),
)
# An OpenDocument file of one XML text says what it is in its first element, after a long list of name spaces.
_FLAT = re.compile(
    rb"<(?:[\w.-]+:)?document\s[^>]*?[\s:]mimetype\s*=\s*[\"']application/vnd\.oasis\.opendocument\.(\w+)"
)
_FLAT_START = re.compile(rb"<(?:[\w.-]+:)?document\s[^>]*urn:oasis:names:tc:opendocument:xmlns:office:1\.0")
_FLAT_FAMILIES = {b"text": Kind.FODT, b"spreadsheet": Kind.FODS, b"presentation": Kind.FODP}
_FLAT_ENDINGS = {"fodt": Kind.FODT, "fods": Kind.FODS, "fodp": Kind.FODP}
_OPEN_DOCUMENT = (("text", Kind.ODT), ("spreadsheet", Kind.ODS), ("presentation", Kind.ODP))


def kind_of(head: bytes, *, name: str = "") -> Kind:
    """Return the kind of a file that begins so (`HEAD_BYTES` are enough). A container is ZIP or OLD_OFFICE here."""
    if not head:
        return Kind.EMPTY
    for place, sign, kind in _SIGNS:
        if head.startswith(sign, place):
            return kind
    return _boxed(head) or _late(head) or _text(head, name.rpartition(".")[2].lower())


def kind_in_zip(names: Collection[str], mimetype: str = "", types: str = "") -> Kind:
    """Return what a zip with these files in it is.

    `mimetype` is what the file of that name says, `types` what `[Content_Types].xml` says; they are asked where names
    do not tell, since the parts of an Office file may lie anywhere.
    """
    if "Index/Document.iwa" in names and any(name.startswith("Index/Tables/") for name in names):
        return Kind.NUMBERS
    for family, kind in _OPEN_DOCUMENT:
        if mimetype.startswith(f"application/vnd.oasis.opendocument.{family}"):
            return kind
    if "[Content_Types].xml" in names:
        if "xl/workbook.bin" in names:
            return Kind.XLSB
        for part, kind in (("word/", Kind.DOCX), ("xl/", Kind.XLSX), ("ppt/", Kind.PPTX)):
            if any(name.startswith(part) for name in names):
                return kind
        return next((kind for sign, kind in _MAIN_PARTS if sign in types), Kind.ZIP)
    return Kind.ZIP


def kind_in_ole(streams: Collection[str]) -> Kind:
    """Return what an old Office container with these streams at its top is."""
    if "EncryptedPackage" in streams:
        return Kind.LOCKED_OFFICE
    if "__properties_version1.0" in streams:
        return Kind.MSG
    called = {stream.lower() for stream in streams}  # names in these containers are the same in capitals
    for name, kind in (("workbook", Kind.XLS), ("book", Kind.XLS), ("worddocument", Kind.DOC)):
        if name in called:
            return kind
    return Kind.PPT if "powerpoint document" in called else Kind.OLD_OFFICE


def _boxed(head: bytes) -> Kind | None:
    """Formats whose sign stands after a length, or in the first bits."""
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        if head[8:12] in _PICTURE_BRANDS:  # one of its other brands may say which it is
            brands = head[8 : max(16, min(int.from_bytes(head[:4], "big"), 256))]
            return Kind.AVIF if b"avif" in brands or b"avis" in brands else Kind.HEIC
        return _BRANDS.get(head[8:12], Kind.MP4)
    if (
        head.startswith(b"BM")
        and len(head) >= 26
        and int.from_bytes(head[14:18], "little") in {12, 40, 52, 56, 64, 108, 124}
    ):
        return Kind.BMP
    if len(head) > 3 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0:
        return Kind.AAC
    if (
        len(head) > 3
        and head[0] == 0xFF
        and head[1] & 0xE0 == 0xE0
        and head[1] & 0x06 == 0x02
        and head[2] & 0xF0 != 0xF0
    ):
        return Kind.MP3
    return None


def _late(head: bytes) -> Kind | None:
    """A PDF behind junk; the sign alone in a line, so that a text about PDFs stays a text."""
    return Kind.PDF if _LATE_PDF.search(head) else None


def _text(head: bytes, ending: str) -> Kind:
    plain = _as_ascii(head)
    if plain is None:
        return Kind.UNKNOWN
    start = plain.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{\\rtf"):
        return Kind.RTF
    if start.startswith(b"From ") and _MAILBOX.match(start) and _fields(start.partition(b"\n")[2]):
        return Kind.MBOX
    fields = {field.lower() for field in _FIELD.findall(plain[:2048].replace(b"\r", b"\n"))}
    if (_FIELD.match(start) and (len(fields) > 1 or ending == "eml")) or _is_mail(_fields(start), ending):
        return Kind.EML
    if start.startswith(b"<") and (flat := _flat(start, ending)):
        return flat
    if _HTML.match(start) or (start.startswith((b"<?xml", b"<!--")) and _HTML.search(start[:1024])):
        return Kind.HTML
    return _BY_NAME.get(ending, Kind.TEXT) if ending != "eml" else Kind.TEXT


def _flat(start: bytes, ending: str) -> Kind | None:
    """Return which OpenDocument file of one XML text it is. Its name is asked where its bytes end too soon."""
    said = _FLAT.search(start)
    if said:
        return _FLAT_FAMILIES.get(said.group(1))
    return _FLAT_ENDINGS.get(ending) if _FLAT_START.search(start) else None


def _fields(start: bytes) -> set[bytes]:
    """Return the names of the fields that a text begins with; none when anything else stands among them."""
    found: set[bytes] = set()
    lines = start.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    for place, line in enumerate(lines):
        if not line:
            break
        field = _ANY_FIELD.match(line)
        if field:
            found.add(field.group(1).lower())
        elif not found or (line[:1] not in b" \t" and place < len(lines) - 1):
            return set()
    return found


def _is_mail(fields: set[bytes], ending: str) -> bool:
    """Tell a mail by its fields, whichever comes first."""
    alone, of_mails = fields & _OF_MAILS_ALONE, fields & _OF_MAILS
    return bool(alone and (of_mails or len(alone) > 1)) or (ending == "eml" and bool(alone or of_mails))


def _as_ascii(head: bytes) -> bytes | None:
    """Return text with one byte a sign, good enough to look for words; nothing when it is no text."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16-le" if head[0] == 0xFF else "utf-16-be"
        return head[2:].decode(encoding, "replace").encode("ascii", "replace")
    nuls = head.count(0)
    if nuls * 5 > len(head):  # UTF-16 that does not say so: every second byte is nought
        for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
            if head[start::2].count(0) * 10 > len(head[start::2]) * 9 and not head[1 - start :: 2].count(0):
                return head.decode(encoding, "replace").encode("ascii", "replace")
        return None
    controls = sum(head.count(sign) for sign in range(1, 32) if sign not in b"\t\n\x0b\x0c\r\x1b\x1a\x08")
    return None if controls * 50 > len(head) else head
