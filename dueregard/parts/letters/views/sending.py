"""The desk's pages of letters that a group sends: check and send one, see what came back, close it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.accounts.views.sure import Question, ask_first, is_sure
from dueregard.foundation.mail.actions.answer_in_practice import NotPractice, NotSentYet
from dueregard.foundation.mail.actions.settle_message import NothingToSettle
from dueregard.foundation.mail.actions.undo_message import TooLate
from dueregard.parts.letters.access import letter_for, letter_worked_by, may_send
from dueregard.parts.letters.actions.answer_as_body import answer_as_body
from dueregard.parts.letters.actions.close_letter import NothingToChange, close_letter, mark_read, reopen_letter
from dueregard.parts.letters.actions.send_letter import CannotSend, SentBefore, send_letter, undo_letter
from dueregard.parts.letters.actions.settle_by_person import WrittenAgain, settle_by_person
from dueregard.parts.letters.forms import PracticeAnswerForm, SendForm
from dueregard.parts.letters.models import SentLetter
from dueregard.parts.letters.queries.sent import sent_list, sent_page
from dueregard.parts.letters.queries.writing import contact_for, digest
from dueregard.parts.letters.views.writing import asked_desk, reminding, writing_form, writing_page
from dueregard.records.bodies.models import Body
from dueregard.records.bodies.queries.address_doubts import address_doubts, waiting_addresses
from dueregard.records.groups.models import Group
from dueregard.rules.letters.days import answer_day
from dueregard.rules.letters.plain import as_lines
from dueregard.rules.letters.wording import IS_THE_BODY


@require_safe
@open_to(Audience.SIGNED_IN)
def all_sent(request: SignedInRequest) -> HttpResponse:
    """List the letters of this person's groups."""
    page = sent_list(request.person, localdate(request.now), request.GET.get("page", "1"))
    return render(request, "letters/all_sent.html", {"list": page})


