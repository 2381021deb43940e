"""What a second person looks at before a copy goes public: what was left out, what is still there, what was lost."""

from dataclasses import dataclass

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator

from dueregard.foundation.accounts.models import Person
from dueregard.records.evidence.models import Document, Reading
from dueregard.records.evidence.queries.hidden import HiddenGroup, hidden_in
from dueregard.records.redaction.actions.publish_copy import hands_in
from dueregard.records.redaction.models import PublicCopy
from dueregard.records.redaction.queries.publication import DetailLine, found_details
from dueregard.rules.redaction.difference import Kind, Piece, difference, words_lost
from dueregard.rules.redaction.forms import Form
from dueregard.rules.redaction.reasons import REASONS
from dueregard.rules.redaction.second_person import why_not_second

PAGES_A_LIST = 20
THE_DIFFERENCE = "difference"
SHOWN_AROUND = 12  # words that stayed, on both sides of what went


@dataclass(frozen=True, slots=True)
class PageLost:
    """A page, and what it lost."""

    title: str
    pieces: tuple[Piece, ...]
    lost: int


@dataclass(frozen=True, slots=True)
class CheckPage:
    """Everything the second person sees."""

    document: Document
    asked: PublicCopy
    sha256: str
    copy_path: str
    is_read: bool
    hidden: tuple[HiddenGroup, ...]
    details: tuple[DetailLine, ...]
    reasons: tuple[str, ...]
    pages: ListPage  # type: ignore[type-arg]
    pages_changed: int
    lost: int
    why_not: str

    def keys(self) -> list[str]:
        """Return what must be ticked, each by its own key."""
        hidden = [f"hidden:{one.channel}" for one in self.hidden]
        return [*hidden, *(one.key for one in self.details), THE_DIFFERENCE]


def check_page(asked: PublicCopy, person: Person, *, number: str) -> CheckPage:
    """Put together what a second person looks at."""
    original, copy = asked.document, asked.copy
    assert copy is not None, "a copy that waits to be confirmed is there"
    is_read = copy.reading in {Reading.READ, Reading.PARTLY}
    changed = lost_pages(original, copy, form=Form(asked.form)) if is_read else []
    counted: dict[str, int] = {}
    for mark in asked.marks:
        counted[mark["reason"]] = counted.get(mark["reason"], 0) + 1
    return CheckPage(
        document=original,
        asked=asked,
        sha256=copy.sha256,
        copy_path=copy.get_absolute_url(),
        is_read=is_read,
        hidden=hidden_in(original),
        details=still_there(asked, copy) if is_read else (),
        reasons=tuple(f"{REASONS[code].says} ({count})" for code, count in counted.items()),
        pages=Paginator(changed, PAGES_A_LIST).get_page(number),
        pages_changed=len(changed),
        lost=sum(page.lost for page in changed),
        why_not=why_not_second(str(person.pk), hands_in(asked)),
    )


def still_there(asked: PublicCopy, copy: Document) -> tuple[DetailLine, ...]:
    """Return the personal details of the original that no mark covers, and those of the copy, each once.

    The copy's words are recognised from pixels, and many an address is not recognised as one.
    """
    of_original = found_details(asked.document, asked.mark_values())
    seen = {one.key for one in of_original}
    return (*of_original, *(one for one in found_details(copy) if one.key not in seen))


def lost_pages(original: Document, copy: Document, *, form: Form) -> list[PageLost]:
    """Return each page that lost or gained words. A copy that was set anew has other pages: then all is one."""
    before = dict(original.pages.order_by("number").values_list("number", "text"))
    after = dict(copy.pages.order_by("number").values_list("number", "text"))
    if form not in {Form.PAGES, Form.PICTURE}:
        before, after = {0: "\n".join(before.values())}, {0: "\n".join(after.values())}
    found = []
    for number in sorted(before.keys() | after.keys()):
        pieces = difference(before.get(number, ""), after.get(number, ""))
        if any(piece.kind is not Kind.SAME for piece in pieces):
            title = f"Page {number}" if number else "The whole document"
            found.append(PageLost(title, tuple(_shortened(pieces)), words_lost([pieces])))
    return found


def _shortened(pieces: list[Piece]) -> list[Piece]:
    """Leave out what stayed and stands far from what went."""
    short = []
    for place, piece in enumerate(pieces):
        said = piece.words.split()
        if piece.kind is not Kind.SAME or len(said) <= 2 * SHOWN_AROUND:
            short.append(piece)
            continue
        start = said[:SHOWN_AROUND] if place else []
        end = said[-SHOWN_AROUND:] if place + 1 < len(pieces) else []
        short.append(Piece(Kind.SAME, " ".join([*start, "…", *end])))
    return short
