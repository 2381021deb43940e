"""What a recording says beside its sound: tags with names and places, pictures, remarks. Reads headers only.

Source: ID3 v2.4.0 structure; APEv2; RFC 3533 and the Vorbis comment specification; ISO 14496-12 and the QuickTime File
Format (udta, ilst); EBU Tech 3285 (bext).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dueregard.rules.documents.reading import HiddenThing
from dueregard.rules.hidden_data.channels import thing

_LOOKED_AT = 2_000_000  # bytes of a tag
_BOXES = {b"moov", b"udta", b"meta", b"ilst", b"trak", b"mdia"}
_MOST_BOXES = 20_000
# What a coder writes of itself is no word of a person.
_OF_CODERS = {"encoder", "duration", "encoded_by", "tsse", "isft", "vendor", "©too", "major_brand", "compatible_brands"}
_OF_PLACES = ("xyz", "location", "loci", "gps")
_DATA_TRACKS = {b"meta", b"camm", b"gpmd"}
_XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_MATROSKA_TEXT = re.compile(rb"(\x7b\xa9|\x45\xa3|\x44\x87)([\x81-\xff])")
_TAGS = {b"covr", b"desc", b"cprt", b"aART", b"auth", b"loci", b"titl", b"perf", b"----"}
_COMMENTS = (b"\x03vorbis", b"OpusTags")


def hidden_in_sound(content: bytes) -> Iterator[HiddenThing]:
    """Yield the tags of a recording."""
    said = dict(_tags(content))
    pictures = [name for name in said if name.lower() in {"apic", "pic", "covr", "metadata_block_picture"}]
    places = {name: value for name, value in said.items() if any(word in name.lower() for word in _OF_PLACES)}
    if pictures:
        yield thing("cover_picture", "a picture in the tags", count=len(pictures))
    if places:
        yield thing("gps", "the place of the recording", sample="; ".join(places.values()))
    rest = {
        name: value
        for name, value in said.items()
        if name not in pictures and name not in places and name.lower() not in _OF_CODERS and value.strip("\0 ")
    }
    if rest:
        sample = "; ".join(f"{name}: {value}" for name, value in rest.items())
        yield thing("sound_tag", "the recording’s tags", count=len(rest), sample=sample)


def _tags(content: bytes) -> Iterator[tuple[str, str]]:
    if content.startswith(b"ID3"):
        yield from _id3(content)
    if content[-128:-125] == b"TAG":
        fields = (("title", 3, 33), ("artist", 33, 63), ("album", 63, 93), ("year", 93, 97), ("comment", 97, 127))
        last = content[-128:]
        yield from ((f"ID3v1 {name}", _plain(last[start:end])) for name, start, end in fields)
    at = content.rfind(b"APETAGEX", max(0, len(content) - _LOOKED_AT))
    if at >= 0:
        yield "APE tag", _plain(content[at + 32 : at + 232])
    if content[:4] == b"RIFF":
        yield from _riff(content)
    elif content[4:8] == b"ftyp":
        yield from _Boxes(content).tags(0, len(content))
    elif content[:4] == b"\x1aE\xdf\xa3":
        yield from _matroska(content)
    elif content[:4] in {b"OggS", b"fLaC"}:
        yield from _comments(content[:_LOOKED_AT])


def _plain(raw: bytes) -> str:
    for coding in ("utf-16", "utf-8") if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8",):
        try:
            return raw.decode(coding).strip("\0 ")
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1").strip("\0 ")


def _id3(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield the frames of an ID3v2 tag; version 2 has names of three letters, version 4 sizes of seven bits a byte."""
    version, size = content[3], _of_seven_bits(content[6:10])
    end = min(10 + size, len(content), _LOOKED_AT)
    name_length, head = (3, 6) if version == 2 else (4, 10)
    at = 10
    while at + head <= end:
        name = content[at : at + name_length]
        if not name.isalnum():
            return
        raw = content[at + name_length : at + (6 if version == 2 else 8)]
        length = _of_seven_bits(raw) if version == 4 else int.from_bytes(raw, "big")
        body = content[at + head : min(at + head + length, end)]
        yield name.decode("ascii"), _plain(body[1:201])
        at += head + max(1, length)


def _of_seven_bits(raw: bytes) -> int:
    size = 0
    for byte in raw:
        size = size << 7 | byte & 0x7F
    return size


def _riff(content: bytes) -> Iterator[tuple[str, str]]:
    at = 12
    while at + 8 <= len(content):
        name, length = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        body = content[at + 8 : at + 8 + min(length, _LOOKED_AT)]
        if name == b"LIST" and body[:4] == b"INFO":
            yield from _info(body[4:])
        elif name == b"bext":
            yield "bext", _plain(body[:320].replace(b"\0", b" "))
        elif name.lower() == b"id3 ":
            yield from _id3(body)
        elif name in {b"iXML", b"_PMX", b"axml"}:
            yield name.decode("ascii").strip(), _plain(re.sub(rb"<[^>]{0,400}>", b" ", body[:4000]))
        at += 8 + length + length % 2


