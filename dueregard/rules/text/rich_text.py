"""Reads the words out of a text in RTF, in a time that grows with its length.

Which words a reader would not be shown is for `rules/visible`; what packs rich text in a mail is for `rules/mail`.
Source: Rich Text Format Specification 1.9.1 (groups, destinations, Unicode and its fallback signs, fonts' character
sets, fields); MS-OXRTFEX 2.1 for HTML kept inside RTF, whose tags are destinations a reader of RTF may ignore.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    rb"|(?P<brace>[{}])|(?P<plain>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)
_LINK = re.compile(r"HYPERLINK\s+(?:\\\S\s+)*\"?([^\"\s]{1,2000})", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://|mailto:", re.IGNORECASE)
# What these groups hold is no text of the letter.
# fmt: off
_UNREAD = frozenset({
    b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"objdata", b"filetbl", b"revtbl", b"listtable",
    b"listoverridetable", b"latentstyles", b"rsidtbl", b"generator", b"themedata", b"datastore", b"xmlnstbl",
    b"colorschememapping", b"fldtype", b"datafield", b"bkmkstart", b"bkmkend", b"sp", b"nonesttables", b"pgptbl",
})
# fmt: on
# Words that say how letters look: after a star as well, the group holds the letters of the text.
_LOOKS = frozenset(
    {b"cs", b"ds", b"ts", b"s", b"f", b"fs", b"cf", b"b", b"i", b"ul", b"plain", b"lang", b"rtlch", b"ltrch"}
)
_STAR = re.compile(
    r"\\\\|\\bin(?P<bytes>\d{1,10}) ?|(?P<open>\{[\r\n]*)?(?P<star>\\\*)"
    rf"(?P<look>(?=\\(?:{'|'.join(sorted(word.decode() for word in _LOOKS))})(?![a-zA-Z])))?"
)
_SIGNS = {
    b"par": "\n",
    b"line": "\n",
    b"sect": "\n\n",
    b"page": "\n\n",
    b"row": "\n",
    b"nestrow": "\n",
    b"tab": "\t",
    b"cell": "\t",
    b"nestcell": "\t",
    b"emdash": "\u2014",
    b"endash": "\u2013",
    b"bullet": "\u2022",
    b"lquote": "\u2018",
    b"rquote": "\u2019",
    b"ldblquote": "\u201c",
    b"rdblquote": "\u201d",
    b"emspace": " ",
    b"enspace": " ",
    b"qmspace": " ",
    b"zwj": "",
    b"zwnj": "",
}  # fmt: skip
_ESCAPED = {b"~": " ", b"_": "-", b"-": "", b"\n": "\n", b"\r": "\n", b"{": "{", b"}": "}", b"\\": "\\"}
# The character sets of fonts (\fcharset) that are not the text's own.
_FONT_CODECS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
    254: "cp437", 255: "cp850",
}  # fmt: skip
_PAGES = {b"mac": "mac_roman", b"pc": "cp437", b"pca": "cp850"}
_MOST_CHARS = 20_000_000


def words_of_rich_text(content: bytes) -> str:
    """Return the words, a line for each paragraph, links followed by their target. Never raises: any bytes have some"""
    reader = _Reader()
    place = max(0, content[:1024].find(b"{\\rtf"))
    while found := _TOKEN.match(content, place):
        place = found.end() + reader.take(found)
        if reader.is_over:
            break
    reader.flush()
    return "".join(reader.out)


def without_idle_stars(text: str) -> str:
    """Return RTF, as one sign a byte, without the stars that say nothing.

    A star makes a group one that a reader may leave out. It does so at the group's beginning, before the name of what
    the group is for: elsewhere, and before a word that only says how letters look, readers differ.
    """
    kept: list[str] = []
    at = 0
    while found := _STAR.search(text, at):
        kept.append(text[at : found.start()])
        at = found.end()
        if found["bytes"]:  # raw bytes follow, which may look like anything
            at += int(found["bytes"])
            kept.append(text[found.start() : at])
        elif found["star"] and (found["look"] is not None or found["open"] is None):
            kept.append(found["open"] or "")
        else:
            kept.append(found.group())
    return "".join([*kept, text[at:]])


@dataclass(frozen=True)
class _State:
    """What a group may change and its end puts back."""

    is_unread: bool = False
    in_fonts: bool = False
    in_instruction: bool = False
    fallback_signs: int = 1
    font: int = -1
    link: str = ""


@dataclass
class _Reader:
    out: list[str] = field(default_factory=list)
    above: list[_State] = field(default_factory=list)
    state: _State = _State()
    codec: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    raw: bytearray = field(default_factory=bytearray)  # bytes of one character set, and UTF-16 units, not yet text
    units: bytearray = field(default_factory=bytearray)
    skip: int = 0  # signs that stand in for the Unicode sign before them
    instruction: list[str] = field(default_factory=list)
    link: str = ""  # of the field whose words come next
    is_at_start: bool = False  # of a group: only there does a star make it one that a reader may leave out
    is_starred: bool = False
    length: int = 0

    @property
    def is_over(self) -> bool:
        return self.length > _MOST_CHARS

    def take(self, found: re.Match[bytes]) -> int:
        """Take one token; return how many raw bytes after it belong to it."""
        if found["brace"]:
            self._brace(found["brace"])
            return 0
        if not found.lastgroup:  # the end of a line between two signs says nothing
            return 0
        is_at_start, self.is_at_start = self.is_at_start, False
        if found["sign"] == b"*":
            self.is_starred = is_at_start
            return 0
        is_starred, self.is_starred = self.is_starred, False
        if is_starred and found["word"] not in _LOOKS:
            self.flush()
            self.state = replace(self.state, is_unread=True)
        if found["word"]:
            return self._word(found["word"], int(found["number"]) if found["number"] else None)
        if found["hex"]:
            self._bytes(bytes.fromhex(found["hex"].decode()))
        elif found["sign"]:
            self._sign(found["sign"])
        elif found["plain"]:
            self._bytes(found["plain"])
        return 0

    def _brace(self, brace: bytes) -> None:
        self.flush()
        self.skip = 0
        self.is_at_start = brace == b"{"
        if brace == b"{":
            self.above.append(self.state)
            return
        before = self.state
        self.state = self.above.pop() if self.above else _State()
        if before.in_instruction and not self.state.in_instruction:
            said = _LINK.search("".join(self.instruction))
            self.link = said.group(1) if said and _ADDRESS.match(said.group(1)) else ""
            self.instruction.clear()
        if before.link and not self.state.link:
            self._end_link(before.link)

    def _end_link(self, link: str) -> None:
        shown = "".join(self.out[-50:])
        if link.removeprefix("mailto:").rstrip("/") not in shown:
            self._write(f" <{link}>")

    def _word(self, word: bytes, number: int | None) -> int:
        if word == b"bin":
            return max(0, number or 0)
        if word == b"u":
            self._unicode(number or 0)
            return 0
        self.flush()
        if self.skip:
            self.skip -= 1
        elif word == b"fldinst":
            self.state = replace(self.state, in_instruction=True, is_unread=False)
        elif word == b"fldrslt":
            self.state, self.link = replace(self.state, link=self.link), ""
        elif word in _UNREAD:
            self.state = replace(self.state, is_unread=True, in_fonts=word == b"fonttbl")
        elif word in _SIGNS:
            self._write(_SIGNS[word])
        else:
            self._property(word, number)
        return 0

    def _property(self, word: bytes, number: int | None) -> None:
        if word == b"uc":
            self.state = replace(self.state, fallback_signs=max(0, min(number or 0, 20)))
        elif word == b"f":
            self.state = replace(self.state, font=number or 0)
        elif word == b"fcharset" and self.state.in_fonts:
            self.fonts[self.state.font] = _FONT_CODECS.get(number or 0, "")
        elif word == b"ansicpg" and number:
            self.codec = _known(f"cp{number}" if number != 65001 else "utf-8")
        elif word in _PAGES:
            self.codec = _PAGES[word]

    def _sign(self, sign: bytes) -> None:
        if self.skip:
            self.skip -= 1
        else:
            self._write(_ESCAPED.get(sign, ""))

    def _unicode(self, number: int) -> None:
        if self.raw:
            self.flush()
        self.units += (number & 0xFFFF).to_bytes(2, "little")
        self.skip = self.state.fallback_signs

    def _bytes(self, data: bytes) -> None:
        if self.skip:
            passed = min(self.skip, len(data))
            self.skip -= passed
            data = data[passed:]
        if data:
            if self.units:
                self._flush_units()
            self.raw += data

    def _write(self, text: str) -> None:
        self.flush()
        if self.state.in_instruction:
            self.instruction.append(text[:2_000] if len(self.instruction) < 100 else "")
        elif not self.state.is_unread:
            self.out.append(text)
            self.length += len(text)

    def flush(self) -> None:
        """Write what is waiting to be decoded, in the character set of its font."""
        self._flush_units()
        if self.raw:
            data = bytes(self.raw)
            self.raw.clear()
            self._write(data.decode(self.fonts.get(self.state.font) or self.codec, "replace"))

    def _flush_units(self) -> None:
        if self.units:
            data = bytes(self.units)
            self.units.clear()
            self._write(data.decode("utf-16-le", "replace"))


def _known(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"
