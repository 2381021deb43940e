"""Turns the bytes of e-mails into text that can be stored and shown, whatever character set they claim.

Finding the bytes is for `headers` and `structure`.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from dueregard.rules.mime.base64_text import decode_base64
from dueregard.rules.mime.limits import MAX_NAME_CHARS
from dueregard.rules.text.encodings import encoding_by_mark, encoding_by_noughts, reads_as_text

# Windows writes its own characters and labels them as the standard set it extends, so we read the larger set.
# Source: WHATWG Encoding Standard, names and labels (https://encoding.spec.whatwg.org/#names-and-labels).
_READ_AS = {
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
    "iso2022_jp": "iso2022_jp_ext",
}
_KNOWN_ALIASES = {"x-mac-roman": "mac_roman", "macintosh": "mac_roman", "iso-8859-8-i": "iso8859-8", "x-sjis": "cp932"}
# Python codecs that no e-mail means, or that are slow, or that do more than decode.
_NOT_CHARSETS = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem", "palmos"}

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]+")
_UNREADABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
_BREAKS = ("\r\n", "\r", "\x85", "\u2028", "\u2029")  # the longest first
# Characters that change the reading direction or cannot be seen; in a name they hide what a file is.
_HIDING = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
# A question mark inside the word is against the standard, and sent.
_ENCODED_WORD = re.compile(r"=\?([^?\s]{0,60})\?([bBqQ])\?([^?]*(?:(?<!=)\?(?!=)[^?]*)*)(?:\?=|\?$|$)")
_RAW_WORD = re.compile(rb"(=\?[^?\s]{0,60}\?[qQ]\?)([^?]*)")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_HEX_SIGN = re.compile(rb"=([0-9A-Fa-f]{2})")
# The character sets that give every byte one sign, so that nearly any bytes can be read in them.
_ONE_BYTE_SETS = re.compile(r"iso8859-\d+|cp125\d|cp874|cp437|cp85\d|koi8.*|mac.*")
_WIDE_SETS = {"utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"}
_LOOKED_AT = 65_536
# A path of some machine, whose folders are left out; a slash elsewhere is part of a number or a date.
_IS_PATH = re.compile(r"^(?:[A-Za-z]:)?[/\\]|\\|(?:^|/)\.{1,2}/")
_SLASHES = re.compile(r"[/\\]+")
_KEPT_AT_END = 40


@dataclass(frozen=True)
class Decoded:
    """The text, and a sentence where something had to be guessed."""

    text: str
    note: str = ""


def storable(text: str) -> str:
    """The text with newlines as line endings, no control characters, and lone surrogates marked as unreadable."""
    for sign in _BREAKS:  # a pattern takes several times as long where a text has many
        text = text.replace(sign, "\n")
    return _UNREADABLE.sub("\ufffd", _CONTROL.sub("", text))


def one_line(text: str) -> str:
    """Storable text on a single line, without invisible characters."""
    return " ".join(_HIDING.sub("", storable(text)).split())


def decode(data: bytes, charset: str) -> Decoded:
    """Reads bytes in the claimed character set, or in the likeliest one, and says so. Never raises."""
    claimed = charset.strip().strip("\"'").strip()
    if marked := encoding_by_mark(data):
        return Decoded(storable(data.decode(marked, "replace")))
    codec = _codec(claimed)
    if codec in _WIDE_SETS or b"\0" in data:
        if wide := _decode_wide(data, claimed, codec):
            return wide
        codec = "" if codec in _WIDE_SETS else codec
    if not claimed or codec in {"ascii", "utf-8", ""}:
        return _decode_guessing(data, claimed, codec)
    if _ONE_BYTE_SETS.fullmatch(codec) and not data.isascii() and (utf_8 := _as_utf_8(data)):
        note = f"The text is labelled {_shown(claimed)} but is UTF-8; it was read as UTF-8."
        return Decoded(storable(utf_8), note)
    wider = _READ_AS.get(codec, codec)
    try:
        return Decoded(storable(data.decode(codec)), "") if codec != "iso8859-1" else _decode_latin(data)
    except (UnicodeError, ValueError):
        text = data.decode(wider, "replace")
    note = f"The text is not valid {_shown(claimed)}; unreadable characters are shown as \ufffd."
    return Decoded(storable(text), note if "\ufffd" in text else "")


def _as_utf_8(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _decode_wide(data: bytes, claimed: str, codec: str) -> Decoded | None:
    """A text of two or four bytes a sign, or none where the bytes are no such text.

    A label without the order of bytes means the higher one first, but .NET sends the lower one first: the noughts tell.
    Source: RFC 2781, 4.3.
    """
    sample = data[:_LOOKED_AT]
    found = encoding_by_noughts(sample)
    if not found and codec in _WIDE_SETS and (b"\0" in data or not _as_utf_8(data)):
        order = "-le" if sample[1::2].count(0) > sample[0::2].count(0) else "-be"
        found = codec if codec[-3:] in {"-le", "-be"} else codec + order
    if not found or (codec not in _WIDE_SETS and not reads_as_text(sample, found)):
        return None
    is_as_labelled = found.startswith(codec) if codec else False
    label = f"is labelled {_shown(claimed)}" if claimed else "names no character set"
    note = "" if is_as_labelled else f"The text {label}; it was read as {found[:6].upper()}."
    return Decoded(storable(data.decode(found, "replace")), note)


def _decode_latin(data: bytes) -> Decoded:
    text = data.decode("cp1252", "replace")
    windows = any(0x80 <= byte <= 0x9F for byte in data[:100_000])
    return Decoded(storable(text), "The text is labelled ISO-8859-1; it was read as Windows-1252." if windows else "")


def _decode_guessing(data: bytes, claimed: str, codec: str) -> Decoded:
    """No character set, an unknown one, or one of the two that are claimed by default."""
    read_as = "UTF-8"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        if codec == "utf-8" and _mostly_utf8(data):
            note = "The text is not valid UTF-8; unreadable characters are shown as \ufffd."
            return Decoded(storable(data.decode("utf-8", "replace")), note)
        text, read_as = data.decode("cp1252", "replace"), "Windows-1252"
    if claimed and not codec:
        return Decoded(
            storable(text), f"The character set \u201c{_shown(claimed)}\u201d is unknown; read as {read_as}."
        )
    if read_as == "UTF-8" or (codec == "ascii" and data.isascii()):
        return Decoded(storable(text))
    label = f"is labelled {_shown(claimed)}" if claimed else "names no character set"
    return Decoded(storable(text), f"The text {label}; it was read as {read_as}.")


def _mostly_utf8(data: bytes) -> bool:
    sample = data[:20_000].decode("utf-8", "replace")
    spoiled = sample.count("\ufffd")
    foreign = sum(1 for sign in sample if sign > "\x7f") - spoiled
    return foreign >= spoiled


def _codec(charset: str) -> str:
    """Python's name for a character set, or an empty string."""
    name = _KNOWN_ALIASES.get(charset.lower(), charset)
    if not name or len(name) > 60 or not name.isascii() or not name.isprintable():
        return ""
    try:
        found = codecs.lookup(name).name
        if found in _NOT_CHARSETS or found.replace("-", "_") in _NOT_CHARSETS:
            return ""
        b" ".decode(found, "replace")
    except (LookupError, ValueError, ImportError, TypeError):
        return ""
    return found


