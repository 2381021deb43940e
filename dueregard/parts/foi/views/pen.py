"""The holding pen: held e-mails one after another, each dealt with by one key or one button."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.parts.foi.access import case_for, held_emails, held_for
from dueregard.parts.foi.actions.clear_pen import (
    AlreadyCleared,
    NoCase,
    NoReason,
    WasRead,
    bring_back,
    file_held,
    read_again,
    set_aside,
)
from dueregard.parts.foi.queries.pen import held_page, pen_page


@require_safe
@open_to(Audience.SIGNED_IN)
def pen(request: SignedInRequest) -> HttpResponse:
    """Show the oldest held e-mail with its guesses, or say that the pen is empty."""
    page = pen_page(request.person, request.GET.get("page", "1"))
    return render(request, "foi/pen.html", {"page": page})


@require_safe
@open_to(Audience.SIGNED_IN)
def held(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one held e-mail. Typed words search for another case than those guessed."""
    page = held_page(held_for(request.person, pk), request.person, request.GET.get("q", "").strip()[:100])
    return render(request, "foi/held.html", {"page": page})


@require_POST
@open_to(Audience.SIGNED_IN)
def file_it(request: SignedInRequest, pk: int) -> HttpResponse:
    """File a held e-mail to the chosen case, or to several that it answers, and go on to the next."""
    held = held_for(request.person, pk)
    try:
        cases = [case_for(request.person, UUID(one)) for one in request.POST.getlist("case")]
        file_held(held=held, cases=cases, by=request.person, now=request.now)
        messages.success(request, f"Filed with {', '.join(case.body.name for case in cases)}.")
    except (ValueError, NoCase):
        messages.error(request, "Choose a case first.")
        return redirect("foi:held", held.pk)
    except AlreadyCleared as refusal:
        messages.error(request, str(refusal))
    return _next(request)


@require_POST
@open_to(Audience.SIGNED_IN)
def put_aside(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set a held e-mail aside with a reason and go on to the next."""
    held, because = held_for(request.person, pk), request.POST.get("because", "")
    try:
        set_aside(held=held, because=because, by=request.person, now=request.now)
        messages.success(request, "Set aside. We have kept it, and you can return it to the holding pen.")
    except NoReason as refusal:
        messages.error(request, str(refusal))
        return redirect("foi:held", held.pk)
    except AlreadyCleared as refusal:
        messages.error(request, f"{refusal} Your reason was not recorded: “{because}”.")
    return _next(request)


@require_POST
@open_to(Audience.SIGNED_IN)
def back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Return an e-mail that was set aside to the pen."""
    held = held_for(request.person, pk)
    try:
        bring_back(held=held, by=request.person, now=request.now)
    except AlreadyCleared as refusal:
        messages.error(request, str(refusal))
    return redirect("foi:held", held.pk)


@require_POST
@open_to(Audience.SIGNED_IN)
def read_anew(request: SignedInRequest, pk: int) -> HttpResponse:
    """Try again to read an e-mail that could not be read, and go on to the next."""
    held = held_for(request.person, pk)
    try:
        read_again(held=held, by=request.person, now=request.now)
        messages.success(request, "We are reading it again. If that fails, it will come back here.")
    except (AlreadyCleared, WasRead) as refusal:
        messages.error(request, str(refusal))
        return redirect("foi:held", held.pk)
    return _next(request)


def _next(request: SignedInRequest) -> HttpResponse:
    following = held_emails(request.person).filter(cleared_at=None).order_by("at", "pk").first()
    return redirect("foi:held", following.pk) if following else redirect("foi:pen")
