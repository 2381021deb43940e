"""The administrator's page on work, and the page that shows how far an act on many things is."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.work.access import long_act_of
from dueregard.foundation.work.actions.go_on import ask_again, end_act
from dueregard.foundation.work.actions.retry_task import NotFailed, retry_task
from dueregard.foundation.work.queries import long_act_page, work_standing
from dueregard.rules.practice.site_time import real


@open_to(Audience.ADMINISTRATOR)
@require_safe
def standing(request: SignedInRequest) -> HttpResponse:
    """Show how the work stands."""
    return render(request, "work/standing.html", {"standing": work_standing(request.now)})


@open_to(Audience.ADMINISTRATOR)
@require_POST
def retry(request: SignedInRequest, task_id: uuid.UUID) -> HttpResponse:
    """Try a failed task again."""
    try:
        retry_task(task_id=task_id, by=request.person, now=request.now)
    except NotFailed:
        raise Http404 from None
    messages.success(request, "The task will run again in a moment.")
    return redirect("work_standing")


@open_to(Audience.SIGNED_IN)
@require_safe
def long_act(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Show how far an act on many things is."""
    row = long_act_of(request.person, pk)
    return render(request, "work/long_act.html", {"page": long_act_page(row, real(request.now))})


@open_to(Audience.SIGNED_IN)
@require_POST
def go_on(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Go on with an act that stopped."""
    if not ask_again(row=long_act_of(request.person, pk), now=real(request.now)):
        messages.info(request, "It had not stopped. Nothing was changed.")
    return redirect("long_act", pk)


@open_to(Audience.SIGNED_IN)
@require_POST
def end(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """End an act before its end; what was done stays done."""
    if not end_act(row=long_act_of(request.person, pk), now=real(request.now)):
        messages.info(request, "It had ended already. Nothing was changed.")
    return redirect("long_act", pk)
