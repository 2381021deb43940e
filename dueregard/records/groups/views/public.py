"""The public pages of groups, and the form with which a group opens or closes its own.

Which groups are public, `access.py` decides.
"""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from dueregard.foundation.accounts.audience import Audience, open_to, same_for_visitors
from dueregard.foundation.accounts.requests import SignedInRequest, SiteRequest
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile
from dueregard.records.areas.models import Area
from dueregard.records.groups import access
from dueregard.records.groups.actions.open_public_page import (
    SHAPE,
    MayNameSomebody,
    NamesAMember,
    NothingToShow,
    change_public_page,
    stored_page,
)
from dueregard.records.groups.forms import PublicPageForm
from dueregard.records.groups.queries.public import public_group_page, public_list


@open_to(Audience.EVERYBODY)
@same_for_visitors
def public_groups(request: SiteRequest) -> HttpResponse:
    """List the groups that have opened a page of their own."""
    return render(request, "groups/public_list.html", {"groups": public_list(localdate(request.now))})


@open_to(Audience.EVERYBODY)
@same_for_visitors
def public_group(request: SiteRequest, slug: str) -> HttpResponse:
    """Show what a group says of itself."""
    page = public_group_page(access.public_group(slug), localdate(request.now))
    return render(request, "groups/public.html", {"page": page})


@open_to(Audience.SIGNED_IN)
def edit_public_page(request: SignedInRequest, slug: str) -> HttpResponse:
    """Say where the group works, and open, change or close its public page."""
    group = access.group_worked_for(request.person, slug)
    today = localdate(request.now)
    present = Q(pk__in=Area.objects.in_force_on(today)) | Q(pk=group.area_id)
    form = PublicPageForm(
        request.POST or None,
        on=group,
        stored=stored_page(group),
        shape=SHAPE,
        person=request.person,
        now=request.now,
        areas=Area.objects.filter(present),
    )
    if form.is_valid():
        try:
            change_public_page(
                group=group,
                wanted=form.typed,
                names_nobody=request.POST.get("names_nobody") == "on",
                seen=form.seen,
                by=request.person,
                now=request.now,
            )
            said = "Everyone can read the page now." if form.typed["is_public"] else "The group has no public page."
            messages.success(request, form.saved(f"Saved. {said}"))
            return redirect("group", slug=slug)
        except ChangedMeanwhile as meanwhile:
            form.meet(meanwhile)
        except NothingToShow:
            form.add_error("is_public", "A public page needs two things: what the group does, and how to reach it.")
        except NamesAMember as refusal:
            said = f"“{refusal.name}” is one of your members. Remove it: nobody should be found through this page."
            form.add_error(None, said)
        except MayNameSomebody as doubt:
            form.ask_about(doubt.words)
    context = {"form": form, "group": group, "title": "Your area and public page", "verb": "Save"}
    return render(request, "groups/edit_public.html", context, status=422 if form.errors else 200)
