"""Invitations on paper: making one, taking it back, and what happens to whoever holds it.

Whether it still lets anybody in, the actions decide; the second factor is asked for by the door.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from dueregard.foundation.accounts.actions.accept_invitation import NameTaken
from dueregard.foundation.accounts.adapter import sign_in_with_new_password
from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.forms import NewPersonForm
from dueregard.foundation.accounts.models import Person
from dueregard.foundation.accounts.requests import SignedInRequest, SiteRequest
from dueregard.foundation.accounts.views.sure import Question, ask_first, is_sure
from dueregard.records.groups import access
from dueregard.records.groups.actions.invite_on_paper import NotSoLong, invite_on_paper, paper_link, withdraw_paper
from dueregard.records.groups.actions.take_paper_place import AlreadyIn, PaperRefused, join_by_paper, join_by_paper_as
from dueregard.records.groups.forms import PaperForm
from dueregard.records.groups.models import PaperInvitation
from dueregard.records.groups.views.join import TAKEN
from dueregard.rules.text.qr_square import share


@open_to(Audience.SIGNED_IN)
@never_cache
def invite_paper(request: SignedInRequest, slug: str) -> HttpResponse:
    """Make an invitation for several people and show it, to print, this once."""
    group = access.group_worked_for(request.person, slug)
    today = localdate(request.now)
    form = PaperForm(request.POST or None, today=today)
    if form.is_valid():
        try:
            paper, code = invite_on_paper(
                group=group, **form.cleaned_data, today=today, by=request.person, now=request.now
            )
            page = {"group": group, "paper": paper, "share": share(paper_link(code))}
            return render(request, "groups/paper.html", page)
        except NotSoLong as refusal:
            form.add_error("last_on", str(refusal))
    page = {"form": form, "group": group}
    return render(request, "groups/invite_paper.html", page, status=422 if form.errors else 200)


@open_to(Audience.SIGNED_IN)
@require_POST
def withdraw_paper_invitation(request: SignedInRequest, slug: str, pk: UUID) -> HttpResponse:
    """Close an invitation on paper."""
    paper = access.paper_for(request.person, slug, pk)
    if not is_sure(request):
        says = "Whoever holds the paper and has not joined yet can no longer join with it. Anyone who has joined stays."
        back = reverse("group", args=[slug])
        return ask_first(request, Question("Withdraw this invitation?", says, "Withdraw it", back))
    withdraw_paper(paper=paper, by=request.person, now=request.now)
    messages.success(request, "Invitation withdrawn. Nobody can join with that paper any more.")
    return redirect("group", slug=slug)


@open_to(Audience.EVERYBODY)
@never_cache
def join_with_paper(request: SiteRequest, code: str) -> HttpResponse:
    """Let in who holds an open invitation; say of any other why it is closed."""
    paper = access.paper_of(code)
    try:
        closed = paper.closed_because(used=paper.places_taken.count(), today=localdate(request.now))
        if closed:
            return _closed(request, paper, closed)
        if request.person:
            return _somebody_here(request, paper, request.person)
        return _somebody_new(request, paper)
    except PaperRefused:  # somebody else was quicker
        paper = access.paper_of(code)
        closed = paper.closed_because(used=paper.places_taken.count(), today=localdate(request.now))
        return _closed(request, paper, closed)


def _somebody_new(request: SiteRequest, paper: PaperInvitation) -> HttpResponse:
    form = NewPersonForm(request.POST or None)
    if form.is_valid():
        try:
            person = join_by_paper(paper=paper, **form.cleaned_data, today=localdate(request.now), now=request.now)
            sign_in_with_new_password(request, person)
            return redirect("second_factor")
        except NameTaken:
            form.add_error("username", TAKEN)
    return render(request, "groups/join_paper.html", {"paper": paper, "form": form})


def _somebody_here(request: SiteRequest, paper: PaperInvitation, person: Person) -> HttpResponse:
    if request.method == "POST":
        try:
            join_by_paper_as(paper=paper, by=person, today=localdate(request.now), now=request.now)
            messages.success(request, f"You are now in {paper.group}.")
        except AlreadyIn:
            messages.success(request, f"You are in {paper.group} already. Nothing was used up.")
        return redirect("groups")
    return render(request, "groups/join_paper_here.html", {"paper": paper, "person": person})


def _closed(request: SiteRequest, paper: PaperInvitation, why: str) -> HttpResponse:
    return render(request, "groups/paper_closed.html", {"paper": paper, "why": why}, status=410)
