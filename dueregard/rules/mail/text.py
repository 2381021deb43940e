"""Turns the bytes of e-mails into text that can be stored and shown, whatever character set they claim.

Finding the bytes is for `headers` and `structure`.
"""

from __future__ import annotations

import binascii
import codecs
import re
import unicodedata
from dataclasses import dataclass

from dueregard.rules.mail.limits import MAX_NAME_CHARS

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

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile("\r\n?|\x85|\u2028|\u2029")
# Characters that change the reading direction or cannot be seen; in a name they hide what a file is.
_HIDING = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_ENCODED_WORD = re.compile(r"=\?([^?\s]{0,60})\?([bBqQ])\?([^?]*)(?:\?=|\?$|$)")
_HEX_SIGN = re.compile(rb"=([0-9A-Fa-f]{2})")


@dataclass(frozen=True)
class Decoded:
    """The text, and a sentence where something had to be guessed."""

    text: str
    note: str = ""


def storable(text: str) -> str:
    """The text with newlines as line endings, no control characters, and lone surrogates marked as unreadable."""
    broken = _BREAKS.sub("\n", text)
    return _CONTROL.sub(lambda match: "\ufffd" if match.group() >= "\ud800" else "", broken)


def one_line(text: str) -> str:
    """Storable text on a single line, without invisible characters."""
    return " ".join(_HIDING.sub("", storable(text)).split())


def decode(data: bytes, charset: str) -> Decoded:
    """Reads bytes in the claimed character set, or in the likeliest one, and says so. Never raises."""
    claimed = charset.strip().strip("\"'").strip()
    marked = _by_mark(data)
    if marked is not None:
        return Decoded(storable(marked))
    codec = _codec(claimed)
    if not claimed or codec in {"ascii", "utf-8", ""}:
        return _decode_guessing(data, claimed, codec)
    wider = _READ_AS.get(codec, codec)
    try:
        return Decoded(storable(data.decode(codec)), "") if codec != "iso8859-1" else _decode_latin(data)
    except (UnicodeError, ValueError):
        text = data.decode(wider, "replace")
    note = f"The text is not valid {_shown(claimed)}; unreadable characters are shown as \ufffd."
    return Decoded(storable(text), note if "\ufffd" in text else "")


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


def _by_mark(data: bytes) -> str | None:
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, "replace")
    return None


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
    text = decode(raw, "").text
    if "=?" not in text:
        return one_line(text)
    return one_line(_without_encoded_words(text))


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


_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_FILLING = re.compile(rb"=[=\s]*")


def decode_base64(data: bytes) -> bytes:
    """Decodes base64 as far as it goes: stray characters are skipped, a missing end is padded. Never raises.

    Some senders encode a text piece by piece and join the pieces; each piece then ends in its own padding.
    """
    pieces = [piece for piece in _FILLING.split(data) if piece] if b"=" in data[:-4] else [data]
    return b"".join(map(_decode_piece, pieces))


def _decode_piece(data: bytes) -> bytes:
    try:
        return binascii.a2b_base64(data)
    except (binascii.Error, ValueError):
        signs = _NOT_BASE64.sub(b"", data)
    signs = signs[: len(signs) - 1] if len(signs) % 4 == 1 else signs
    return binascii.a2b_base64(signs + b"=" * (-len(signs) % 4))


def safe_name(name: str, fallback: str) -> str:
    """A file name that may be shown and saved: no folders, no hidden characters, not too long, its ending kept."""
    last = re.split(r"[/\\]", one_line(unicodedata.normalize("NFC", name)))[-1]
    cleaned = re.sub(r'[<>:"|?*\s]+', " ", last).strip(" .")
    if not cleaned:
        return fallback
    if len(cleaned) <= MAX_NAME_CHARS:
        return cleaned
    stem, dot, ending = cleaned.rpartition(".")
    if not dot or len(ending) > 10:
        return cleaned[:MAX_NAME_CHARS]
    return stem[: MAX_NAME_CHARS - len(ending) - 1] + "." + ending
