"""The areas of a postcode sector on a day. Nothing of what was typed is written anywhere."""

from dataclasses import dataclass
from datetime import date

from dueregard.records.areas.models import Area, BoundaryFile, PostcodeFile, PostcodeSector
from dueregard.records.areas.queries.rolled import areas_where


@dataclass(frozen=True, slots=True)
class Choice:
    """One area that a person may pick, and how much of the sector is in it, in words."""

    name: str
    href: str
    share: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a sector leads to, or the sentence that says why to nothing."""

    choices: list[Choice]
    problem: str = ""
    licence: str = ""


def areas_of_sector(sector: str, *, today: date) -> Found:
    """Return the areas of a sector, the one with most of its postcodes first. Six queries."""
    file = PostcodeFile.objects.first()
    if file is None:
        return Found([], "This site has no table of postcodes yet. Find your council in the table of areas.")
    rows = list(PostcodeSector.objects.filter(file=file, sector=sector).values_list("code", "share"))
    where = areas_where([code for code, _ in rows], today)
    shares: dict[Area, float] = {}
    for code, share in rows:
        if code in where:
            shares[where[code]] = shares.get(where[code], 0.0) + share
    if not shares:
        return Found([], "We do not know this postcode. Check it, or find your council in the table of areas.")
    order = sorted(shares, key=lambda area: (-shares[area], area.name))
    choices = [Choice(area.name, area.get_absolute_url(), _words(shares[area])) for area in order]
    return Found(choices, licence=file.licence)


def postcodes_are_there() -> bool:
    """Say whether this site can answer a postcode at all. One query."""
    return PostcodeFile.objects.exists()


def _words(share: float) -> str:
    if share >= 0.95:
        return "nearly all of its postcodes"
    if share >= 0.55:
        return "most of its postcodes"
    return "about half of its postcodes" if share >= 0.45 else "some of its postcodes" if share >= 0.05 else "a few"


def files_there() -> list[BoundaryFile | PostcodeFile]:
    """Return the imported files that are in use. Two queries."""
    found = [BoundaryFile.objects.first(), PostcodeFile.objects.first()]
    return [file for file in found if file is not None]
