"""What a group shows the other groups of a network, and takes back. A caseworker of the group decides."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.records.groups.access import group_worked_for, network_for
from dueregard.records.groups.queries.network_things import network_tabs
from dueregard.records.groups.queries.networks import network_page
from dueregard.records.notes import access
from dueregard.records.notes.actions.put_into_network import NotInNetwork, put_into_network, take_back
from dueregard.records.notes.queries.of_group import network_notes


@require_safe
@open_to(Audience.SIGNED_IN)
def network(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show a network: its groups, and what each put in."""
    one = network_for(request.person, pk)
    notes = network_notes(one, request.person, request.GET.get("page", "1"))
    page = {
        "page": network_page(one, request.person),
        "notes": notes,
        "tabs": network_tabs(one, notes.page.paginator.count, "note"),
    }
    return render(request, "notes/network.html", page)


@open_to(Audience.SIGNED_IN)
@require_POST
def share(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Put a note into a network."""
    note = access.note_for(request.person, pk)
    group_worked_for(request.person, note.group.slug)
    try:
        chosen = network_for(request.person, UUID(request.POST.get("network", "")))
    except ValueError as wrong:
        raise Http404 from wrong
    try:
        put_into_network(note=note, network=chosen, by=request.person, now=request.now)
        messages.success(request, f"The groups of {chosen} can read this note now. You can take it back at any time.")
    except NotInNetwork:
        messages.error(request, f"{note.group} is not in {chosen}, so nothing was put in.")
    return redirect("notes:change", pk=note.pk)


@open_to(Audience.SIGNED_IN)
@require_POST
def take_back_note(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a note back from a network."""
    put = access.put_in_by(request.person, pk)
    group_worked_for(request.person, put.note.group.slug)
    take_back(put=put, by=request.person, now=request.now)
    messages.success(request, f"{put.network} no longer shows this note. Whoever has read it may remember it.")
    return redirect("notes:change", pk=put.note_id)
