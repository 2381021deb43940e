"""The group's own page of contacts: how each channel stands, and a place to say that it was tried."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.parts.signposts.access import contact_kept_by, may_check
from dueregard.parts.signposts.actions.check_channel import NoSuchChannel, check_channel
from dueregard.parts.signposts.forms import CheckForm
from dueregard.parts.signposts.queries.contacts_desk import contacts_desk, way_to_try
from dueregard.rules.help.contact_table import has_channel


@open_to(Audience.SIGNED_IN)
@require_http_methods(["GET", "HEAD"])
def contacts(request: SignedInRequest) -> HttpResponse:
    """Show every channel with its age, what wants checking first."""
    page = contacts_desk(timezone.localdate(request.now), may_check=may_check(request.person))
    return render(request, "signposts/contacts.html", {"page": page})


@open_to(Audience.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: SignedInRequest, pack: str, slug: str) -> HttpResponse:
    """Take what somebody found when they tried a channel."""
    contact = contact_kept_by(request.person, pack, slug)
    form = CheckForm(request.POST or None, initial={"channel": request.GET.get("channel", "")})
    if form.is_valid():
        try:
            check_channel(
                contact=contact,
                channel=form.cleaned_data["channel"],
                works=form.cleaned_data["works"] == "yes",
                note=form.cleaned_data["note"],
                by=request.person,
                now=request.now,
            )
        except NoSuchChannel:
            raise Http404 from None
        messages.success(request, "Check saved. Readers see the new date from now on.")
        return redirect("signposts:contacts")
    channel = str(form["channel"].value() or "")
    if not has_channel(contact.meta, channel):
        raise Http404
    return render(request, "signposts/check.html", {"contact": contact, "form": form, **way_to_try(contact, channel)})
