"""Bringing a table of demands: bring it, read what will happen to each line, then keep it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.parts.tracker.actions.import_demands import import_demands
from dueregard.parts.tracker.forms.importing import TableForm
from dueregard.parts.tracker.queries.import_plan import plan_import
from dueregard.records.groups.access import groups_worked_by
from dueregard.rules.tracker.demand_table import NotATable, read_table


@open_to(Audience.SIGNED_IN)
def bring(request: SignedInRequest) -> HttpResponse:
    """Take a table; nothing is kept before a person has read what would become of it."""
    if not groups_worked_by(request.person).exists():
        return redirect("tracker:demands")
    form = TableForm(request.POST or None, request.FILES or None, person=request.person)
    plan = None
    if form.is_valid():
        group, text = form.cleaned_data["group"], form.cleaned_data["text"]
        try:
            if request.POST.get("step") == "save":
                made = import_demands(text=text, group=group, by=request.person, now=request.now)
                words = "1 demand was" if len(made) == 1 else f"{len(made)} demands were"
                messages.success(request, f"{words} saved. Only your group sees them until you publish them.")
                return redirect("tracker:demands")
            plan = plan_import(read_table(text), group, today=localdate(request.now))
        except NotATable as refusal:
            form.add_error("text", str(refusal))
    context = {"form": form, "plan": plan}
    return render(request, "tracker/import.html", context, status=422 if form.errors else 200)
