"""Networks: founding one, asking groups, and a group's yes or no. What a network shows is records/notes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.accounts.views.sure import Question, ask_first, is_sure
from dueregard.records.groups import access
from dueregard.records.groups.actions.found_network import (
    NetworkExists,
    ask_groups,
    found_network,
    join_network,
    leave_network,
)
from dueregard.records.groups.forms import AskGroupsForm, NetworkForm
from dueregard.records.groups.models import Group, Network
from dueregard.records.groups.queries.networks import networks_list


@require_safe
@open_to(Audience.SIGNED_IN)
def networks(request: SignedInRequest) -> HttpResponse:
    """List the networks of a person's groups, and what they were asked to join."""
    page = {"networks": networks_list(request.person), "may_found": access.administers(request.person)}
    return render(request, "groups/networks.html", page)


@open_to(Audience.ADMINISTRATOR)
def new_network(request: SignedInRequest) -> HttpResponse:
    """Found a network."""
    form = NetworkForm(request.POST or None)
    if form.is_valid():
        try:
            return redirect(found_network(**form.cleaned_data, by=request.person, now=request.now))
        except NetworkExists:
            form.add_error("name", "There is already a network with this name. Choose another.")
    page = {"form": form, "title": "A new network", "verb": "Set up the network"}
    return render(request, "groups/new_network.html", page, status=422 if form.errors else 200)


@open_to(Audience.ADMINISTRATOR)
def ask_to_network(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask further groups to join."""
    network = get_object_or_404(Network, pk=pk)
    form = AskGroupsForm(request.POST or None, groups=Group.objects.exclude(network_places__network=network))
    if form.is_valid():
        ask_groups(network=network, groups=form.cleaned_data["groups"], by=request.person, now=request.now)
        messages.success(request, "Asked. Their caseworkers see it in their list of what waits.")
        return redirect("networks")
    page = {"form": form, "title": f"Ask groups to join {network}", "verb": "Ask them"}
    return render(request, "groups/new_network.html", page, status=422 if form.errors else 200)


@open_to(Audience.SIGNED_IN)
@require_POST
def join_a_network(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say yes, for a group."""
    place = access.network_place_for(request.person, pk)
    join_network(place=place, by=request.person, now=request.now)
    messages.success(request, f"{place.group} is in {place.network}. Its groups see only what you put in.")
    return redirect(place.network)


@open_to(Audience.SIGNED_IN)
@require_POST
def leave_a_network(request: SignedInRequest, pk: int) -> HttpResponse:
    """Leave a network, or say no."""
    place = access.network_place_for(request.person, pk)
    if not is_sure(request):
        says = (
            "Its groups no longer see what yours put in, and yours no longer sees what they did. "
            "Only an administrator can ask you again."
        )
        question = Question(f"Leave {place.network}?", says, "Leave the network", "/desk/networks/")
        return ask_first(request, question)
    leave_network(place=place, by=request.person, now=request.now)
    messages.success(request, f"{place.group} is not in {place.network}.")
    return redirect("networks")
