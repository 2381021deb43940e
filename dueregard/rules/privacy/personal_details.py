"""Finds what looks like a personal detail in a text: addresses, numbers, postcodes, the lines of a signature.

Proposes; a person decides. A name in mid-sentence has no pattern, so a person still reads before publishing.
Source: NHS Data Dictionary, NHS number (modulus 11); HMRC manual NIM39110, National Insurance numbers; Ofcom's National
Telephone Numbering Plan; Royal Mail's postcode areas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

MOST_CHARACTERS = 400_000
MOST_FOUND = 500


class DetailKind(StrEnum):
    """What kind of detail it is."""

    EMAIL = "email"
    PHONE = "phone"
    NHS = "nhs"
    INSURANCE = "insurance"
    POSTCODE = "postcode"
    SIGNATURE = "signature"


SAYS = {
    DetailKind.EMAIL: "E-mail address",
    DetailKind.PHONE: "Telephone number",
    DetailKind.NHS: "NHS number",
    DetailKind.INSURANCE: "National Insurance number",
    DetailKind.POSTCODE: "Postcode",
    DetailKind.SIGNATURE: "Name at the end of a letter",
}


@dataclass(frozen=True, slots=True)
class Detail:
    """One find: what it seems to be, the words, and where they are in the text."""

    kind: DetailKind
    words: str
    start: int
    end: int


# Each run is tried from its start only, so that hostile text costs no more than its length.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24}\b")
_PHONE = re.compile(
    r"(?<![\w/.,£$€+-])(?:\+44[\s.-]?\(?0?\)?|0044[\s.-]?|\(?0)(?:[\s().-]{0,2}\d){9,10}(?![\w/]|[.,-]\d)"
)
_NHS = re.compile(r"(?<![\w/.,£$€-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w/]|[.,-]\d)")
INSURANCE = re.compile(
    r"\b(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:[ -]?\d{2}){3}[ -]?[A-D]\b", re.IGNORECASE
)
_AREAS = (
    "AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|B|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EC|EH|EN|EX|E|FK|FY|"
    "GL|GU|GY|G|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|L|ME|MK|ML|M|NE|NG|NN|NP|NR|NW|"
    "N|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|S|TA|TD|TF|TN|TQ|TR|TS|TW|UB|WA|WC|WD|"
    "WF|WN|WR|WS|WV|W|YO|ZE"
)
POSTCODE = re.compile(rf"\b(?:{_AREAS})\d[\dA-HJKMNPRSTUVWXY]? ?\d[ABD-HJLNP-UW-Z]{{2}}\b")
_CLOSING = re.compile(
    r"^[ \t>]{0,20}(?:yours (?:sincerely|faithfully|truly)|kind(?:est)? regards|(?:best|warm|many) (?:regards|wishes)|"
    r"regards|many thanks|thank you|sincerely|signed)[,.:]?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_NAME_LINE = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Rev|Cllr|Sir|Dame)\.? )?(?:[A-Z][\w'’-]*\.?[ ]?){1,4}(?:, ?[A-Za-z ]{2,30})?"
)
_NOBODY = re.compile(
    r"\b(?:team|office|department|council|university|college|school|trust|police|unit|service|services|information|freedom|"
    r"governance|compliance|group|board|authority)\b",
    re.IGNORECASE,
)
_LINES_UNDER_A_CLOSING = 4


def personal_details(text: str) -> list[Detail]:
    """Return what was found, in the order of the text, none inside another."""
    found = sorted(_every(text[:MOST_CHARACTERS]), key=lambda one: (one.start, one.start - one.end))
    kept: list[Detail] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept[:MOST_FOUND]


def _every(text: str) -> Iterator[Detail]:
    for kind, pattern in (
        (DetailKind.EMAIL, _EMAIL),
        (DetailKind.INSURANCE, INSURANCE),
        (DetailKind.POSTCODE, POSTCODE),
    ):
        for match in pattern.finditer(text):
            yield Detail(kind, match.group(), match.start(), match.end())
    for match in _PHONE.finditer(text):
        if is_uk_number(match.group()):
            yield Detail(DetailKind.PHONE, match.group(), match.start(), match.end())
    for match in _NHS.finditer(text):
        if is_nhs_number(match.group()):
            yield Detail(DetailKind.NHS, match.group(), match.start(), match.end())
    yield from _signatures(text)


def is_nhs_number(text: str) -> bool:
    """Tell whether ten digits carry the right check digit: weights 10 to 2, modulus 11; ten cannot be a check digit."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == digits[9] and check != 10


def is_uk_number(text: str) -> bool:
    """Tell whether it is as long as a number of the United Kingdom and begins as one."""
    digits = "".join(sign for sign in text if sign.isdigit())
    national = (
        re.sub(r"^(?:0044|44)0?", "0", digits) if not digits.startswith("0") or digits.startswith("0044") else digits
    )
    return len(national) in {10, 11} and national[0] == "0" and national[1] in "1235789"


def _signatures(text: str) -> Iterator[Detail]:
    """Yield the line with a name that follows the closing words of a letter."""
    for closing in _CLOSING.finditer(text):
        place = closing.end()
        for _ in range(_LINES_UNDER_A_CLOSING):
            start = text.find("\n", place)
            if start < 0:
                break
            end = text.find("\n", start + 1)
            end = len(text) if end < 0 else end
            line = text[start + 1 : end].strip(" \t>\r")
            place = end if end < len(text) else start + 1
            if not line:
                continue
            if len(line) <= 60 and _NAME_LINE.fullmatch(line) and not _NOBODY.search(line):
                begins = text.index(line, start)
                yield Detail(DetailKind.SIGNATURE, line, begins, begins + len(line))
            break
