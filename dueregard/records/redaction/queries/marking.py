"""What is marked on one page of a document, and where words that somebody looks for stand in all of it."""

from dataclasses import dataclass

from django.urls import reverse

from dueregard.records.evidence.models import Document, Page
from dueregard.records.evidence.queries.document_page import page_title
from dueregard.records.evidence.queries.places import Box
from dueregard.records.redaction.models import Mark, PublicCopy
from dueregard.records.redaction.queries.near_places import Looks, near_lines
from dueregard.records.redaction.queries.publication import MarkLine, mark_line
from dueregard.records.redaction.queries.words_of import words_of
from dueregard.rules.documents.picture_kinds import WIDTHS, has_pictures
from dueregard.rules.documents.reading import TextSource, Word
from dueregard.rules.redaction.looking import doubtful_on
from dueregard.rules.redaction.marks import MarkKind, Rectangle, rectangles_on
from dueregard.rules.redaction.same_words import occurrences, pieces

MOST_WORDS = 1_500  # that can be ticked on one page
MOST_PLACES = 200
AROUND = 6  # words before and after a find


@dataclass(frozen=True, slots=True)
class Tick:
    """A word of the page that can be ticked."""

    number: int
    text: str
    is_covered: bool
    is_ticked: bool
    ends_line: bool


@dataclass(frozen=True, slots=True)
class MarkPage:
    """A page with its marks."""

    document: Document
    title: str
    number: int
    of: int
    before: str
    after: str
    picture: str
    width: float
    height: float
    view_wide: int
    view_high: int
    pixels_wide: int
    pixels_high: int
    covered: tuple[Box, ...]
    words: tuple[Tick, ...]
    marks: tuple[MarkLine, ...]
    may_mark: bool
    sure: int | None  # how sure the recognition of its words is, in a hundred
    doubtful: int  # lines of it that were read badly


@dataclass(frozen=True, slots=True)
class Place:
    """One place where the words stand."""

    title: str
    href: str
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class FindPage:
    """Where words stand in a document."""

    document: Document
    typed: str
    places: tuple[Place, ...]
    count: int
    pages: int
    may_mark: bool
    looks: Looks  # where they nearly stand


def mark_page(page: Page, ticked: frozenset[int] = frozenset()) -> MarkPage:
    """Put together the page on which a page is marked."""
    document, words = page.document, words_of(page)
    rows = list(document.marks.select_related("by"))
    is_sound = page.source == TextSource.TRANSCRIPT
    covered = rectangles_on(page.number, [row.value() for row in rows], words)
    width, height = page.width or 0.0, page.height or 0.0
    has_picture = has_pictures(document.pictured[1]) and width > 0 and height > 0
    return MarkPage(
        document=document,
        title=page_title(page),
        number=page.number,
        of=document.pages_read,
        before=_neighbour(document, page.number - 1),
        after=_neighbour(document, page.number + 1),
        picture=reverse("evidence:picture", args=[document.pk, page.number]) if has_picture else "",
        width=width,
        height=height,
        view_wide=round(width * 100),
        view_high=round(height * 100),
        pixels_wide=WIDTHS[""],
        pixels_high=round(WIDTHS[""] * height / width) if has_picture else 0,
        covered=tuple(
            Box(
                round(one.left * 100),
                round(one.top * 100),
                round((one.right - one.left) * 100),
                round((one.bottom - one.top) * 100),
            )
            for one in covered
        ),
        words=tuple(
            Tick(
                number,
                word.text,
                _is_covered(word, rows, covered, is_sound=is_sound),
                number in ticked,
                is_sound or (number + 1 < len(words) and words[number + 1].top > word.bottom),
            )
            for number, word in enumerate(words[:MOST_WORDS])
        ),
        marks=tuple(mark_line(row) for row in rows if _touches(row, page)),
        may_mark=may_mark(document),
        sure=round(page.confidence) if page.source == TextSource.OCR and page.confidence is not None else None,
        doubtful=len(doubtful_on(page.number, words)),
    )


def _touches(row: Mark, page: Page) -> bool:
    if row.kind != MarkKind.SPAN:
        return row.page in {None, page.number}
    return (row.start_ms or 0) < (page.end_ms or 0) and (row.end_ms or 0) > (page.start_ms or 0)


def _is_covered(word: Word, rows: list[Mark], covered: list[Rectangle], *, is_sound: bool) -> bool:
    """Tell whether a word, or a sentence of a transcript, is marked already."""
    if not is_sound:
        return any(one.touches(word) for one in covered)
    return any(
        (row.start_ms or 0) < word.right and (row.end_ms or 0) > word.left for row in rows if row.kind == MarkKind.SPAN
    )


def may_mark(document: Document) -> bool:
    """Tell whether no copy is in the works."""
    return not document.public_copies.filter(state__in=PublicCopy.OPEN).exists()


def find_page(document: Document, typed: str) -> FindPage:
    """Return every place where the words stand, with what is around them."""
    found: list[Place] = []
    count = pages = 0
    whole = "".join(pieces(typed))
    for page in document.pages.order_by("number").iterator(200) if whole else ():
        if whole not in "".join(pieces(page.text)):
            continue
        words = _spoken(page)
        places = occurrences(words, typed)
        count += len(places)
        pages += bool(places)
        for place in places[: MOST_PLACES - len(found)]:
            found.append(_place(page, words, place))
    return FindPage(document, typed, tuple(found), count, pages, may_mark(document), near_lines(document, typed))


def _spoken(page: Page) -> list[Word]:
    """Return the words of a page's text; places do not matter here, and some pages have none."""
    return [Word(text, at, 0, at + 1, 1) for at, text in enumerate(page.text.split())]


def _place(page: Page, words: list[Word], place: tuple[Word, ...]) -> Place:
    first, last = int(place[0].left), int(place[-1].left)
    said = [word.text for word in words]
    return Place(
        page_title(page),
        reverse("redaction:mark_page", args=[page.document_id, page.number]),
        " ".join(said[max(0, first - AROUND) : first]),
        " ".join(said[first : last + 1]),
        " ".join(said[last + 1 : last + 1 + AROUND]),
    )


def boxes_of(words: tuple[Word, ...], ticked: list[int]) -> list[tuple[float, float, float, float]]:
    """Return one rectangle for each run of ticked words that stand beside one another on a line."""
    runs: list[list[Word]] = []
    last = -2
    for number in sorted(set(ticked)):
        word = words[number]
        if number == last + 1 and word.top < runs[-1][-1].bottom and word.left >= runs[-1][-1].left:
            runs[-1].append(word)
        else:
            runs.append([word])
        last = number
    return [
        (
            min(one.left for one in run), min(one.top for one in run), max(one.right for one in run),
            max(one.bottom for one in run),
        )
        for run in runs
    ]  # fmt: skip


def _neighbour(document: Document, number: int) -> str:
    if not 1 <= number <= document.pages_read:
        return ""
    return reverse("redaction:mark_page", args=[document.pk, number])
