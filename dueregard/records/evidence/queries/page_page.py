"""One page of a document: its text with marks, where those stand on its picture, its neighbours, how it is cited."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.records.evidence.access import may_mark
from dueregard.records.evidence.models import Document, Page
from dueregard.records.evidence.queries.cited import cited_page
from dueregard.records.evidence.queries.document_page import belongs_to, page_title
from dueregard.records.evidence.queries.embedding import oembed_address
from dueregard.records.evidence.queries.found_in_text import marked_spans
from dueregard.records.evidence.queries.places import Box, boxes, moments, placed_words
from dueregard.rules.documents.citation_styles import Citation, citations, clock
from dueregard.rules.documents.page_words import Placed, words_between
from dueregard.rules.documents.passages import Anchor, NoPassage, anchor
from dueregard.rules.documents.picture_kinds import WIDTHS, has_pictures, sound_type
from dueregard.rules.documents.reading import REASONS, Reason, TextSource
from dueregard.rules.documents.shown_pages import SHEETS, Row, rows_of, sentences_of
from dueregard.rules.documents.text_pieces import Piece, Span, cut, joined_lines

MOST_BOXES = 400
SOURCES = {
    TextSource.OCR: "The words were recognised from the picture of the page, so some may be wrong.",
    TextSource.TRANSCRIPT: "The words were recognised from speech, so some may be wrong.",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a page, with the rectangles to draw on it."""

    href: str
    large: str
    width: int  # hundredths of a point; only the proportion matters
    height: int
    found: tuple[Box, ...]
    passage: tuple[Box, ...]

    @property
    def pixels_wide(self) -> int:
        """The width for which a browser keeps room."""
        return WIDTHS[""]

    @property
    def pixels_high(self) -> int:
        """The height for which a browser keeps room."""
        return round(WIDTHS[""] * self.height / self.width)


@dataclass(frozen=True, slots=True)
class SentenceLine:
    """A sentence of a recording: when it is said, and the link that plays from there."""

    time: str
    ms: int
    href: str
    pieces: tuple[Piece, ...]
    is_marked: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """The passage that the address names."""

    start: int
    end: int
    quote: str
    href: str
    address: str


