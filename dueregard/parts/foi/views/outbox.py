"""The outbox: letters that wait, and those of which a person must say what became of them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.mail.actions.settle_message import NothingToSettle, send_again, settle_as_sent
from dueregard.parts.foi.access import message_worked_by
from dueregard.parts.foi.actions.settle_letters import settle_letters
from dueregard.parts.foi.queries.outbox import outbox_page


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
    if letter.outgoing is None:
        return redirect("foi:message", letter.pk)
    try:
        if request.POST.get("went") == "yes":
            settle_as_sent(message=letter.outgoing, by=request.person, now=request.now)
        else:
            send_again(message=letter.outgoing, by=request.person, now=request.now)
        settle_letters(now=request.now)
        messages.success(request, "Settled.")
    except NothingToSettle as refusal:
        messages.error(request, str(refusal))
    return redirect("foi:message", letter.pk)
