"""The record of acts, for administrators."""

from django.http import HttpResponse
from django.shortcuts import render

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.forms import ActsForm
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.audit.queries import ActsWanted, acts_page, kinds_of_acts


@open_to(Audience.ADMINISTRATOR)
def acts(request: SignedInRequest) -> HttpResponse:
    """Show who did what, newest first, as far as the filter asks."""
    form = ActsForm(request.GET or None, kinds=kinds_of_acts())
    wanted = ActsWanted(**form.cleaned_data) if form.is_valid() else ActsWanted()
    page = acts_page(wanted, number=request.GET.get("page"))
    return render(request, "accounts/acts.html", {"form": form, "acts": page.lines, "page": page.page})