@require_safe
@open_to(Audience.SIGNED_IN)
def sent(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show one letter and what came back."""
    return _sent(request, letter_for(request.person, pk), PracticeAnswerForm())


def _sent(request: SignedInRequest, letter: SentLetter, form: PracticeAnswerForm) -> HttpResponse:
    page = sent_page(letter, request.person, localdate(request.now))
    status = 422 if form.errors else 200
    return render(request, "letters/sent.html", {"page": page, "form": form}, status=status)


@require_POST
@open_to(Audience.SIGNED_IN)
def answer(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """In practice mode, answer a letter as the body would."""
    letter = letter_worked_by(request.person, pk)
    form = PracticeAnswerForm(request.POST)
    if not form.is_valid():
        return _sent(request, letter, form)
    try:
        answer_as_body(letter=letter, text=form.cleaned_data["text"], by=request.person, now=request.now)
        messages.success(request, "Your reply is on its way. In a moment it is on this page, like a real one.")
    except (NotPractice, NotSentYet) as refusal:
        messages.error(request, str(refusal))
    return redirect(letter)


@require_POST
@open_to(Audience.SIGNED_IN)
@never_cache
def send(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show a letter once more with its address, and put it into the outbox when its sender has checked it."""
    if not may_send(request.person):
        raise Http404
    desk = asked_desk(request, slug)
    written_form = writing_form(desk, request.POST)
    body = desk.meant.body
    if not written_form.is_valid() or body is None or desk.model.to not in IS_THE_BODY:
        return writing_page(request, desk, written_form, None, status=422)
    document = desk.written(written_form.cleaned_data).document
    contact, text = contact_for(desk.model, body), as_lines(document)
    seen, checked = request.POST.get("checked", ""), digest(document.title + text)
    if seen and seen != checked:  # the day or the pack changed since: nothing leaves that its sender did not read
        messages.warning(request, "The text is no longer what you checked, so it was not sent. Read it once more.")
    address = request.POST.get("to") or (contact.address if contact else "")
    first = {"to": address, "once": uuid4(), "checked": checked, "from_group": request.POST.get("from_group")}
    form = SendForm(request.POST if seen == checked else None, person=request.person, initial=first)
    if form.is_valid():
        try:
            letter = send_letter(
                pk=form.cleaned_data["once"],
                group=form.cleaned_data["from_group"],
                body=body,
                title=document.title,
                text=text,
                to=form.cleaned_data["to"],
                answer_by=written_form.cleaned_data.get("answer_by") or answer_day(localdate(request.now), None),
                reminds_of=_first_of(reminding(request), form.cleaned_data["from_group"], body),
                by=request.person,
                now=request.now,
            )
        except CannotSend as refusal:
            form.add_error("to", str(refusal))
        except SentBefore:
            messages.warning(request, SENT_BEFORE)
            form = SendForm(None, person=request.person, initial=first)
        else:
            messages.success(request, "The letter is in the outbox. You can take it back for a few minutes.")
            return redirect(letter)
    carried = [(name, value) for name, values in request.POST.lists() for value in values if name not in NOT_CARRIED]
    context = {"desk": desk, "form": form, "text": text, "title": document.title, "carried": carried,
               "contact": contact, **_doubts(form, body, address)}  # fmt: skip
    return render(request, "letters/send.html", context, status=422 if form.errors else 200)


def _doubts(form: SendForm, body: Body, address: str) -> dict[str, Any]:
    """Return what its sender should know of the address, as the group that is chosen, or else the first, knows it."""
    groups = form.groups
    chosen = next((one for one in groups if str(one.pk) == str(form["from_group"].value())), groups[0])
    return {
        "doubts": address_doubts(group=chosen, wanted={body.pk: address}),
        "waiting": waiting_addresses([body]),
    }


SENT_BEFORE = (
    "A letter was sent from this page before, so this one has not been sent. Check it once more, and send it if you "
    "mean to."
)


def _first_of(first: SentLetter | None, group: Group, body: Body) -> SentLetter | None:
    """Return the letter of which this is a reminder: it went from the same group to the same body."""
    return first if first and (first.group_id, first.body_id) == (group.pk, body.pk) else None


NOT_CARRIED = frozenset({"csrfmiddlewaretoken", "do", "from_group", "to", "once", "checked"})


@require_POST
@open_to(Audience.SIGNED_IN)
def undo(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take a letter back before it leaves."""
    letter = letter_worked_by(request.person, pk)
    try:
        undo_letter(letter=letter, by=request.person, now=request.now)
        messages.success(request, "Taken back. Its text is below.")
    except TooLate:
        messages.error(request, "It is too late: the letter has left, or is leaving just now.")
    return redirect(letter)


@require_POST
@open_to(Audience.SIGNED_IN)
def settle(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """A person says whether a letter went out, after looking for evidence; it is asked once more before it counts."""
    letter = letter_worked_by(request.person, pk)
    went_out = request.POST.get("went") == "yes"
    if not is_sure(request):
        return ask_first(request, _about(letter, went_out=went_out))
    try:
        settle_by_person(letter=letter, went_out=went_out, by=request.person, now=request.now)
        messages.success(request, "Recorded: it was sent." if went_out else "We are sending it again now.")
    except NothingToSettle:
        messages.error(request, "There is nothing left to check here: someone else has done it.")
    except WrittenAgain as refusal:
        messages.error(request, str(refusal))
    return redirect(letter)


def _about(letter: SentLetter, *, went_out: bool) -> Question:
    to, back = letter.body.name, letter.get_absolute_url()
    if went_out:
        says = f"It counts as sent to {to}, and you can send a reminder. You cannot change this."
        return Question("Record that this letter was sent?", says, "Record it as sent", back)
    says = f"It goes to {to} at once. If the first one did arrive, they will have it twice."
    return Question("Send this letter again?", says, "Send it again", back)


@require_POST
@open_to(Audience.SIGNED_IN)
def close(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Say that nothing more is to come or to do."""
    return _change(request, pk, close_letter, "Closed. You can open it again.")


@require_POST
@open_to(Audience.SIGNED_IN)
def reopen(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Open a closed letter again."""
    return _change(request, pk, reopen_letter, "Open again.")


@require_POST
@open_to(Audience.SIGNED_IN)
def read(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Say that the replies were read, up to the last that the page had."""
    shown = request.POST.get("shown", "")
    act = partial(mark_read, up_to=int(shown) if shown.isdecimal() and len(shown) < 19 else 0)
    return _change(request, pk, act, "Noted. Close the letter if nothing is left open.")


def _change(request: SignedInRequest, pk: UUID, act: Callable[..., Any], done: str) -> HttpResponse:
    letter: SentLetter = letter_worked_by(request.person, pk)
    try:
        act(letter=letter, by=request.person, now=request.now)
        messages.success(request, done)
    except NothingToChange:
        messages.warning(request, "Someone has already done this. Nothing was changed.")
    return redirect(letter)
