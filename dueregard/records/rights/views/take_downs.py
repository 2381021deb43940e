"""The public log of take-downs, its feed, and the page on which administrators write a line by hand."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to, same_for_visitors
from dueregard.foundation.accounts.requests import SignedInRequest, SiteRequest
from dueregard.foundation.accounts.views.sure import Question, ask_first, is_sure
from dueregard.foundation.feeds.views import atom
from dueregard.records.rights.actions.log_take_down import GoneAlready, log_take_down, strike_take_down
from dueregard.records.rights.forms import TakeDownForm
from dueregard.records.rights.models import TakeDown
from dueregard.records.rights.queries.take_downs import feed_lines, log_page
from dueregard.rules.privacy.taking_down import Became, Thing, Why

NEWEST = 100


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def take_downs(request: SiteRequest) -> HttpResponse:
    """Show everybody what was taken down, why, and what became of it."""
    return render(request, "rights/take_downs.html", {"page": log_page()})


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def feed(request: SiteRequest) -> HttpResponse:
    """Return the newest lines of the log, as Atom."""
    home = f"{settings.PUBLIC_URL}{reverse('rights:take_downs')}"
    own = f"{settings.PUBLIC_URL}{reverse('rights:take_downs_feed')}"
    title = f"What was taken down: {settings.SITE_NAME}"
    return atom(title=title, about=title, home=home, own=own, key=home, lines=feed_lines())


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.ADMINISTRATOR)
def write(request: SignedInRequest) -> HttpResponse:
    """Write a line of the log by hand, and list the newest with their notes."""
    form = TakeDownForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        log_take_down(
            thing=Thing(said["thing"]),
            why=Why(said["why"]),
            became=Became(said["became"]),
            note=said["note"],
            by=request.person,
            now=request.now,
        )
        messages.success(request, "It is in the public log. The note is not.")
        return redirect("rights:write_take_down")
    told = {"form": form, "lines": TakeDown.objects.order_by("-made_at")[:NEWEST], "reasons": tuple(Why)}
    return render(request, "rights/write_take_down.html", told, status=422 if form.errors else 200)


@require_POST
@open_to(Audience.ADMINISTRATOR)
def strike(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take a line out of the log that was written by mistake."""
    get_object_or_404(TakeDown, pk=pk)
    if not is_sure(request):
        says = (
            "The line and its note will be gone, and whoever reads the log again will not see it. Do this only if the "
            "line is wrong. The audit keeps that you did it."
        )
        back = reverse("rights:write_take_down")
        return ask_first(request, Question("Take this line out of the log?", says, "Remove the line", back))
    try:
        strike_take_down(pk=pk, by=request.person, now=request.now)
        messages.success(request, "The line is out of the log.")
    except GoneAlready as refusal:
        messages.info(request, str(refusal))
    return redirect("rights:write_take_down")
