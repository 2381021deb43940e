"""Writing the next letter of a case: filled in from the pack, changed by the person, queued with time to undo."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.accounts.views.sure import Question, ask_first, is_sure
from dueregard.foundation.mail.models import Mode
from dueregard.foundation.mail.queries import site_mode_now
from dueregard.foundation.packs.queries import NoSuchLetter
from dueregard.parts.foi.access import case_worked_by, message_worked_by
from dueregard.parts.foi.actions.queue_letter import HAVE_IT, CannotQueue, queue_letter, undo_letter, wants_request
from dueregard.parts.foi.actions.send_now import send_letter_now
from dueregard.parts.foi.actions.throw_letter_away import NotUndone, throw_letter_away
from dueregard.parts.foi.forms.letters import ComplaintForm, NewAddressForm, WriteForm
from dueregard.parts.foi.models import Case
from dueregard.parts.foi.models.correspondence import Step
from dueregard.parts.foi.queries.addresses import address_for
from dueregard.parts.foi.queries.letters import begun_letter, chosen_grounds, grounds_for
from dueregard.parts.foi.queries.regulator import Regulator, regulator_for
from dueregard.parts.foi.queries.rows import review_warning_of
from dueregard.parts.foi.queries.their_reference import reference_of_case
from dueregard.records.bodies.queries.address_doubts import address_doubts
from dueregard.rules.casework.wording import FilledLetter, MissingFact, UnknownPlaceholders
from dueregard.rules.law.laws import Law

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
    regulator = _regulator(case, request) if step == Step.COMPLAINT else None
    if regulator:
        initial["to_says"] = regulator.says
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
        "doubts": address_doubts(group=case.group, wanted={case.body_id: to}) if step != Step.COMPLAINT else (),
        "regulator": regulator,
        "missing": missing,
        "grounds": grounds_for(case) if step == Step.REVIEW else (),
        "their_reference": reference_of_case(case) if step != Step.COMPLAINT else None,
        "chosen": request.GET.getlist("ground"),
        "warning": review_warning_of(case, timezone.localdate(request.now)) if step == Step.REVIEW else "",
    }
    return render(request, "foi/write.html", page)


def _regulator(case: Case, request: SignedInRequest) -> Regulator | None:
    """Return the regulator to complain to; in practice mode the letter goes to an address of the mailroom."""
    if site_mode_now() == Mode.PRACTICE:
        return None
    return regulator_for(Law(case.law), timezone.localdate(request.now))


@open_to(Audience.SIGNED_IN)
def new_address(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Send the request again, to a working address."""
    case = case_worked_by(request.person, pk)
    if request.method == "GET" and not wants_request(case):
        messages.error(request, HAVE_IT)
        return redirect(case)
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
def throw_one_away(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Throw away a letter that was undone."""
    letter = message_worked_by(request.person, pk)
    if not is_sure(request):
        says = "Its text will be gone for everyone in your group. It was never sent."
        back = reverse("foi:message", args=[letter.pk])
        return ask_first(request, Question("Throw this letter away?", says, "Throw it away", back))
    try:
        throw_letter_away(letter=letter, by=request.person, now=request.now)
    except NotUndone as refusal:
        messages.error(request, str(refusal))
        return redirect("foi:message", letter.pk)
    messages.success(request, "The letter is thrown away. It was never sent.")
    return redirect(letter.case)


@require_POST
@open_to(Audience.SIGNED_IN)
def leave_one_now(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Send one letter at once; where it really leaves, ask first: until then it can be undone."""
    letter = message_worked_by(request.person, pk)
    if site_mode_now() == "live" and not is_sure(request):
        says = f"It leaves for {letter.case.body.name} at once. From then on it cannot be undone."
        back = reverse("foi:message", args=[letter.pk])
        return ask_first(request, Question("Send this letter now?", says, "Send it now", back))
    send_letter_now(letter=letter, by=request.person, now=request.now)
    return redirect("foi:message", letter.pk)
