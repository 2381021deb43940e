"""The list of groups, a group's page, and how its letters are signed.

Places in a group are `places.py`; who may see a group is `access.py`.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile
from dueregard.records.groups import access
from dueregard.records.groups.actions.found_group import SHAPE, GroupExists, change_group, found_group, stored_group
from dueregard.records.groups.actions.open_public_page import NamesAMember
from dueregard.records.groups.forms import ChangeGroupForm, GroupForm
from dueregard.records.groups.queries import places as queries

EXISTS = "There is already a group with this name. Choose another."


@open_to(Audience.SIGNED_IN)
def groups(request: SignedInRequest) -> HttpResponse:
    """List the groups a person works in; for an administrator, all."""
    return render(request, "groups/list.html", {"groups": queries.groups_list(request.person)})


@open_to(Audience.SIGNED_IN)
def group(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show a group and its people."""
    one = access.group_for(request.person, slug)
    return render(request, "groups/group.html", {"page": queries.group_page(one, request.person, now=request.now)})


@open_to(Audience.ADMINISTRATOR)
def found(request: SignedInRequest) -> HttpResponse:
    """Found a group."""
    form = GroupForm(request.POST or None)
    if form.is_valid():
        try:
            one = found_group(**form.cleaned_data, by=request.person, now=request.now)
            return redirect("group", slug=one.slug)
        except GroupExists:
            form.add_error("name", EXISTS)
    return render(request, "groups/edit.html", {"form": form, "title": "A new group", "verb": "Add the group"})


@open_to(Audience.SIGNED_IN)
def edit(request: SignedInRequest, slug: str) -> HttpResponse:
    """Change a group's name, signature and address."""
    one = access.group_worked_for(request.person, slug)
    form = ChangeGroupForm(
        request.POST or None,
        on=one,
        stored=stored_group(one),
        shape=SHAPE,
        person=request.person,
        now=request.now,
    )
    if form.is_valid():
        try:
            change_group(group=one, wanted=form.typed, seen=form.seen, by=request.person, now=request.now)
            messages.success(request, form.saved("Saved."))
            return redirect("group", slug=slug)
        except ChangedMeanwhile as meanwhile:
            form.meet(meanwhile)
        except GroupExists:
            form.add_error("name", EXISTS)
        except NamesAMember as refusal:
            form.add_error("name", f"Everyone reads this name, and “{refusal.name}” is one of your members. Change it.")
    context = {"form": form, "group": one, "title": one.name, "verb": "Save the group"}
    return render(request, "groups/edit.html", context, status=422 if form.errors else 200)