def _info(body: bytes) -> Iterator[tuple[str, str]]:
    at = 0
    while at + 8 <= len(body):
        length = int.from_bytes(body[at + 4 : at + 8], "little")
        yield _plain(body[at : at + 4]), _plain(body[at + 8 : at + 8 + min(length, 200)])
        at += 8 + length + length % 2


class _Boxes:
    """The boxes of an MP4 or QuickTime film, and the keys by whose numbers QuickTime names its tags."""

    def __init__(self, content: bytes) -> None:
        self.content, self.keys, self.seen = content, list[str](), 0

    def tags(self, at: int, end: int) -> Iterator[tuple[str, str]]:
        """Yield what stands in the boxes that hold tags."""
        content = self.content
        while at + 8 <= end and self.seen < _MOST_BOXES:
            self.seen += 1
            length, name = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
            if length == 1:
                length = int.from_bytes(content[at + 8 : at + 16], "big")
            stop = end if length == 0 else min(end, at + max(8, length))
            if name in _BOXES:
                # A “meta” box of MP4 has four bytes of its own before the boxes in it; one of QuickTime has none.
                own = 4 if name == b"meta" and content[at + 12 : at + 16] != b"hdlr" else 0
                yield from self.tags(at + 8 + own, stop)
            elif name == b"keys":
                self.keys = list(self._keys(at + 16, stop))
            elif name == b"hdlr" and content[at + 16 : at + 20] in _DATA_TRACKS:
                yield "data of the camera, perhaps with its places (GPS)", _plain(content[at + 32 : min(stop, at + 92)])
            elif name == b"uuid" and content[at + 8 : at + 24] == _XMP:
                yield "XMP", _plain(re.sub(rb"<[^>]{0,400}>", b" ", content[at + 24 : min(stop, at + 8_000)]))
            elif name[:1] == b"\xa9" or name in _TAGS:
                yield name.decode("latin-1"), self._value(at, stop)
            elif 0 < (number := int.from_bytes(name, "big")) <= len(self.keys):
                yield self.keys[number - 1], self._value(at, stop)
            at = stop

    def _keys(self, at: int, end: int) -> Iterator[str]:
        while at + 8 <= end:
            length = int.from_bytes(self.content[at : at + 4], "big")
            yield _plain(self.content[at + 8 : min(end, at + min(length, 300))])
            at += max(8, length)

    def _value(self, at: int, end: int) -> str:
        inside = self.content[at + 8 : min(end, at + 240)].partition(b"data")[2][8:]
        return _plain(inside or self.content[at + 12 : min(end, at + 212)])


def _matroska(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield title and tags of a WebM film, wherever they stand among its first and last bytes.

    Source: RFC 9559, elements Title, TagName and TagString.
    """
    parts = [content] if len(content) < 2 * _LOOKED_AT else [content[:_LOOKED_AT], content[-_LOOKED_AT:]]
    name = ""
    for part in parts:
        for found in _MATROSKA_TEXT.finditer(part):
            raw = part[found.end() : found.end() + found[2][0] - 0x80]
            text = _plain(raw)
            if not raw or not text.isprintable():
                continue
            if found[1] == b"\x45\xa3":
                name = text
            elif found[1] == b"\x7b\xa9" or name:
                yield ("title" if found[1] == b"\x7b\xa9" else name), text
                name = ""


def _comments(head: bytes) -> Iterator[tuple[str, str]]:
    """Yield Vorbis comments: of Ogg by their sign, of FLAC by their block."""
    places = [at + len(sign) for sign in _COMMENTS if (at := head.find(sign)) >= 0]
    if head.startswith(b"fLaC"):
        places += _flac_comments(head)
    for at in places:
        at += 4 + int.from_bytes(head[at : at + 4], "little")
        count = int.from_bytes(head[at : at + 4], "little")
        at += 4
        for _ in range(min(count, 200)):
            length = int.from_bytes(head[at : at + 4], "little")
            name, _, value = _plain(head[at + 4 : at + 4 + min(length, 300)]).partition("=")
            if name:
                yield name, value
            at += 4 + length


def _flac_comments(head: bytes) -> list[int]:
    at, found = 4, []
    while at + 4 <= len(head):
        kind, length = head[at] & 0x7F, int.from_bytes(head[at + 1 : at + 4], "big")
        if kind == 4:
            found.append(at + 4)
        if head[at] & 0x80:
            break
        at += 4 + length
    return found
