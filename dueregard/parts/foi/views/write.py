"""Writing the next letter of a case: filled in from the pack, changed by the person, queued with time to undo."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.packs.queries import NoSuchLetter
from dueregard.parts.foi.access import case_worked_by, message_worked_by
from dueregard.parts.foi.actions.queue_letter import CannotQueue, queue_letter, undo_letter
from dueregard.parts.foi.actions.send_now import send_letter_now
from dueregard.parts.foi.forms import ComplaintForm, NewAddressForm, WriteForm
from dueregard.parts.foi.models.correspondence import Step
from dueregard.parts.foi.queries.addresses import address_for
from dueregard.parts.foi.queries.letters import begun_letter, chosen_grounds, grounds_for
from dueregard.parts.foi.queries.rows import review_warning_of
from dueregard.rules.casework.wording import FilledLetter, MissingFact, UnknownPlaceholders

WRITTEN = {Step.REMINDER, Step.CLARIFICATION, Step.REVIEW, Step.REVIEW_REMINDER, Step.COMPLAINT, Step.OTHER}


@open_to(Audience.SIGNED_IN)
def write(request: SignedInRequest, pk: UUID, step: str) -> HttpResponse:
    """Show the letter of a step as it would be sent; the person can change every word of it."""
    case = case_worked_by(request.person, pk)
    if step not in WRITTEN:
        raise Http404
    try:
        grounds = chosen_grounds(case, request.GET.getlist("ground"))
        filled = begun_letter(case, Step(step), now=request.now, grounds=grounds)
        missing = ""
    except (NoSuchLetter, MissingFact, UnknownPlaceholders) as refusal:
        filled, missing = FilledLetter("", ""), str(refusal)
    to = address_for(case, Step(step))
    initial = {"subject": filled.subject, "text": filled.text, "to": to}
    form = (ComplaintForm if step == Step.COMPLAINT else WriteForm)(request.POST or None, initial=initial)
    if form.is_valid():
        letter = FilledLetter(form.cleaned_data["subject"], form.cleaned_data["text"])
        try:
            written = queue_letter(
                case=case,
                step=Step(step),
                letter=letter,
                to=form.cleaned_data.get("to", ""),
                by=request.person,
                now=request.now,
            )
            messages.success(request, "The letter is waiting to be sent. You can still undo it here.")
            return redirect("foi:message", written.pk)
        except CannotQueue as refusal:
            form.add_error(None, str(refusal))
    page = {
        "form": form,
        "case": case,
        "step": Step(step),
        "to": "" if step == Step.COMPLAINT else to,
        "missing": missing,
        "grounds": grounds_for(case) if step == Step.REVIEW else (),
        "chosen": request.GET.getlist("ground"),
        "warning": review_warning_of(case, timezone.localdate(request.now)) if step == Step.REVIEW else "",
    }
    return render(request, "foi/write.html", page)


@open_to(Audience.SIGNED_IN)
def new_address(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Send the request again, to a working address."""
    case = case_worked_by(request.person, pk)
    form = NewAddressForm(request.POST or None, initial={"address": case.address})
    if form.is_valid():
        try:
            letter = queue_letter(
                case=case,
                step=Step.REQUEST,
                letter=None,
                by=request.person,
                now=request.now,
                to=form.cleaned_data["address"],
            )
            messages.success(
                request, "The request is waiting to be sent again. Their time limit starts when they receive it."
            )
            return redirect("foi:message", letter.pk)
        except CannotQueue as refusal:
            form.add_error(None, str(refusal))
    return render(request, "foi/new_address.html", {"form": form, "case": case})


@require_POST
@open_to(Audience.SIGNED_IN)
def undo_one(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Undo one letter that waits."""
    letter = message_worked_by(request.person, pk)
    if letter.outgoing and undo_letter(letter=letter, by=request.person, now=request.now):
        messages.success(request, "Undone. The letter was not sent; its text is kept below.")
    else:
        messages.error(request, "Too late: this letter has been sent, or is being sent now.")
    return redirect("foi:message", letter.pk)


@require_POST
@open_to(Audience.SIGNED_IN)
def leave_one_now(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Send one letter at once."""
    letter = message_worked_by(request.person, pk)
    send_letter_now(letter=letter, by=request.person, now=request.now)
    return redirect("foi:message", letter.pk)
