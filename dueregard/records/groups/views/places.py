"""Places in a group: inviting, changing a role, removing, closing a link.

Who may do so is `access.py`: caseworkers of the group, and administrators.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from dueregard.foundation.accounts.actions.invite import link_for, withdraw_invitation
from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.accounts.views.sure import Question, ask_first, is_sure
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile
from dueregard.records.groups import access
from dueregard.records.groups.actions.offer_place import offer_place
from dueregard.records.groups.actions.remove_member import remove_member
from dueregard.records.groups.actions.take_place import ROLE, change_role
from dueregard.records.groups.forms import ChangeRoleForm, RoleForm
from dueregard.records.groups.queries.places import role_word


@open_to(Audience.SIGNED_IN)
@never_cache
def invite(request: SignedInRequest, slug: str) -> HttpResponse:
    """Make a link to a place in the group and show it this once."""
    group = access.group_worked_for(request.person, slug)
    form = RoleForm(request.POST or None)
    if not form.is_valid():
        return render(request, "groups/invite.html", {"form": form, "group": group})
    place, secret = offer_place(group=group, role=form.cleaned_data["role"], by=request.person, now=request.now)
    page = {"link": link_for(secret), "until": place.invitation.expires_at, "role": role_word(place.role)}
    return render(request, "groups/invited.html", {**page, "group": group})


@open_to(Audience.SIGNED_IN)
def member(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Give a member another role."""
    membership = access.member_for(request.person, slug, pk)
    form = ChangeRoleForm(
        request.POST or None,
        on=membership,
        stored={"role": membership.role},
        shape=ROLE,
        person=request.person,
        now=request.now,
    )
    if form.is_valid():
        role = form.typed["role"]
        try:
            change_role(membership=membership, wanted=role, seen=form.seen, by=request.person, now=request.now)
            messages.success(request, form.saved(f"{membership.person} is now {role_word(role)}."))
            return redirect("group", slug=slug)
        except ChangedMeanwhile as meanwhile:
            form.meet(meanwhile)
    context = {"form": form, "membership": membership}
    return render(request, "groups/member.html", context, status=422 if form.errors else 200)


@open_to(Audience.SIGNED_IN)
@require_POST
def remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Take a member out of the group."""
    membership = access.member_for(request.person, slug, pk)
    if not is_sure(request):
        who, group = membership.person, membership.group.name
        says = f"{who} will see nothing of {group} any more. To come back, they need a new link."
        back = reverse("group", args=[slug])
        return ask_first(request, Question(f"Remove {who} from {group}?", says, f"Remove {who}", back))
    remove_member(membership=membership, by=request.person, now=request.now)
    messages.success(request, f"{membership.person} is no longer in the group.")
    return redirect("groups") if membership.person == request.person else redirect("group", slug=slug)


@open_to(Audience.SIGNED_IN)
@require_POST
def withdraw(request: SignedInRequest, slug: str, pk: UUID) -> HttpResponse:
    """Close a link that nobody has used."""
    invitation = access.invitation_for(request.person, slug, pk)
    if not is_sure(request):
        says = "Whoever opens it is told to ask for a new one. It cannot be opened again; you can make another."
        back = reverse("group", args=[slug])
        return ask_first(request, Question("Cancel this link?", says, "Cancel the link", back))
    withdraw_invitation(invitation=invitation, by=request.person, now=request.now)
    messages.success(request, "Link cancelled. Anyone who opens it now is told to ask for a new one.")
    return redirect("group", slug=slug)
