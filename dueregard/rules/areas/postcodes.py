"""Reads a postcode as people type it, down to its sector (LS1 4): more is not needed to find a council, or kept.

Source of the form: Royal Mail, Programmer's Guide to the Postcode Address File; of the areas outside Great Britain, the
same.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

_OUTWARD = r"[A-Z]{1,2}[0-9][0-9A-Z]?"
_WHOLE = re.compile(rf"({_OUTWARD})([0-9])[A-Z]{{2}}\Z")
_SECTOR = re.compile(rf"({_OUTWARD})\s+([0-9])\Z")
_ONLY_OUTWARD = re.compile(rf"{_OUTWARD}\Z")
_ISLANDS = {"GY": "Guernsey", "JE": "Jersey", "IM": "the Isle of Man"}


class NoSector(StrEnum):
    """Why there is no sector to look up."""

    NOT_A_POSTCODE = (
        "This does not look like a postcode. Write it like LS1 4AP, or the first part and one digit: LS1 4."
    )
    TOO_SHORT = "Add one more digit after the first part: LS1 4, not LS1. Several councils share most first parts."
    NORTHERN_IRELAND = (
        "Postcodes that begin with BT are in Northern Ireland. The Prevent duty does not apply there, so we ask nobody "
        "in Northern Ireland about it. You can still find its councils on the map."
    )
    ISLANDS = (
        "This postcode is in {place}, which is not part of the United Kingdom. The Prevent duty does not apply there."
    )


_HYPHENS = re.compile(r"[-_./\u00ad\u2010-\u2015\u2212]")
_AMONG_WORDS = re.compile(rf"\b{_OUTWARD}\s?[0-9][A-Z]{{2}}\b")


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed: a sector, or a sentence why there is none."""

    sector: str = ""
    problem: str = ""


def read_postcode(text: str) -> Typed:
    """Return the sector of what was typed, or why there is none. Case and spaces do not matter."""
    words = re.sub(r"[^A-Z0-9 ]", "", _plain(text))
    together = words.replace(" ", "")
    if not re.match(r"[A-Z]{1,2}[0-9]", together):
        return Typed(problem=NoSector.NOT_A_POSTCODE)
    if together.startswith("BT"):
        return Typed(problem=NoSector.NORTHERN_IRELAND)
    if place := _ISLANDS.get(together[:2]):
        return Typed(problem=NoSector.ISLANDS.format(place=place))
    found = _WHOLE.match(together) or _SECTOR.match(words)
    if found:
        return Typed(sector=f"{found.group(1)} {found.group(2)}")
    if _ONLY_OUTWARD.match(together):
        return Typed(problem=NoSector.TOO_SHORT)
    return Typed(problem=NoSector.NOT_A_POSTCODE)


def has_postcode(text: str) -> bool:
    """Tell whether a whole postcode stands among words, or the words are nothing but a sector: LS1 4."""
    return bool(postcode_in(text))


def postcode_in(text: str) -> str:
    """Return that postcode or sector, in capitals; nothing where there is none."""
    words = _plain(text)
    found = _AMONG_WORDS.search(words) or _SECTOR.match(words)
    return found.group() if found else ""


def _plain(text: str) -> str:
    """Return a text in capitals, with plain spaces alone, also for the hyphens that a postcode is typed with."""
    return " ".join(_HYPHENS.sub(" ", text).upper().split())
