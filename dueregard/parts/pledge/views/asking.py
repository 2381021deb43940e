"""An organisation asks to sign, without an account. What it sent waits for a person."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.parts.pledge.actions.ask import AlreadyAsked, TooManyAsked
from dueregard.parts.pledge.actions.ask import ask as keep_asked
from dueregard.parts.pledge.forms.asking import AskForm

ALREADY = (
    "You have asked already, and someone will look at it. The link to your own page is in the e-mail that we sent you."
)
TOO_MANY = (
    "So many organisations asked at once that yours is not saved yet. What you typed is below. Wait an hour, then send "
    "it again."
)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.EVERYBODY)
@never_cache
@sensitive_post_parameters()
def ask(request: SiteRequest) -> HttpResponse:
    """Take what an organisation says that wants to sign."""
    form = AskForm(request.POST or None, today=localdate(request.now))
    status = 200
    if form.is_valid():
        try:
            signatory = keep_asked(asked=form.asked, now=request.now)
            return redirect("pledge:own", signatory.token)
        except AlreadyAsked:
            form.add_error("name", ALREADY)
        except TooManyAsked:
            form.add_error(None, TOO_MANY)
            status = 429
    if form.errors:
        status = max(status, 422)
    return render(request, "pledge/ask.html", {"form": form}, status=status)
