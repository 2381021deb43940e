"""Leads the copier through one copy: draws or sets every page, binds them, then searches what came out.

Which words and places are covered is decided in rules/redaction; what follows from a fault, by `actions/make_copy`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from dueregard.records.redaction.gateways.copier import Copier
from dueregard.records.redaction.gateways.to_look_at import ToLookAt
from dueregard.rules.documents.reading import Word
from dueregard.rules.documents.turned import turn_of
from dueregard.rules.redaction.forms import FORMS, Form, copy_name
from dueregard.rules.redaction.looking import Looked, Place
from dueregard.rules.redaction.marks import Mark, MarkKind, must_be_gone, rectangles_on
from dueregard.rules.redaction.reasons import REASONS, label_of
from dueregard.rules.redaction.survivors import survivors_in_text, wanted

# What a copy is made from, where it is not the file that came: its drawing, or the seen cells of a workbook.
DRAWING, TABLES = "drawing", "tables"
LABELS = {code: one.short for code, one in REASONS.items()}
# Without Tesseract the check page says that a person must look; with it, a page that it did not finish is no proof.
NOT_READ_AGAIN = "whose picture could not be searched in time. Make the copy again when the server is less busy"
SECONDS_FOR_SOUND = 1_500.0  # an hour of speech is coded in a minute or two
Pages = Mapping[int, tuple[float | None, list[Word]]]


class Progress(Protocol):
    """Told after each step; may raise to stop."""

    def __call__(self, done: int, expected: int) -> None:
        """Say how many of how many steps are done."""


@dataclass(frozen=True, slots=True)
class Made:
    """What came out: the file, what survived in it, how much was covered by looking, whether it was read again."""

    path: Path
    faults: list[dict[str, str]]
    by_looking: int
    is_read_again: bool
    places: list[Place] = field(default_factory=list)  # that a person must look at first


@dataclass(frozen=True, slots=True)
class _Wish:
    source: Path
    kind: str
    form: Form
    marks: Sequence[Mark]
    pages: Pages
    title: str
    languages: Sequence[str]
    progress: Progress
    to_look_at: ToLookAt
    scans: Collection[int]


def remake(
    child: Copier, *, source: Path, kind: str, form: Form, marks: Sequence[Mark], pages: Pages, title: str,
    languages: Sequence[str], progress: Progress, looked: Sequence[Looked] = (), scans: Collection[int] = (),
) -> Made:  # fmt: skip
    """Make the copy in the child's folder and search it. Raises: CouldNotRead, and what `progress` raises

    `looked` is what a person has looked at already; `scans` are the pages whose words
    were recognised; they are set upright.
    """
    to_look_at = ToLookAt(marks, looked)
    wish = _Wish(source, kind, form, marks, pages, title, languages, progress, to_look_at, scans)
    to = copy_name(form, "")
    # The title is shown beside the copy, whatever its form.
    if survivors_in_text(title, [wanted(one) for one in must_be_gone(marks)]):
        return Made(
            child.folder / to,
            [{"words": "", "where": "the title of the copy contains words to be blacked out"}],
            0,
            False,
        )
    if form is Form.SOUND:
        return _silenced(child, wish, to)
    by_looking = _set(child, wish, to) if form in {Form.SET, Form.TABLE} else _drawn(child, wish, to)
    gone = must_be_gone(marks)
    faults = child.ask("search", copy=to, kind=FORMS[form].media_type, gone=gone, title=title)["faults"]
    survivors, is_read_again = ([], True) if form is Form.TABLE else _read_again(child, wish, to, gone)
    return Made(child.folder / to, [*faults, *survivors], by_looking, is_read_again, to_look_at.left())


def _set(child: Copier, wish: _Wish, to: str) -> int:
    """Have the copy set anew from the words that the original visibly says."""
    phrases = [[mark.words, label_of(mark.reason)] for mark in wish.marks if mark.kind is MarkKind.WORDS]
    child.ask(
        "set", source=str(wish.source), kind=wish.kind, form=wish.form.value, phrases=phrases, title=wish.title, to=to
    )
    for number, (_, words) in wish.pages.items():
        wish.to_look_at.written(number, words)
    wish.progress(1, 2)
    return 0


def _silenced(child: Copier, wish: _Wish, to: str) -> Made:
    """Have the recording coded anew, and listened to."""
    wish.progress(0, 2)
    spans = [[mark.start_ms, mark.end_ms] for mark in wish.marks if mark.kind is MarkKind.SPAN]
    faults = child.ask("silence", seconds=SECONDS_FOR_SOUND, source=str(wish.source), spans=spans, to=to)["faults"]
    wish.progress(1, 2)
    kind = FORMS[wish.form].media_type
    faults += child.ask("search", copy=to, kind=kind, gone=must_be_gone(wish.marks), title=wish.title)["faults"]
    wish.progress(2, 2)
    return Made(child.folder / to, faults, 0, True)


def _drawn(child: Copier, wish: _Wish, to: str) -> int:
    count = child.ask("open", source=str(wish.source), kind=wish.kind)["pages"]
    wish.progress(0, 2 * count)
    sizes: list[list[float]] = []
    by_looking = 0
    for number in range(1, count + 1):
        width, words = wish.pages.get(number, (None, []))
        answer = child.ask(
            "draw",
            page=number,
            width=width,
            rectangles=[_as_json(one) for one in rectangles_on(number, wish.marks, words)],
            labels=LABELS,
            phrases=_phrases(number, wish.marks),
            languages=list(wish.languages),
            near=wish.to_look_at.phrases,
            turn=turn_of(words) if number in wish.scans else 0,
            is_scan=number in wish.scans,
        )
        wish.to_look_at.drawn(number, words, answer)
        sizes.append([answer["width"], answer["height"]])
        by_looking += answer["by_looking"]
        wish.progress(number, 2 * count)
    if wish.form is Form.PICTURE:
        child.ask("keep_picture", to=to)
    else:
        child.ask("bind", pages=sizes, title=wish.title, to=to)
    return by_looking


def _phrases(page: int, marks: Sequence[Mark]) -> list[list[str]]:
    """Return the marked words that are looked for in the pixels of a page, with the reason."""
    return [[mark.words, mark.reason] for mark in marks if mark.kind is MarkKind.WORDS and mark.page in {None, page}]


def _read_again(child: Copier, wish: _Wish, copy: str, gone: Sequence[str]) -> tuple[list[dict[str, str]], bool]:
    """Have every page of the copy read from its pixels once more."""
    count = child.ask("open", source=str(child.folder / copy), kind=FORMS[wish.form].media_type)["pages"]
    faults: list[dict[str, str]] = []
    is_read = True
    for number in range(1, count + 1):
        near = wish.to_look_at.phrases
        answer = child.ask("look", page=number, gone=list(gone), languages=list(wish.languages), near=near)
        wish.to_look_at.looked_again(number, answer, is_drawn=wish.form in {Form.PAGES, Form.PICTURE})
        is_read = is_read and answer["is_read"]
        if answer["is_there"] and not answer["is_read"]:
            faults.append({"words": "", "where": f"page {number}, {NOT_READ_AGAIN}"})
        if not answer["is_covered"]:
            faults.append({"words": "", "where": f"a marked part of page {number}, which can still be seen"})
        faults += [{"words": words, "where": f"the picture of page {number}"} for words in answer["survivors"]]
        wish.progress(count + number, 2 * count)
    return faults, is_read


def _as_json(rectangle: Any) -> dict[str, Any]:
    return {side: getattr(rectangle, side) for side in ("left", "top", "right", "bottom", "reason")}
