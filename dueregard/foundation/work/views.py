"""The administrator's page on work, and the button that tries a failed task again."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.work.actions.retry_task import NotFailed, retry_task
from dueregard.foundation.work.queries import work_standing


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
