"""A one-time link: who holds it becomes a person, takes a place in a group, or comes back after losing their keys.

Whether the link is open is decided by the actions; the second factor is asked for by the door.
"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from dueregard.foundation.accounts.actions.accept_invitation import InvitationRefused, NameTaken, come_back
from dueregard.foundation.accounts.adapter import sign_in_with_new_password
from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.forms import NewPasswordForm, NewPersonForm
from dueregard.foundation.accounts.models import Invitation, Person
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.records.groups import access
from dueregard.records.groups.actions.found_group import GroupExists
from dueregard.records.groups.actions.take_place import join as take_offer
from dueregard.records.groups.actions.take_place import join_and_found, join_as
from dueregard.records.groups.forms import FirstPersonForm
from dueregard.records.groups.queries import places as queries

TAKEN = "This sign-in name is taken. Choose another."
EXISTS = "There is already a group with this name. Choose another."


@open_to(Audience.EVERYBODY)
@never_cache
def join(request: SiteRequest, secret: str) -> HttpResponse:
    """Let in who holds an open link; say of any other why it is closed."""
    invitation = access.invitation_of(secret)
    page = queries.join_page(invitation, now=request.now)
    if page.state != "open":
        return _closed(request, page)
    try:
        if invitation.lets_back_in:
            return _returning(request, invitation, page, invitation.lets_back_in)
        if request.person:
            return _somebody_here(request, invitation, page, request.person)
        return _somebody_new(request, invitation, page)
    except InvitationRefused:  # somebody else was quicker
        return _closed(request, queries.join_page(access.invitation_of(secret), now=request.now))


def _somebody_new(request: SiteRequest, invitation: Invitation, page: queries.JoinPage) -> HttpResponse:
    form = FirstPersonForm(request.POST or None) if page.founds_group else NewPersonForm(request.POST or None)
    if form.is_valid():
        enter = join_and_found if page.founds_group else take_offer
        try:
            person = enter(invitation=invitation, **form.cleaned_data, now=request.now)
            return _enter(request, person)
        except NameTaken:
            form.add_error("username", TAKEN)
        except GroupExists:
            form.add_error("group_name", EXISTS)
    return _show(request, "groups/join.html", page, form=form)


def _somebody_here(
    request: SiteRequest, invitation: Invitation, page: queries.JoinPage, person: Person
) -> HttpResponse:
    if request.method == "POST":
        join_as(invitation=invitation, by=person, now=request.now)
        return redirect("groups")
    return _show(request, "groups/join_here.html", page, person=person)


def _returning(request: SiteRequest, invitation: Invitation, page: queries.JoinPage, person: Person) -> HttpResponse:
    form = NewPasswordForm(request.POST or None, person=person)
    if form.is_valid():
        return _enter(request, come_back(invitation=invitation, **form.cleaned_data, now=request.now))
    return _show(request, "groups/come_back.html", page, form=form)


def _enter(request: SiteRequest, person: Person) -> HttpResponse:
    sign_in_with_new_password(request, person)
    return redirect("second_factor")


def _show(request: SiteRequest, template: str, page: queries.JoinPage, **more: Any) -> HttpResponse:
    return render(request, template, {"page": page, **more})


def _closed(request: SiteRequest, page: queries.JoinPage) -> HttpResponse:
    return render(request, "groups/link_closed.html", {"page": page}, status=410)