def _shown(charset: str) -> str:
    return one_line(charset)[:40]


def header_text(raw: bytes) -> str:
    """A header value on one line: raw 8-bit characters and encoded words decoded as far as possible. Never raises."""
    text = raw_header_text(raw)
    if "=?" not in text:
        return one_line(text)
    return one_line(_without_encoded_words(text))


def raw_header_text(raw: bytes) -> str:
    """A header value as it stands, its encoded words still encoded; those with raw 8-bit characters are mended first.

    Such a character belongs to the character set of its word, not to that of the rest.
    """
    if b"=?" in raw and not raw.isascii():
        raw = _RAW_WORD.sub(lambda word: word.group(1) + _HIGH_BYTE.sub(_as_hex, word.group(2)), raw)
    return decode(raw, "").text


def _as_hex(sign: re.Match[bytes]) -> bytes:
    return b"=%02X" % sign.group()[0]


def _without_encoded_words(text: str) -> str:
    """Joins neighbouring words in one character set before decoding, because senders cut them mid-character."""
    out: list[str] = []
    pending = bytearray()
    pending_charset = ""
    place = 0
    for match in _ENCODED_WORD.finditer(text):
        between = text[place : match.start()]
        charset = match.group(1).partition("*")[0].lower()
        if pending and (between.strip() or charset != pending_charset):
            out.append(decode(bytes(pending), pending_charset).text)
            pending.clear()
        if between.strip() or not place:
            out.append(between)
        pending_charset = charset
        pending += _encoded_bytes(match.group(2), match.group(3))
        place = match.end()
    if pending:
        out.append(decode(bytes(pending), pending_charset).text)
    out.append(text[place:])
    return "".join(out)


def _encoded_bytes(kind: str, text: str) -> bytes:
    raw = text.encode("utf-8", "replace")
    if kind in "bB":
        return decode_base64(raw)
    return _HEX_SIGN.sub(lambda match: bytes([int(match.group(1), 16)]), raw.replace(b"_", b" "))


def safe_name(name: str, fallback: str) -> str:
    """A file name that may be shown and saved: no folders, no hidden characters, not too long, its ending kept."""
    said = one_line(unicodedata.normalize("NFC", name))
    if _IS_PATH.search(said):
        said = _SLASHES.split(said)[-1]
    cleaned = re.sub(r'[<>:"|?*/\\\s]+', " ", said).strip(" .")
    if not cleaned:
        return fallback
    if len(cleaned) <= MAX_NAME_CHARS:
        return cleaned
    stem, dot, ending = cleaned.rpartition(".")
    if not dot or len(ending) > 10:
        stem, ending = cleaned, ""
    # The end tells apart what begins alike, so a long name loses its middle.
    room = MAX_NAME_CHARS - len(ending) - len(dot) - 1
    return stem[: room - _KEPT_AT_END].rstrip() + "\u2026" + stem[-_KEPT_AT_END:] + (dot + ending if ending else "")


def name_of_subject(subject: str) -> str:
    """A subject as the name of a file: its slashes stand between numbers and dates, and part no folders."""
    return " ".join(_SLASHES.sub(" ", subject).split())
