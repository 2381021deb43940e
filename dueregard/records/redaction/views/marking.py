"""Marking what must go: words wherever they stand, ticked words and rectangles of one page, a stretch of sound."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.records.evidence.models import Document, Page
from dueregard.records.redaction.access import mark_kept_by, original_kept_by, original_page_kept_by
from dueregard.records.redaction.actions.set_marks import (
    CopyInTheWorks,
    NothingToMark,
    TooManyMarks,
    mark_areas,
    mark_span,
    mark_words,
    remove_mark,
)
from dueregard.records.redaction.forms import AreaForm, PlacesForm, ReasonForm, SpanForm, WordsForm
from dueregard.records.redaction.queries.marking import boxes_of, find_page, mark_page
from dueregard.records.redaction.queries.words_of import numbers_between, words_of
from dueregard.rules.documents.reading import TextSource
from dueregard.rules.redaction.marks import NothingMarked

REFUSALS = {
    CopyInTheWorks: "A copy is being made or checked. To change the marks, discard it first.",
    TooManyMarks: "That is more than 2,000 marks. Nothing was marked. Black words out everywhere instead of one by "
    "one.",
    NothingToMark: "These words contain no letters or digits. Nothing was marked.",
    NothingMarked: "The rectangle does not cover any of the page. Nothing was marked.",
}
REFUSED = tuple(REFUSALS)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def find(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show where words stand in the document; mark them all."""
    document = original_kept_by(request.person, pk)
    form = WordsForm(request.POST or None, initial={"words": request.GET.get("words", "")})
    if form.is_valid():
        try:
            said = form.cleaned_data["words"]
            mark_words(
                document=document,
                phrases=[said],
                reason=form.cleaned_data["reason"],
                by=request.person,
                now=request.now,
            )
            messages.success(request, f"“{said}” will be blacked out everywhere.")
            return redirect("redaction:publication", document.pk)
        except REFUSED as refusal:
            messages.error(request, REFUSALS[type(refusal)])
    typed = (request.POST.get("words") or request.GET.get("words", "")).replace("\x00", "").strip()[:300]
    return render(
        request, "redaction/find_words.html", {"page": find_page(document, typed), "form": form, "places": PlacesForm()}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def page(request: SignedInRequest, pk: UUID, number: int) -> HttpResponse:
    """Show a page with its marks; mark ticked words or a rectangle."""
    one = original_page_kept_by(request.person, pk, number)
    words = words_of(one)
    form = AreaForm(request.POST or None, words=words)
    if form.is_valid():
        try:
            return _marked(request, one, form)
        except REFUSED as refusal:
            messages.error(request, REFUSALS[type(refusal)])
    ticked = _whole(request.POST.getlist("word"))
    if start := request.GET.get("from"):  # words that were selected on the document's own page; nothing is marked yet
        places = _whole([start, request.GET.get("to", "")])
        ticked |= numbers_between(one, words, min(places), max(places)) if len(places) == 2 else frozenset()
    return render(request, "redaction/mark_page.html", {"page": mark_page(one, ticked), "form": form})


def _whole(typed: list[str]) -> frozenset[int]:
    """Return the whole numbers among these words."""
    return frozenset(int(number) for number in typed if number.isascii() and number.isdigit() and len(number) < 10)


@require_POST
@open_to(Audience.SIGNED_IN)
def span(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Mark a stretch of a recording by its seconds."""
    document = original_kept_by(request.person, pk)
    form = SpanForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Give the start and end in seconds, and a reason. Nothing was marked.")
        return redirect("redaction:publication", document.pk)
    given = form.cleaned_data
    try:
        mark_span(
            document=document, start_ms=round(given["start"] * 1000), end_ms=round(given["end"] * 1000), words="",
            reason=given["reason"], by=request.person, now=request.now,
        )  # fmt: skip
        messages.success(request, "Marked. It will be silent in the copy.")
    except NothingToMark:
        messages.error(request, "The end must come after the start. Nothing was marked.")
    except (CopyInTheWorks, TooManyMarks) as refusal:
        messages.error(request, REFUSALS[type(refusal)])
    return redirect("redaction:publication", document.pk)


def _marked(request: SignedInRequest, one: Page, form: AreaForm) -> HttpResponse:
    given = form.cleaned_data
    if one.source == TextSource.TRANSCRIPT:
        return _silenced(request, one, given["word"], given["reason"])
    boxes = boxes_of(words_of(one), given["word"])
    if given["left"] is not None and given["bottom"] is not None:
        boxes.append((given["left"], given["top"], given["right"], given["bottom"]))
    made = mark_areas(
        page=one, boxes=boxes, reason=given["reason"], words=words_of(one), is_only_here=given["is_only_here"],
        by=request.person, now=request.now,
    )  # fmt: skip
    messages.success(request, "Marked." if len(made) == 1 else f"{len(made)} places marked.")
    return redirect("redaction:mark_page", one.document_id, one.number)


def _silenced(request: SignedInRequest, one: Page, ticked: list[int], reason: str) -> HttpResponse:
    """Mark ticked sentences of a transcript as stretches of sound."""
    words = words_of(one)
    for number in ticked:
        said = words[number]
        mark_span(
            document=one.document, start_ms=round(said.left), end_ms=round(said.right), words=said.text, reason=reason,
            by=request.person, now=request.now,
        )  # fmt: skip
    messages.success(request, "Marked. It will be silent in the copy.")
    return redirect("redaction:mark_page", one.document_id, one.number)


@require_POST
@open_to(Audience.SIGNED_IN)
def proposed(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Mark those of the proposed details that were ticked."""
    document = original_kept_by(request.person, pk)
    form, chosen = ReasonForm(request.POST), request.POST.getlist("detail")
    if not chosen or not form.is_valid():
        messages.error(request, "Tick what to black out, and choose a reason. Nothing was marked.")
        return redirect("redaction:publication", document.pk)
    try:
        reason = form.cleaned_data["reason"]
        made = mark_words(document=document, phrases=chosen, reason=reason, by=request.person, now=request.now)
        messages.success(request, f"{len(made)} marked, everywhere they appear.")
    except REFUSED as refusal:
        messages.error(request, REFUSALS[type(refusal)])
    return redirect("redaction:publication", document.pk)


@require_POST
@open_to(Audience.SIGNED_IN)
def remove(request: SignedInRequest, pk: UUID, mark: int) -> HttpResponse:
    """Take a mark away again."""
    one = mark_kept_by(request.person, pk, mark)
    try:
        remove_mark(mark=one, by=request.person, now=request.now)
        messages.success(request, "Mark removed.")
    except CopyInTheWorks:
        messages.error(request, REFUSALS[CopyInTheWorks])
    return _back(request, one.document)


def _back(request: SignedInRequest, document: Document) -> HttpResponse:
    number = request.POST.get("page", "")
    if number.isascii() and number.isdigit() and len(number) < 9:
        return redirect("redaction:mark_page", document.pk, int(number))
    return redirect("redaction:publication", document.pk)
