"""Places of a document that a person must look at, each with its picture: near forms of words, lines read badly."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from dueregard.records.evidence.models import Document, Page
from dueregard.records.redaction.models import PublicCopy
from dueregard.records.redaction.queries.words_of import words_of
from dueregard.rules.documents.picture_kinds import WIDTHS, has_pictures
from dueregard.rules.documents.reading import Word
from dueregard.rules.redaction.looking import Looked, Place, near_on, still_to_look_at
from dueregard.rules.redaction.marks import Mark, MarkKind, Rectangle, rectangles_on
from dueregard.rules.redaction.near_words import Sought, form_of
from dueregard.rules.redaction.same_words import Spoken

MOST_SHOWN = 100
_BESIDE, _ABOVE = 60.0, 6.0  # points of the page around a place
_HUNDREDTHS = 100


@dataclass(frozen=True, slots=True)
class Crop:
    """A piece of a page's picture: the picture, its size, and the piece, in hundredths of a point."""

    picture: str
    wide: int
    high: int
    view: str
    view_wide: int
    view_high: int
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One place to look at."""

    value: str  # what its tick says
    title: str
    href: str
    said: str
    how: str
    phrase: str
    crop: Crop | None


@dataclass(frozen=True, slots=True)
class Looks:
    """Places to look at: the first of them, and how many there are."""

    lines: tuple[PlaceLine, ...]
    count: int


def near_lines(document: Document, typed: str) -> Looks:
    """Return where the typed words nearly stand, without what is covered or was looked at."""
    sought = Sought(typed)
    found: list[Place] = []
    if sought.is_worth_it:
        marks = [mark.value() for mark in document.marks.all()]
        looked = [look.value() for look in document.looks.all()]
        for page in document.pages.order_by("number").iterator(200):
            spoken = Spoken([Word(text, 0, 0, 0, 0) for text in page.text.split()])
            # Only then are the places of its words fetched: a document may have thousands of pages.
            if not sought.places(spoken):
                continue
            words = words_of(page)
            places = near_on(page.number, Spoken(words) if words else spoken, sought)
            found += _left(places, marks, rectangles_on(page.number, marks, words), looked)
    return _looks(document, found)


def places_to_look_at(document: Document) -> Looks:
    """Return what the last copy was refused for, without what somebody has settled since."""
    newest = document.public_copies.first()
    if newest is None or newest.state != PublicCopy.State.REFUSED:
        return Looks((), 0)
    told = [Place(**fault["place"]) for fault in newest.faults if "place" in fault]
    looked = [look.value() for look in document.looks.all()]
    marks = [mark.value() for mark in document.marks.all()]
    found: list[Place] = []
    pages = {page.number: page for page in document.pages.filter(number__in={one.page for one in told})}
    for number in sorted({one.page for one in told}):
        words = words_of(pages[number]) if number in pages else ()
        here = [one for one in told if one.page == number]
        found += _left(here, marks, rectangles_on(number, marks, words), looked)
    return _looks(document, found)


def _left(
    places: Sequence[Place], marks: Sequence[Mark], covered: Sequence[Rectangle], looked: Sequence[Looked]
) -> list[Place]:
    """Return what is still to be looked at; where there is no picture, marked words are covered as they are."""
    gone = {form_of([Word(mark.words, 0, 0, 0, 0)]) for mark in marks if mark.kind is MarkKind.WORDS}
    shown = [place for place in places if place.has_picture or place.form not in gone]
    return still_to_look_at(shown, covered, looked)


def _looks(document: Document, found: list[Place]) -> Looks:
    shown = found[:MOST_SHOWN]
    pages = {page.number: page for page in document.pages.filter(number__in={one.page for one in shown})}
    return Looks(tuple(_line(document, one, pages) for one in shown), len(found))


def _line(document: Document, place: Place, pages: Mapping[int, Page]) -> PlaceLine:
    page = pages.get(place.page)
    return PlaceLine(
        value=json.dumps(place.as_json(), ensure_ascii=False, separators=(",", ":")),
        title=f"Page {place.page}",
        href=reverse("redaction:mark_page", args=[document.pk, place.page]) if page else "",
        said=place.said,
        how=place.how,
        phrase=place.phrase or "",
        crop=_crop(document, page, place) if page else None,
    )


def _crop(document: Document, page: Page, place: Place) -> Crop | None:
    if not (page.width and page.height and place.has_picture and has_pictures(document.pictured[1])):
        return None
    left, top = max(0.0, place.left - _BESIDE), max(0.0, place.top - _ABOVE)
    right, bottom = min(page.width, place.right + _BESIDE), min(page.height, place.bottom + _ABOVE)
    sides = [round(side * _HUNDREDTHS) for side in (left, top, right - left, bottom - top)]
    return Crop(
        picture=f"{reverse('evidence:picture', args=[document.pk, page.number])}?size=large",
        wide=round(page.width * _HUNDREDTHS),
        high=round(page.height * _HUNDREDTHS),
        view=" ".join(map(str, sides)),
        view_wide=min(round((right - left) * 2), WIDTHS[""]),
        view_high=round((bottom - top) * 2 * min(1.0, WIDTHS[""] / max(1.0, (right - left) * 2))),
        left=round(place.left * _HUNDREDTHS),
        top=round(place.top * _HUNDREDTHS),
        width=round((place.right - place.left) * _HUNDREDTHS),
        height=round((place.bottom - place.top) * _HUNDREDTHS),
    )
