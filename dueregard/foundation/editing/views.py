"""Puts away a notice about somebody else's edit, and leads back to the page it was read on."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.editing import access
from dueregard.foundation.editing.actions.put_notice_away import put_notice_away


@require_POST
@open_to(Audience.SIGNED_IN)
def put_away(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a notice away."""
    put_notice_away(notice=access.notice_for(request.person, pk), by=request.person, now=request.now)
    back = request.POST.get("back", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "/desk/")
