"""A letter that answers several requests, or stands in the wrong case."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.parts.foi.access import case_for, message_for, message_worked_by
from dueregard.parts.foi.actions.file_by_hand import NotAnEmail, NotOfThisGroup, file_also
from dueregard.parts.foi.actions.take_out_reply import AlreadyTakenOut, take_out_reply
from dueregard.parts.foi.queries.other_cases import other_cases


@open_to(Audience.SIGNED_IN)
def also(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask which other cases an e-mail answers, and file it there. Volunteers may file, as in the holding pen."""
    reply = message_for(request.person, pk)
    if request.method == "POST":
        try:
            cases = [case_for(request.person, UUID(one)) for one in request.POST.getlist("case")]
            filed = file_also(reply=reply, cases=cases, by=request.person, now=request.now)
        except ValueError:
            filed = []
        except (NotAnEmail, NotOfThisGroup) as refusal:
            messages.error(request, str(refusal))
            return redirect("foi:message", reply.pk)
        if filed:
            messages.success(request, f"Filed with {', '.join(one.case.body.name for one in filed)}. Sort it there.")
            return redirect("foi:message", reply.pk)
        messages.error(request, "Tick at least one case.")
    page = other_cases(reply, request.person, request.GET.get("q", "").strip()[:100])
    return render(request, "foi/file_also.html", {"page": page})


@require_POST
@open_to(Audience.SIGNED_IN)
def out(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take an e-mail out of a case it does not belong to."""
    reply = message_worked_by(request.person, pk)
    try:
        held = take_out_reply(reply=reply, by=request.person, now=request.now)
    except (NotAnEmail, AlreadyTakenOut) as refusal:
        messages.error(request, str(refusal))
        return redirect(reply.case)
    if held is None:
        messages.success(request, "Removed from this case. It is still in the other cases.")
        return redirect(reply.case)
    messages.success(request, "Removed from the case. File it where it belongs.")
    return redirect("foi:held", held.pk)
