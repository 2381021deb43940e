"""What the groups of a network put in, kind by kind; a caseworker of a group puts in and takes back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.records.groups import access
from dueregard.records.groups.actions.share_thing import NotInThisNetwork, put_in, take_out
from dueregard.records.groups.queries.network_kinds import kind_of
from dueregard.records.groups.queries.network_things import network_tabs, things_in, things_to_put_in
from dueregard.records.groups.queries.networks import network_page
from dueregard.records.notes.queries.of_group import notes_in_network
from dueregard.rules.wiring.network_kind import NetworkKind


@require_safe
@open_to(Audience.SIGNED_IN)
def things(request: SignedInRequest, pk: UUID, kind: str) -> HttpResponse:
    """List what the groups of a network put in of one kind."""
    network, chosen = access.network_for(request.person, pk), _kind(kind)
    page = {
        "page": network_page(network, request.person),
        "network": network,
        "kind": chosen,
        "tabs": network_tabs(network, notes_in_network(network, request.person), chosen.key),
        "things": things_in(network, chosen, request.person, request.GET.get("page", "1")),
    }
    return render(request, "groups/network_things.html", page)


@require_safe
@open_to(Audience.SIGNED_IN)
def choose_things(request: SignedInRequest, pk: UUID, kind: str) -> HttpResponse:
    """List one's own things of a kind, each as the network would read it."""
    network, chosen = access.network_acted_in(request.person, pk), _kind(kind)
    own = things_to_put_in(network, chosen, request.person, request.GET.get("page", "1"))
    return render(request, "groups/network_choose.html", {"network": network, "kind": chosen, "things": own})


@open_to(Audience.SIGNED_IN)
@require_POST
def put_thing_in(request: SignedInRequest, pk: UUID, kind: str, thing: UUID) -> HttpResponse:
    """Put one of one's own things in."""
    network, chosen = access.network_for(request.person, pk), _kind(kind)
    own = access.own_thing(request.person, network, chosen, thing)
    try:
        put_in(kind=chosen, thing=own, network=network, by=request.person, now=request.now)
        messages.success(request, f"The groups of {network} can read this {chosen.one} now. You can take it back.")
    except NotInThisNetwork:
        messages.error(request, f"Your group is not in {network} any more, so nothing was put in.")
        return redirect("networks")
    return redirect("choose_network_things", pk=pk, kind=kind)


@open_to(Audience.SIGNED_IN)
@require_POST
def take_thing_back(request: SignedInRequest, pk: UUID, kind: str, thing: UUID) -> HttpResponse:
    """Take one of one's own things back; pressed again, it says the same."""
    network, chosen = access.network_for(request.person, pk), _kind(kind)
    own = access.own_thing(request.person, network, chosen, thing)
    take_out(kind=chosen, thing=own, network=network, by=request.person, now=request.now)
    messages.success(request, f"{network} no longer shows this {chosen.one}. People who read it may remember it.")
    return redirect("choose_network_things", pk=pk, kind=kind)


def _kind(key: str) -> NetworkKind:
    kind = kind_of(key)
    if kind is None:
        raise Http404
    return kind
