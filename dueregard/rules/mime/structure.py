"""Finds the parts of an e-mail by their positions in its bytes, without recursion and without copying them.

Python's own parser builds a tree, and a message with 1,500 levels exhausts it; what a part holds is for `parts`.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dueregard.rules.mime.base64_text import base64_and_rest
from dueregard.rules.mime.boundaries import Divided, divide, guessed_boundary
from dueregard.rules.mime.headers import Fields, Parameters, read_fields, read_parameters
from dueregard.rules.mime.limits import MAX_DEPTH, MAX_PARTS
from dueregard.rules.mime.text import decode, one_line
from dueregard.rules.mime.uuencode import take_out_uuencoded

_UUENCODED = {"x-uuencode", "uuencode", "x-uue", "uue"}
# What stands before the first part nearly always tells old mail programs that the mail is MIME.
_SAYS_MIME = re.compile(rb"mime|multi-?part", re.IGNORECASE)
_MOST_NOTED = 300


@dataclass(frozen=True)
class Leaf:
    """One part that holds no further parts: bytes `start` to `end` of `source`, still encoded for transfer.

    `container` is the subtype of the multipart around it (mixed, alternative, related …), empty at the top.
    """

    source: bytes
    start: int
    end: int
    fields: Fields
    content_type: Parameters
    disposition: Parameters
    container: str = ""
    is_unread: bool = False


@dataclass
class Notes:
    """Sentences about what was odd, each once, and whether anything was left unread."""

    sentences: dict[str, None] = field(default_factory=dict)
    is_complete: bool = True
    parts: int = 0

    def add(self, sentence: str) -> None:
        if sentence:
            self.sentences[sentence] = None

    def left_out(self, sentence: str) -> None:
        self.is_complete = False
        self.add(sentence)


@dataclass(frozen=True)
class _Range:
    source: bytes
    start: int
    end: int
    container: str
    depth: int
    default_type: str = "text/plain"
    name: str = ""  # of what stands outside the parts and has no header of its own


def leaves_of(source: bytes, start: int, end: int, notes: Notes) -> Iterator[Leaf]:
    """Every part that holds no parts, in reading order, of the message or part between `start` and `end`."""
    waiting = [_Range(source, start, end, "", 0)]
    while waiting:
        place = waiting.pop()
        leaf = _leaf_at(place, notes)
        kind = leaf.content_type.value
        if not kind.startswith("multipart/"):
            notes.parts += 1
            if notes.parts > MAX_PARTS:
                notes.left_out(f"It has more than {MAX_PARTS:,} parts; the rest were not read.")
                return
            yield leaf
            continue
        inside = _ranges_inside(leaf, place.depth, notes)
        if inside is None or place.depth >= MAX_DEPTH:
            if inside is not None:
                notes.left_out(
                    f"It has parts more than {MAX_DEPTH} levels deep; the deeper ones are kept unread as one file."
                )
            yield _as_single(leaf, is_unread=inside is not None)
            continue
        waiting.extend(reversed(inside))


def _leaf_at(place: _Range, notes: Notes) -> Leaf:
    if place.name:
        attached = Parameters("attachment", {"filename": place.name})
        fields = Fields((), place.start)
        return Leaf(place.source, place.start, place.end, fields, Parameters("text/plain", {}), attached)
    fields = read_fields(place.source, place.start, place.end)
    if fields.is_cut:
        notes.left_out("It has more header lines than any real message; the rest were not read.")
    content_type = read_parameters(fields.first("content-type"))
    if "/" not in content_type.value:
        content_type = Parameters(place.default_type, content_type.of)
    disposition = read_parameters(fields.first("content-disposition"))
    return Leaf(place.source, fields.body_at, place.end, fields, content_type, disposition, place.container)


def _as_single(leaf: Leaf, *, is_unread: bool) -> Leaf:
    kind = leaf.content_type.value if is_unread else "text/plain"
    return Leaf(
        leaf.source,
        leaf.start,
        leaf.end,
        leaf.fields,
        Parameters(kind, leaf.content_type.of),
        leaf.disposition,
        leaf.container,
        is_unread,
    )


def _ranges_inside(leaf: Leaf, depth: int, notes: Notes) -> list[_Range] | None:
    """The parts of a multipart, or none where no boundary can be found."""
    subtype = one_line(leaf.content_type.value.partition("/")[2])
    source, start, end = leaf.source, leaf.start, leaf.end
    boundary = leaf.content_type.of.get("boundary", "").rstrip().encode("utf-8", "replace")
    found = divide(source, start, end, boundary)
    if not found.parts and transfer_encoding(leaf) in {"base64", "quoted-printable"}:
        source = content_of(leaf, notes)
        start, end = 0, len(source)
        found = divide(source, start, end, boundary)
    if not found.parts:
        found = divide(source, start, end, guessed_boundary(source, start, end))
        if not found.parts:
            notes.add("It says that it has several parts, but they could not be separated; it is shown as one text.")
            return None
        notes.add("The boundary it names is missing, so where its parts begin and end is a guess.")
    if not found.is_closed:
        notes.add("Its closing boundary is missing, so something may be lost; what arrived was read.")
    if found.has_more_after_end:
        notes.add("Some parts come after its end, where e-mail programs do not show them; they are listed here.")
    default_type = "message/rfc822" if subtype == "digest" else "text/plain"
    inside = [_Range(source, first, last, subtype, depth + 1, default_type) for first, last in found.parts]
    return sorted((*_outside(source, found, depth, notes), *inside), key=lambda place: place.start)


def _outside(source: bytes, found: Divided, depth: int, notes: Notes) -> list[_Range]:
    """What stands before the first part or after the last: a few words are noted, more is listed as a file."""
    kept: list[_Range] = []
    for where, place in (("before its first part", found.before), *(("after its end", one) for one in found.after)):
        if place is None or not (words := source[slice(*place)].strip()):
            continue
        if where.startswith("before") and _SAYS_MIME.search(words[:_MOST_NOTED]):
            continue
        notes.left_out(f"There is text {where}, which e-mail programs do not show{_quoted(words)}")
        if len(words) > _MOST_NOTED:
            kept.append(_Range(source, *place, "", depth + 1, name=f"{where.replace(' ', '-')}.txt"))
    return kept


def _quoted(words: bytes) -> str:
    if len(words) > _MOST_NOTED:
        return "; it is listed as a file."
    return f": \u201c{one_line(decode(words, '').text)}\u201d"


def transfer_encoding(leaf: Leaf) -> str:
    """How the part was encoded for transfer: base64, quoted-printable, 8bit, or empty if it does not say."""
    return leaf.fields.text("content-transfer-encoding").lower().strip("\"' ;")


def content_of(leaf: Leaf, notes: Notes) -> bytes:
    """The bytes of a part, decoded from its transfer encoding as far as they go. Never raises."""
    content, rest = content_and_rest(leaf, notes)
    if rest:
        notes.left_out(f"There is text around an encoded file that is not part of it{_quoted(rest)}")
    return content


def content_and_rest(leaf: Leaf, notes: Notes) -> tuple[bytes, bytes]:
    """The same, and the words that a gateway put around what is coded."""
    raw = leaf.source[leaf.start : leaf.end]
    encoding = transfer_encoding(leaf)
    if encoding == "base64":
        return base64_and_rest(raw)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(raw), b""
    if encoding in _UUENCODED:
        return _uuencoded(raw, notes), b""
    if encoding not in {"", "7bit", "8bit", "binary", "none"}:
        notes.add(f"The transfer encoding \u201c{encoding[:40]}\u201d is unknown; the part is kept as it arrived.")
    return raw, b""


def _uuencoded(raw: bytes, notes: Notes) -> bytes:
    """The one file of a uuencoded part, or the part as it is where that is not what it holds."""
    _, files = take_out_uuencoded(raw.decode("latin-1").replace("\r\n", "\n"))
    if len(files) != 1:
        notes.add("A part says that it is uuencoded but cannot be read as that; it is kept as it arrived.")
        return raw
    notes.add(files[0].note)
    return files[0].content