@dataclass(frozen=True, slots=True)
class PagePage:
    """Everything the page of a page shows."""

    title: str
    document_title: str
    document_path: str
    body: str
    body_path: str
    number: int
    of: int
    path: str
    pieces: tuple[Piece, ...]
    rows: tuple[Row, ...] | None
    sentences: tuple[SentenceLine, ...]
    sound: str  # the recording, from the moment that matters
    note: str
    trouble: str
    typed: str
    times: int  # how often what was looked for stands here
    chosen: Chosen | None
    problem: str
    picture: Picture | None
    before: str
    after: str
    citations: tuple[Citation, ...]
    is_own: bool
    is_public: bool
    may_mark: bool
    oembed: str
    black_out: str  # where its words are marked, by whoever keeps the original


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks to be marked."""

    typed: str = ""
    start: int | None = None
    end: int | None = None
    at_ms: int | None = None  # of a recording


def page_page(document: Document, page: Page, person: Person | None, wanted: Wanted, *, today: date) -> PagePage:
    """Put together the page of a page of a document that this person may open."""
    path = reverse("evidence:page", args=[document.pk, page.number])
    found = marked_spans(page.text, wanted.typed) if wanted.typed else ()
    passage, problem = _passage(page, wanted)
    span = Span(passage.start, passage.end) if passage else None
    chosen = _chosen(path, passage) if passage else None
    numbers = _neighbours(document, page.number)
    pieces = cut(_shown(document, page.text), found=found, passage=span)
    placed = placed_words(page) if page.words and (found or span or is_sound(page)) else ()
    sentences = _sentences(page, path, pieces, placed)
    at_ms = _moment(page, placed, sentences, span, wanted)
    cited = cited_page(page, document, today=today, path=chosen.href if chosen else "", at_ms=at_ms)
    return PagePage(
        title=page_title(page),
        document_title=str(document),
        document_path=document.get_absolute_url(),
        body=_body_of(document),
        body_path=document.body.get_absolute_url() if document.body else "",
        number=page.number,
        of=max(document.pages_read, document.pages_expected or 0),
        path=path,
        pieces=pieces,
        rows=rows_of(pieces) if document.media_type in SHEETS else None,
        sentences=sentences,
        sound=sound_path(document, at_ms),
        note=SOURCES.get(TextSource(page.source), ""),
        trouble=REASONS[Reason(page.reason)] if page.reason in set(Reason) else "",
        typed=wanted.typed,
        times=len(found),
        chosen=chosen,
        problem=problem,
        picture=_picture(document, page, placed, found, span),
        before=_with(document, numbers[0], wanted.typed),
        after=_with(document, numbers[1], wanted.typed),
        citations=citations(cited),
        is_own=belongs_to(document, person),
        is_public=document.is_public,
        may_mark=may_mark(person, document),
        oembed=oembed_address(chosen.href) if chosen and document.is_public else "",
        black_out=_black_out(document, page, person),
    )


def _black_out(document: Document, page: Page, person: Person | None) -> str:
    if document.copy_of_id or not page.words or not belongs_to(document, person):
        return ""
    return reverse("redaction:mark_page", args=[document.pk, page.number])


def _body_of(document: Document) -> str:
    """Return the body as it stands above the text: only what it sent is shown as its own."""
    if document.body is None:
        return ""
    return document.body.name if document.came_in_reply else f"About {document.body.name}"


def _shown(document: Document, text: str) -> str:
    """Return the text with the lines of print joined, where it comes from paper; every sign keeps its place."""
    return joined_lines(text) if has_pictures(document.pictured[1]) and document.media_type not in SHEETS else text


def _chosen(path: str, passage: Anchor) -> Chosen:
    href = passage_path(path, passage)
    return Chosen(passage.start, passage.end, passage.quote, href, f"{settings.PUBLIC_URL}{href}")


def passage_path(path: str, passage: Anchor) -> str:
    """Return the address that marks a passage on its page."""
    return f"{path}?{urlencode({'from': passage.start, 'to': passage.end})}"


def sound_path(document: Document, start_ms: int | None, end_ms: int | None = None) -> str:
    """Return the address that plays a recording from a moment on; nothing where there is nothing to play.

    Source of the form: W3C Media Fragments URI 1.0, 4.2.1.
    """
    if not sound_type(document.media_type):
        return ""
    stretch = ",".join(_seconds(ms) for ms in (start_ms or 0, end_ms) if ms is not None)
    return f"{reverse('evidence:sound', args=[document.pk])}#t={stretch}"


def _seconds(ms: int) -> str:
    return f"{ms / 1000:.3f}".rstrip("0").rstrip(".")


def is_sound(page: Page) -> bool:
    """Tell whether a page is a stretch of a recording."""
    return page.source == TextSource.TRANSCRIPT


def _picture(
    document: Document, page: Page, placed: tuple[Placed, ...], found: tuple[Span, ...], passage: Span | None
) -> Picture | None:
    """Return the picture of a page with its rectangles, or None where there is nothing to see but words."""
    if not has_pictures(document.pictured[1]):
        return None
    address = reverse("evidence:picture", args=[document.pk, page.number])

    def around(span: Span) -> tuple[Box, ...]:
        return boxes(page, words_between(placed, span.start, span.end))

    return Picture(
        href=address,
        large=f"{address}?size=large",
        width=round((page.width or 595) * 100),
        height=round((page.height or 842) * 100),
        found=tuple(box for span in found[:MOST_BOXES] for box in around(span)),
        passage=around(passage) if passage else (),
    )


def _sentences(
    page: Page, path: str, pieces: tuple[Piece, ...], placed: tuple[Placed, ...]
) -> tuple[SentenceLine, ...]:
    if not is_sound(page):
        return ()
    return tuple(
        SentenceLine(clock(one.start_ms), one.start_ms, f"{path}?t={one.start_ms}#sound", one.pieces, one.is_marked)
        for one in sentences_of(pieces, placed)
    )


def _moment(
    page: Page,
    placed: tuple[Placed, ...],
    sentences: tuple[SentenceLine, ...],
    passage: Span | None,
    wanted: Wanted,
) -> int | None:
    """Return the moment of a recording that matters: the one asked for, that of the first mark, or the page's."""
    if not is_sound(page):
        return None
    if wanted.at_ms is not None:
        return wanted.at_ms
    if passage:
        return moments(page, words_between(placed, passage.start, passage.end))[0]
    return next((one.ms for one in sentences if one.is_marked), page.start_ms)


def _passage(page: Page, wanted: Wanted) -> tuple[Anchor | None, str]:
    if wanted.start is None or wanted.end is None:
        return None, ""
    try:
        return anchor(page.text, wanted.start, wanted.end), ""
    except NoPassage as refusal:
        return None, str(refusal)


def _neighbours(document: Document, number: int) -> tuple[int | None, int | None]:
    pages = document.pages.filter(number__in=[number - 1, number + 1]).values_list("number", flat=True)
    beside = set(pages)
    return (number - 1 if number - 1 in beside else None, number + 1 if number + 1 in beside else None)


def _with(document: Document, number: int | None, typed: str) -> str:
    if number is None:
        return ""
    path = reverse("evidence:page", args=[document.pk, number])
    return f"{path}?{urlencode({'q': typed})}" if typed else path
