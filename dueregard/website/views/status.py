"""What works on this site at the moment, for everybody; and where administrators say what does not."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.website.actions.tell_trouble import AlreadyOver, end_trouble, tell_trouble
from dueregard.website.forms import TroubleForm
from dueregard.website.models import Trouble
from dueregard.website.queries.status_page import status_page


@open_to(Audience.EVERYBODY)
@never_cache
def status(request: HttpRequest) -> HttpResponse:
    """Say what works now. Never kept ready: it tells of this very moment."""
    return render(request, "website/status/page.html", {"page": status_page(timezone.now())})


@open_to(Audience.ADMINISTRATOR)
def troubles(request: SignedInRequest) -> HttpResponse:
    """List what everybody was told, and take what does not work now."""
    form = TroubleForm(request.POST or None)
    if form.is_valid():
        tell_trouble(says=form.cleaned_data["says"], by=request.person, now=request.now)
        messages.success(request, "Everyone can read it now.")
        return redirect("troubles")
    told = {"form": form, "troubles": Trouble.objects.all()[:100]}
    return render(request, "website/status/troubles.html", told, status=422 if form.errors else 200)


@open_to(Audience.ADMINISTRATOR)
@require_POST
def trouble_over(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Say that it works again."""
    try:
        end_trouble(pk=get_object_or_404(Trouble, pk=pk).pk, by=request.person, now=request.now)
    except AlreadyOver:
        messages.info(request, "Someone else has already said that this works again.")
    return redirect("troubles")
