"""Everybody who has an account, for administrators: closing and reopening accounts, administrators, lost keys.

Places in a group are `places.py`.
"""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from dueregard.foundation.accounts.actions.change_standing import (
    LastAdministrator,
    make_administrator,
    reopen_account,
)
from dueregard.foundation.accounts.actions.invite import invite, link_for
from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.models import Person
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.records.groups.actions.end_standing import close_account, end_administrator
from dueregard.records.groups.queries.places import people_list

CHANGES: dict[str, tuple[Callable[..., Person], str]] = {
    "close": (close_account, "Account of {person} closed. They have been signed out everywhere."),
    "reopen": (reopen_account, "{person} can sign in again, with the same password and keys as before."),
    "administrator": (make_administrator, "{person} is now an administrator."),
    "end-administrator": (end_administrator, "{person} is no longer an administrator."),
}


@open_to(Audience.ADMINISTRATOR)
def people(request: SignedInRequest) -> HttpResponse:
    """List everybody."""
    return render(request, "groups/people.html", {"people": people_list()})


@open_to(Audience.ADMINISTRATOR)
@require_POST
def change(request: SignedInRequest, pk: UUID, change: str) -> HttpResponse:
    """Change what somebody may do on the site."""
    if change not in CHANGES:
        raise Http404
    action, done = CHANGES[change]
    person = get_object_or_404(Person, pk=pk)
    try:
        action(person=person, by=request.person, now=request.now)
        messages.success(request, done.format(person=person))
    except LastAdministrator:
        messages.error(
            request,
            "Nothing was changed: this person is the only administrator. Make someone else an administrator first.",
        )
    return redirect("me" if pk == request.person.pk else "people")


@open_to(Audience.ADMINISTRATOR)
@require_POST
@never_cache
def let_back_in(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Make a link for somebody who lost their password or their keys, and show it this once."""
    person = get_object_or_404(Person, pk=pk, is_active=True)
    invitation, secret = invite(by=request.person, now=request.now, lets_back_in=person)
    page = {"person": person, "link": link_for(secret), "until": invitation.expires_at}
    return render(request, "groups/way_back.html", page)
