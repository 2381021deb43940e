"""The way of a document to the public: what it hides, what is marked, how far its copy is, what can be done next."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.records.evidence.models import Document
from dueregard.records.evidence.queries.hidden import HiddenGroup, hidden_in
from dueregard.records.groups.access import is_caseworker
from dueregard.records.redaction.models import Mark, PublicCopy
from dueregard.records.redaction.queries.forms_of import forms_of
from dueregard.rules.documents.reading import REASONS, Reason
from dueregard.rules.privacy.personal_details import SAYS, Detail, personal_details
from dueregard.rules.redaction.forms import FORMS, Form
from dueregard.rules.redaction.marks import Mark as MarkValue
from dueregard.rules.redaction.marks import MarkKind
from dueregard.rules.redaction.same_words import pieces

MOST_MARKS_SHOWN = 300
MOST_DETAILS = 200
MOST_PAGES_NAMED = 6
_PAGE = re.compile(r"\bpage (\d+)\b")  # as a fault says where it is
State = PublicCopy.State
TONES = {State.REFUSED: "late", State.FAILED: "late", State.READY: "soon", State.PUBLISHED: "good"}
WALK = ("What to black out", "Making the copy", "Second person’s check", "Published")


@dataclass(frozen=True, slots=True)
class MarkLine:
    """One mark in the list."""

    pk: int
    what: str
    where: str
    because: str
    by: str
    href: str


@dataclass(frozen=True, slots=True)
class DetailLine:
    """A personal detail that was found, and on which pages."""

    key: str  # by which a person says that it may be read
    words: str
    kind: str
    where: str


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A word that survived, and the places."""

    words: str
    where: str
    pages: tuple[int, ...]  # of the original, on which a box can be drawn over it


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the way, and whether it is done."""

    words: str
    state: str


@dataclass(frozen=True, slots=True)
class CopyLine:
    """How far the newest copy is."""

    state: str
    words: str
    tone: str
    done: int
    total: int
    trouble: str
    faults: tuple[FaultLine, ...]
    href: str
    prepared_by: str
    is_running: bool
    places: int  # that somebody must look at


@dataclass(frozen=True, slots=True)
class PublicationPage:
    """Everything the page shows."""

    document: Document
    title: str
    steps: tuple[Step, ...]
    hidden: tuple[HiddenGroup, ...]
    marks: tuple[MarkLine, ...]
    marks_count: int
    details: tuple[DetailLine, ...]
    forms: tuple[Form, ...]
    why_not: str
    copy: CopyLine | None
    may_mark: bool  # no copy is in the works
    may_make: bool  # a caseworker, and nothing is in the works
    may_act: bool  # a caseworker
    pages: int
    is_sound: bool


def publication_page(document: Document, person: Person) -> PublicationPage:
    """Put together the page of a document that this person's group keeps."""
    newest = document.public_copies.select_related("copy", "prepared_by").first()
    is_open = newest is not None and newest.is_open
    may_act = is_caseworker(person, document.group)
    publishable, why_not = forms_of(document)
    marks = list(document.marks.select_related("by")[:MOST_MARKS_SHOWN])
    shown = newest if newest is not None and newest.state != State.DROPPED else None
    return PublicationPage(
        document=document,
        title=str(document),
        steps=_steps(newest),
        hidden=hidden_in(document),
        marks=tuple(mark_line(mark) for mark in marks),
        marks_count=document.marks.count(),
        details=() if is_open else _not_marked(found_details(document), marks),
        forms=publishable,
        why_not=why_not,
        copy=_copy_line(shown) if shown else None,
        may_mark=not is_open,
        may_make=may_act and not is_open and bool(publishable),
        may_act=may_act,
        pages=document.pages_read,
        is_sound=Form.SOUND in publishable,
    )


