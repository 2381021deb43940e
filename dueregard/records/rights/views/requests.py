"""Requests of people about their own data: for administrators, who answer for what the site keeps."""

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.module_loading import import_string
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.accounts.views.sure import Question, ask_first, is_sure
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile
from dueregard.records.rights.actions.keep_request import (
    SHAPE,
    AlreadyAnswered,
    OutOfOrder,
    answer_request,
    open_request,
    set_days,
    stored_days,
)
from dueregard.records.rights.actions.settle_rows import Decided, settle_rows
from dueregard.records.rights.forms import AnswerForm, DaysForm, RequestForm, RowsForm
from dueregard.records.rights.models import Request
from dueregard.records.rights.queries.goes_along import goes_along
from dueregard.records.rights.queries.periods import periods
from dueregard.records.rights.queries.request_page import request_lines, request_page
from dueregard.rules.law.data_rights import ToldTooLate
from dueregard.rules.privacy.reasons import Reason

MEANWHILE = "Someone else has already answered this request. What you typed is below and has not been saved."


@require_safe
@open_to(Audience.ADMINISTRATOR)
def requests(request: SignedInRequest) -> HttpResponse:
    """List requests with their days."""
    return render(request, "rights/requests.html", {"lines": request_lines()})


@open_to(Audience.ADMINISTRATOR)
def new(request: SignedInRequest) -> HttpResponse:
    """Take a request down as it came; with `complaint`, as a complaint about data says it."""
    complaint = request.GET.get("complaint", "")
    said = import_string(settings.BROUGHT_TO_REQUESTS)(complaint) if complaint else None
    form = RequestForm(request.POST or None, initial=said or {"received_on": localdate(request.now)})
    if form.is_valid():
        told = {**form.cleaned_data, "complaint": complaint if said else ""}
        kept = open_request(**told, by=request.person, now=request.now)
        return redirect("rights:request", kept.pk)
    return render(request, "rights/new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@open_to(Audience.ADMINISTRATOR)
@never_cache
def one(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show a request with its clock and everything that the site keeps about the person."""
    return _shown(request, get_object_or_404(Request, pk=pk))


@require_POST
@open_to(Audience.ADMINISTRATOR)
def days(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take what happened when; the clock follows."""
    kept = get_object_or_404(Request, pk=pk)
    form = _days_form(request, kept)
    if form.is_valid():
        try:
            set_days(pk=pk, wanted=form.typed, seen=form.seen, by=request.person, now=request.now)
        except ChangedMeanwhile as meanwhile:
            form.meet(meanwhile)
        except (OutOfOrder, ToldTooLate) as refusal:
            form.add_error(None, str(refusal))
        except AlreadyAnswered:
            form.add_error(None, MEANWHILE)
        else:
            messages.success(request, form.saved("Saved."))
            return redirect("rights:request", pk)
    return _shown(request, kept, days_form=form)


@require_POST
@open_to(Audience.ADMINISTRATOR)
def rows(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Erase, take a name out, or keep: what is erased is asked about first, because nothing brings it back."""
    kept = get_object_or_404(Request, pk=pk)
    form = RowsForm(request.POST, rows=[one.name for one in request_page(kept).found.rows])
    if not form.is_valid():
        return _shown(request, kept, rows_form=form)
    said = form.cleaned_data
    if said["do"] != "keep" and not is_sure(request):
        return ask_first(request, _question(said["do"], said["row"], request.path.removesuffix("rows/")))
    done = settle_rows(
        request=kept,
        names=said["row"],
        do=said["do"],
        reason=Reason(said["reason"]),
        by=request.person,
        now=request.now,
    )
    messages.success(request, _told(done))
    for sentence in done.waits:
        messages.warning(request, sentence)
    return redirect("rights:request", pk)


@require_POST
@open_to(Audience.ADMINISTRATOR)
def answer(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Write down how it was answered."""
    kept, form = get_object_or_404(Request, pk=pk), AnswerForm(request.POST)
    if form.is_valid():
        try:
            answer_request(pk=pk, **form.cleaned_data, by=request.person, now=request.now)
        except AlreadyAnswered:
            form.add_error(None, MEANWHILE)
        else:
            return redirect("rights:request", pk)
    return _shown(request, kept, answer_form=form)


@require_safe
@open_to(Audience.ADMINISTRATOR)
def kept_for(request: SignedInRequest) -> HttpResponse:
    """Show what the site erases by itself, and whether it has."""
    return render(request, "rights/periods.html", {"page": periods()})


def _shown(
    request: SignedInRequest,
    kept: Request,
    *,
    days_form: forms.Form | None = None,
    rows_form: forms.Form | None = None,
    answer_form: forms.Form | None = None,
) -> HttpResponse:
    page = request_page(kept)
    wrong = next((form for form in (days_form, rows_form, answer_form) if form is not None), None)
    told = {
        "page": page,
        "days_form": days_form or _days_form(request, kept),
        "rows_form": rows_form or RowsForm(rows=[one.name for one in page.found.rows]),
        "answer_form": answer_form or AnswerForm(),
        "ticked": rows_form.data.getlist("row") if rows_form is not None else [],  # type: ignore[attr-defined]
    }
    return render(request, "rights/request.html", told, status=422 if wrong is not None else 200)


def _days_form(request: SignedInRequest, kept: Request) -> DaysForm:
    return DaysForm(
        request.POST if request.path.endswith("/days/") else None,
        on=kept,
        stored=stored_days(kept),
        shape=SHAPE,
        person=request.person,
        now=request.now,
    )


def _question(do: str, names: Sequence[str], back: str) -> Question:
    rows = "1 row" if len(names) == 1 else f"{len(names)} rows"
    if do == "words":
        says = (
            f"This takes the names and addresses of this request out of {rows}. If a row came or left as an e-mail, "
            "the original message goes as well, because it holds the same words. Nothing can bring them back."
        )
        return Question(f"Take the names out of {rows}?", says, "Remove them", back)
    others = ", ".join(goes_along(names))
    along = f"These go as well: {others}. " if others else ""
    says = (
        f"This erases {rows} and everything that goes with them: files, pictures, what was read in them, public "
        f"copies, and the message as it came. {along}The audit "
        "says who did it, when and why, but not what it was. Nothing can bring it back. Older back-ups still hold it "
        "until you delete them."
    )
    return Question(f"Erase {rows}?", says, "Erase", back)


def _told(done: Decided) -> str:
    said = [
        f"{count} {words}"
        for count, words in ((done.erased, "erased"), (done.words, "without the name now"), (done.kept, "kept"))
        if count
    ]
    return f"Done: {', '.join(said)}." if said else "Nothing was changed."
