"""Recognises the lines that lead to a quoted letter: who wrote it, its header fields, the rule above it.

Where the quoted letter ends is for `quotes`; whose words it holds is for `our_words`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

# "On Mon, 23 Nov 2026 at 10:00, Asha Example <asha@northport.example> wrote:", also over two or three lines; in Welsh
# "Ar Llun, 23 Tach 2026 am 10:00, ysgrifennodd Asha Example <asha@northport.example>:", or with the verb elsewhere.
_WROTE = re.compile(
    r"^[ \t]{0,20}(?:(?:On|Am|Le)\b.{4,200}\b(?:wrote|schrieb|a écrit)"
    r"|Ar\b.{4,200}\b(?:ysgrifennodd|ysgrifennwyd gan)\b.{0,200}"
    r"|(?:Ysgrifennodd|Sgrifennodd)\b.{4,200}\d.{0,60})\s?:\s*$",
    re.IGNORECASE,
)
_WROTE_BEGINS = re.compile(r"^[ \t]{0,20}(?:On|Ar)\b.{6,200}\d", re.IGNORECASE)
_WROTE_ENDS = re.compile(r".{0,200}\b(?:wrote|ysgrifennodd\b.{0,200})\s?:\s*$", re.IGNORECASE)
_ORIGINAL = re.compile(
    r"^\s{0,20}(?:-{2,}\s?(?:original message|forwarded message|forwarded by .{0,100}"
    r"|original e-?mail|neges wreiddiol|neges wedi(?:['\u2019]i)? hanfon ymlaen)\s?-{0,}|begin forwarded message:"
    r"|dechrau['\u2019]r neges a anfonwyd ymlaen:)\s*$",
    re.IGNORECASE,
)
_RULER = re.compile(r"^\s{0,4}[_\-=]{10,}\s*$")
# The names that mail programs give the fields of a quoted letter in English, Welsh, Irish and Scottish Gaelic.
_HEADER_NAMES = {
    "from": ("from", "oddi wrth", "o", "gan", "\u00f3", "bho"),
    "sent": ("sent", "anfonwyd", "seolta", "air a chur"),
    "date": ("date", "dyddiad", "d\u00e1ta", "ceann-latha"),
    "to": ("to", "at", "i", "chuig", "gu"),
    "cc": ("cc", "copi"),
    "subject": ("subject", "pwnc", "testun", "\u00e1bhar", "cuspair"),
    "importance": ("importance", "pwysigrwydd"),
    "reply-to": ("reply-to", "ateb i"),
}
_FIELD_OF = {name: field for field, names in _HEADER_NAMES.items() for name in names}
_HEADER_LINE = re.compile(
    rf"^[\s*>]{{0,8}}({'|'.join(sorted(map(re.escape, _FIELD_OF), key=len, reverse=True))})\s?\*?:\*?", re.IGNORECASE
)
# A rule, or nothing at all.
_EMPTY = re.compile(r"^[\s>_=*#~|-]{0,200}$")
_MARK = re.compile(r"^[\s>|]{0,40}")
# "On 29 November you wrote:" stands in a letter's own sentences.
_YOU_WROTE = re.compile(r"\b(?:you|he|she|they|i|we) (?:wrote|have written)\s?:\s*$|\bysgrifennoch\b", re.IGNORECASE)
# How a line begins that `attribution_at` or `old_mail_at` may know, or that is marked as quoted.
_MAY_LEAD = re.compile(
    r"^(?:[^\S\n]*>|(?:[^\S\n]|[*>]){0,20}"
    r"(?:--|[_\-=]{10}|begin forwarded|dechrau|(?:on|am|le|ar|ysgrifennodd|sgrifennodd)\b"
    rf"|(?:{'|'.join(sorted(map(re.escape, _FIELD_OF), key=len, reverse=True))})\s?\*?:))",
    re.IGNORECASE | re.MULTILINE,
)
# A block of quoted headers shows what it is within this many lines.
_LOOK_AHEAD = 7
_FIELDS_OF_A_LETTER = 3


def may_quote(text: str) -> bool:
    """Whether any line may lead to a quote or is marked as one. Cheap, and never false where there is a quote.

    Of most letters no line is, and then none need be looked at any closer.
    """
    return _MAY_LEAD.search(text) is not None


def may_lead_to_a_quote(text: str) -> Iterator[int]:
    """Where in a text those lines begin of which `may_quote` is true."""
    return (match.start() for match in _MAY_LEAD.finditer(text))


def attribution_at(lines: Sequence[str], place: int) -> int:
    """How many lines say who wrote what follows; 0 if none do."""
    if _WROTE.match(lines[place]):
        return 0 if _YOU_WROTE.search(lines[place]) else 1
    if _WROTE_BEGINS.match(lines[place]):
        for more in (1, 2):
            if place + more < len(lines) and _WROTE_ENDS.match(lines[place + more]):
                return 0 if _YOU_WROTE.search(lines[place + more]) else more + 1
    return 0


def old_mail_at(lines: Sequence[str], place: int, fields: dict[int, str]) -> bool:
    """Whether an unmarked older letter begins here.

    `fields` keeps which header field each line is, so that a long block of them is looked at once.
    """
    line = lines[place]
    if _ORIGINAL.match(line):
        return True
    if _RULER.match(line):
        return _fields_from(lines, place + 1, fields) >= _FIELDS_OF_A_LETTER
    return _field_at(lines, place, fields) == "from" and _fields_from(lines, place, fields) >= _FIELDS_OF_A_LETTER


def leads_to_a_quote(lines: Sequence[str], place: int) -> int:
    """How many lines at this place belong to no letter: header fields, who wrote, rules, empty lines; 0 if none."""
    bare = _MARK.sub("", lines[place], count=1)
    if _EMPTY.match(bare) or _HEADER_LINE.match(bare) or _ORIGINAL.match(bare):
        return 1
    if not may_quote(bare):
        return 0
    return attribution_at([_MARK.sub("", line, count=1) for line in lines[place : place + 3]], 0)


def without_marks(line: str) -> str:
    """The line without the marks of quoting before it."""
    return _MARK.sub("", line, count=1).rstrip()


def _fields_from(lines: Sequence[str], place: int, fields: dict[int, str]) -> int:
    within = range(place, min(place + _LOOK_AHEAD, len(lines)))
    names = {_field_at(lines, each, fields) for each in within} - {""}
    return len(names) if "from" in names else 0


def _field_at(lines: Sequence[str], place: int, fields: dict[int, str]) -> str:
    """Which header field this line is, if any."""
    found = fields.get(place)
    if found is None:
        match = _HEADER_LINE.match(lines[place])
        found = fields[place] = _FIELD_OF[match.group(1).lower()] if match else ""
    return found
