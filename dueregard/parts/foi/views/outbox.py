"""The outbox: letters that wait, and those that a person must check."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.accounts.views.sure import Question, ask_first, is_sure
from dueregard.foundation.mail.actions.settle_message import NothingToSettle
from dueregard.parts.foi.access import message_worked_by
from dueregard.parts.foi.actions.queue_letter import undo_waiting
from dueregard.parts.foi.actions.settle_by_person import Replaced, settle_by_person
from dueregard.parts.foi.models import Correspondence
from dueregard.parts.foi.queries.outbox import letters_to_undo, outbox_page


@require_safe
@open_to(Audience.SIGNED_IN)
def outbox(request: SignedInRequest) -> HttpResponse:
    """Show the letters of a person's groups that are not yet sent, and the newest that are."""
    return render(request, "foi/outbox.html", {"page": outbox_page(request.person, request.GET.get("page", "1"))})


@require_POST
@open_to(Audience.SIGNED_IN)
def settle(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """A person says whether an unsure letter went out, after looking for evidence."""
    letter = message_worked_by(request.person, pk)
    went_out = request.POST.get("went") == "yes"
    if not is_sure(request):
        return ask_first(request, _about(letter, went_out=went_out))
    try:
        settle_by_person(letter=letter, went_out=went_out, by=request.person, now=request.now)
        messages.success(request, "Recorded: it was sent." if went_out else "We are sending it again now.")
    except NothingToSettle:
        messages.error(request, "There is nothing left to check here: someone else has done it.")
    except Replaced as refusal:
        messages.error(request, str(refusal))
    return redirect("foi:message", letter.pk)


def _about(letter: Correspondence, *, went_out: bool) -> Question:
    back = reverse("foi:message", args=[letter.pk])
    if went_out:
        says = f"It counts as sent to {letter.case.body.name}, and their time to answer runs. You cannot change this."
        return Question("Record that this letter was sent?", says, "Record it as sent", back)
    says = f"It goes to {letter.case.body.name} at once. If the first one did arrive, they will have it twice."
    return Question("Send this letter again?", says, "Send it again", back)


@require_POST
@open_to(Audience.SIGNED_IN)
def undo_all(request: SignedInRequest) -> HttpResponse:
    """Undo every letter that waits and that this person may undo."""
    undone = undo_waiting(letters=letters_to_undo(request.person), by=request.person, now=request.now)
    messages.success(request, f"Undone: {undone} {'letter' if undone == 1 else 'letters'}. Nothing was sent.")
    return redirect("foi:outbox")
