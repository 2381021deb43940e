"""Reads header fields: names and values, parameters, addresses and message ids, in whatever state they arrive.

Dates are for `dates`; what the fields mean for a case is for `triage`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from dueregard.rules.mime.limits import (
    MAX_ADDRESSES,
    MAX_HEADER_BLOCK_BYTES,
    MAX_HEADER_BYTES,
    MAX_HEADERS,
    MAX_PARAMETERS,
    MAX_REFERENCES,
)
from dueregard.rules.mime.shapes import Address
from dueregard.rules.mime.text import decode, header_text, one_line, raw_header_text

# Where recipients are named: what the sender wrote, then what mail servers noted on the way.
RECIPIENT_FIELDS = (
    "to",
    "cc",
    "bcc",
    "resent-to",
    "resent-cc",
    "resent-bcc",
    "delivered-to",
    "x-original-to",
    "envelope-to",
    "x-envelope-to",
    "x-rcpt-to",
    "x-delivered-to",
    "apparently-to",
    "x-forwarded-to",
)
_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:[ \t]*")
_MESSAGE_ID = re.compile(r"<\s*([^<>\s]{1,900})\s*>")
_PARAMETER_NAME = re.compile(r"^([^*]+)(?:\*(\d{1,4}))?(\*)?$")
_BETWEEN_QUOTES = re.compile(r'(?<!\\)"\s+"')
_NOT_LOCAL = re.compile(r"[\s<>()\",;:@\[\]\\]")
_NOT_DOMAIN = re.compile(r"[\s<>()\",;:@\[\]\\'`|?!#$%&*/={}^~]")
_RECEIVED_FOR = re.compile(r"\bfor\s+<?([^\s<>;]{1,320}@[^\s<>;]{1,255})>?")


@dataclass(frozen=True)
class Fields:
    """The header fields of one message or part, in order, names in lower case; `body_at` is where the body begins.

    `separator` is the line that stands before an e-mail in a mailbox file ("From … Mon Nov 23 …"), else empty.
    """

    rows: tuple[tuple[str, bytes], ...]
    body_at: int
    is_cut: bool = False
    separator: str = ""

    def first(self, name: str) -> bytes:
        return next((value for key, value in self.rows if key == name), b"")

    def all(self, name: str) -> Iterable[bytes]:
        return (value for key, value in self.rows if key == name)

    def text(self, name: str) -> str:
        return header_text(self.first(name))


def read_fields(source: bytes, start: int, end: int) -> Fields:
    """The header fields between `start` and `end`. Any other line ends them, as it does in mail programs."""
    rows: list[tuple[str, bytes]] = []
    name, value, separator = "", bytearray(), ""
    place, is_cut = start, False
    while place < end:
        stop = source.find(b"\n", place, end)
        line_end = end if stop < 0 else stop
        following = end if stop < 0 else stop + 1
        line = source[place : min(line_end, place + MAX_HEADER_BYTES)].rstrip(b"\r")
        if not line:
            place = following
            break
        if line[:1] in b" \t" and name:
            value += b" " + line.strip()
        elif match := _FIELD.match(line):
            _keep(rows, name, value)
            name, value = match.group(1).decode("ascii").lower(), bytearray(line[match.end() :])
        elif place == start and line.startswith((b"From ", b">From ")):
            separator = decode(line[:1_000], "").text
        elif not line.isspace():
            break
        place = following
        if len(rows) >= MAX_HEADERS or place - start > MAX_HEADER_BLOCK_BYTES:
            is_cut = True
            name, place = "", _after_blank_line(source, place, end)
            break
    _keep(rows, name, value)
    return Fields(tuple(rows), place, is_cut, separator)


def _keep(rows: list[tuple[str, bytes]], name: str, value: bytearray) -> None:
    if name:
        rows.append((name, bytes(value[:MAX_HEADER_BYTES]).strip()))


def _after_blank_line(source: bytes, place: int, end: int) -> int:
    ends = [found + len(gap) for gap in (b"\n\n", b"\n\r\n") if (found := source.find(gap, place, end)) >= 0]
    return min(ends, default=end)


@dataclass(frozen=True)
class Parameters:
    """A value with parameters, such as Content-Type: `value` in lower case, parameter names in lower case."""

    value: str
    of: dict[str, str]


def read_parameters(raw: bytes) -> Parameters:
    """Content-Type or Content-Disposition, with RFC 2231 pieces joined and encoded words read. Never raises."""
    pieces = _split_outside_quotes(raw_header_text(raw))
    value = one_line(pieces[0]).lower().strip("\"' ") if pieces else ""
    plain: dict[str, str] = {}
    numbered: dict[str, dict[int, tuple[bool, str]]] = {}
    for piece in pieces[1:MAX_PARAMETERS]:
        key, equals, content = piece.partition("=")
        match = _PARAMETER_NAME.match(key.strip().lower())
        if not equals or not match:
            continue
        name, number, is_encoded = match.group(1), match.group(2), bool(match.group(3))
        content = _unquoted(content.strip())
        if number is None and not is_encoded:
            plain.setdefault(name, header_text(content.encode("utf-8", "replace")) if "=?" in content else content)
        else:
            numbered.setdefault(name, {}).setdefault(int(number or 0), (is_encoded, content))
    for name, parts in numbered.items():
        plain[name] = _joined(parts)
    return Parameters(value, plain)


def _joined(parts: dict[int, tuple[bool, str]]) -> str:
    """RFC 2231: the first encoded piece names the character set, and a character may be cut between two pieces.

    The pieces may also be those of an encoded word, which the standard forbids and mail programmes send.
    """
    data, charset = bytearray(), ""
    for place, number in enumerate(sorted(parts)):
        is_encoded, content = parts[number]
        if is_encoded:
            if place == 0 and content.count("'") >= 2:
                charset, _, content = content.split("'", 2)
            data += unquote_to_bytes(content)
        else:
            data += content.encode("utf-8", "replace")
    joined = decode(bytes(data), charset).text
    return header_text(joined.encode("utf-8", "replace")) if "=?" in joined else one_line(joined)


def _split_outside_quotes(text: str) -> list[str]:
    if '"' not in text:
        return text.split(";")
    pieces: list[str] = []
    piece: list[str] = []
    is_quoted = is_escaped = False
    for sign in text:
        if is_escaped:
            is_escaped = False
        elif sign == "\\" and is_quoted:
            is_escaped = True
        elif sign == '"':
            is_quoted = not is_quoted
        elif sign == ";" and not is_quoted:
            pieces.append("".join(piece))
            piece = []
            continue
        piece.append(sign)
    pieces.append("".join(piece))
    return pieces


def _unquoted(text: str) -> str:
    if text.startswith('"'):
        # A name that was too long for one line may come as several quoted pieces.
        return re.sub(r"\\(.)", r"\1", _BETWEEN_QUOTES.sub(" ", text[1:].removesuffix('"')))
    return text


def addresses_in(raw: bytes, header: str) -> tuple[Address, ...]:
    """Every address in a header value, found by its @ sign, so that no stray bracket or quote hides one."""
    text = raw_header_text(raw)
    found: list[Address] = []
    at, name_from = text.find("@"), 0
    while at >= 0 and len(found) < MAX_ADDRESSES:
        start, stop = _local_start(text, at), _domain_stop(text, at)
        local = text[start:at].strip("\"' ").lstrip("'")
        domain = text[at + 1 : stop].strip(".-'").lower()
        if local and domain:
            name = header_text(text[name_from:start].encode("utf-8", "replace"))
            found.append(Address(name.strip("\"',;<>() \t").strip(), f"{local.lower()}@{domain}", header))
            name_from = stop
        at = text.find("@", max(stop, at + 1))
    return tuple(found)


def _local_start(text: str, at: int) -> int:
    earliest = max(0, at - 320)
    if at and text[at - 1] == '"':
        opening = text.rfind('"', earliest, at - 1)
        if opening >= 0 and "@" not in text[opening:at]:
            return opening
    start = at
    while start > earliest and not _NOT_LOCAL.match(text[start - 1]):
        start -= 1
    return start


def _domain_stop(text: str, at: int) -> int:
    stop, latest = at + 1, min(len(text), at + 256)
    while stop < latest and not _NOT_DOMAIN.match(text[stop]):
        stop += 1
    return stop


def sender_in(raw: bytes, header: str) -> Address:
    """The one address a message is from: the one in angle brackets, since a name may hold one that proves nothing."""
    text = raw_header_text(raw)
    found = addresses_in(raw, header)
    bracketed = [entry for entry in found if f"<{entry.address}>" in text.lower().replace('"', "").replace(" ", "")]
    if bracketed:
        name = one_line(header_text(text.partition("<")[0].encode("utf-8", "replace"))).strip("\"' ")
        return Address(name, bracketed[0].address, header)
    return found[0] if found else Address(one_line(header_text(raw))[:200], "", header)


def recipients_of(fields: Fields) -> tuple[Address, ...]:
    """Every address this message was sent or passed on to, each once, the sender's own fields first."""
    found: dict[str, Address] = {}
    for name in RECIPIENT_FIELDS:
        for raw in fields.all(name):
            for entry in addresses_in(raw, name):
                found.setdefault(entry.address, entry)
    for raw in fields.all("received"):
        for match in _RECEIVED_FOR.finditer(decode(raw[:5_000], "").text):
            for entry in addresses_in(match.group(1).encode("utf-8", "replace"), "received"):
                found.setdefault(entry.address, entry)
    return tuple(found.values())[:MAX_ADDRESSES]


def bare_message_ids(text: str) -> tuple[str, ...]:
    """The message ids in a header value, without angle brackets, each once; a bare one without brackets counts."""
    found = _MESSAGE_ID.findall(text)
    if not found:
        found = [word[:900] for word in text.split()[:3] if "@" in word and "<" not in word]
    return tuple(dict.fromkeys(found))[:MAX_REFERENCES]
