"""Copies that were made before files were drawn: listed to their group, and left public when somebody has looked."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.records.redaction.access import original_worked_by, published_copy
from dueregard.records.redaction.actions.look_again import look_again
from dueregard.records.redaction.actions.publish_copy import NotReady
from dueregard.records.redaction.queries.second_look import second_look_page


@require_safe
@open_to(Audience.SIGNED_IN)
def second_look(request: SignedInRequest) -> HttpResponse:
    """Show the copies that need a second look."""
    return render(request, "redaction/second_look.html", {"copies": second_look_page(request.person)})


@require_POST
@open_to(Audience.SIGNED_IN)
def looked(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Leave a copy public."""
    document = original_worked_by(request.person, pk)
    try:
        look_again(asked=published_copy(document), by=request.person, now=request.now)
        messages.success(request, "Thank you. The copy stays public, and the log says that you looked at it again.")
    except NotReady:
        messages.error(request, "The copy is not public any more. Nothing was changed.")
    return redirect("redaction:second_look")