def found_details(document: Document, marks: Sequence[MarkValue] = ()) -> tuple[DetailLine, ...]:
    """Return the personal details on a document's pages, each once, with the pages on which no mark covers it."""
    pages: dict[tuple[str, str], list[int]] = defaultdict(list)
    shown: dict[tuple[str, str], Detail] = {}
    for number, text in document.pages.order_by("number").values_list("number", "text"):
        for one in personal_details(text):
            if any(mark.hides(one.words, number) for mark in marks):
                continue
            key = (one.kind.value, " ".join(pieces(one.words)))
            shown.setdefault(key, one)
            if number not in pages[key]:
                pages[key].append(number)
        if len(shown) >= MOST_DETAILS:
            break
    return tuple(
        DetailLine("detail:" + ":".join(key), " ".join(one.words.split()), SAYS[one.kind], _pages(pages[key]))
        for key, one in shown.items()
    )


def _not_marked(details: tuple[DetailLine, ...], marks: list[Mark]) -> tuple[DetailLine, ...]:
    marked = {pieces(mark.words) for mark in marks if mark.kind == MarkKind.WORDS and mark.page is None}
    return tuple(one for one in details if pieces(one.words) not in marked)


def _pages(numbers: list[int]) -> str:
    named = ", ".join(map(str, numbers[:MOST_PAGES_NAMED]))
    rest = f" and {len(numbers) - MOST_PAGES_NAMED} more" if len(numbers) > MOST_PAGES_NAMED else ""
    return f"page{'s' if len(numbers) > 1 else ''} {named}{rest}"


def _steps(newest: PublicCopy | None) -> tuple[Step, ...]:
    at = {State.WAITING: 1, State.MAKING: 1, State.READY: 2, State.PUBLISHED: 4}
    here = at.get(State(newest.state), 0) if newest else 0
    states = ["done" if number < here else "here" if number == here else "ahead" for number in range(len(WALK))]
    return tuple(Step(words, state) for words, state in zip(WALK, states, strict=True))


def mark_line(mark: Mark) -> MarkLine:
    """Return a mark as it stands in a list."""
    where = f"page {mark.page}" if mark.page else "everywhere"
    what = mark.words or "Part of the picture"
    href = reverse("redaction:mark_page", args=[mark.document_id, mark.page]) if mark.page else ""
    if mark.kind == MarkKind.SPAN:
        where, what = f"{_clock(mark.start_ms)} to {_clock(mark.end_ms)}", mark.words or "Part of the recording"
    return MarkLine(mark.pk, what, where, mark.because.says, str(mark.by), href)


def _clock(milliseconds: int | None) -> str:
    seconds = (milliseconds or 0) / 1000
    return f"{int(seconds // 60)}:{seconds % 60:04.1f}"


def _copy_line(made: PublicCopy) -> CopyLine:
    state = State(made.state)
    return CopyLine(
        state=state.value,
        words=state.label.capitalize(),
        tone=TONES.get(state, "wait" if made.is_open else "quiet"),
        done=made.pages_done,
        total=made.pages_expected or 0,
        trouble=REASONS[Reason(made.reason)] if made.reason in set(Reason) else "",
        faults=_fault_lines(made.faults, has_same_pages=made.form in {Form.PAGES, Form.PICTURE}),
        href=made.copy.get_absolute_url() if made.copy else "",
        prepared_by=str(made.prepared_by),
        is_running=state in {State.WAITING, State.MAKING},
        places=sum("place" in fault for fault in made.faults),
    )


def _fault_lines(faults: Iterable[dict[str, str]], *, has_same_pages: bool) -> tuple[FaultLine, ...]:
    places: dict[str, list[str]] = defaultdict(list)
    for one in faults:
        if "place" in one:
            continue
        if one["where"] not in places[one["words"]]:
            places[one["words"]].append(one["where"])
    return tuple(_fault_line(words, where, has_same_pages=has_same_pages) for words, where in places.items())


def _fault_line(words: str, where: Sequence[str], *, has_same_pages: bool) -> FaultLine:
    said = ", ".join(where[:MOST_PAGES_NAMED])
    numbers = {int(number) for number in _PAGE.findall(said)} if has_same_pages else set()
    return FaultLine(words, said, tuple(sorted(numbers)))


def form_says(form: str) -> str:
    """Return what a copy of this form is, in words."""
    return FORMS[Form(form)].says
