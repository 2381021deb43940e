"""The administrator's page of calendars: what is in force, a day to override, an override to withdraw."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.records.calendars.actions.override_day import (
    AlreadyOverridden,
    AlreadyWithdrawn,
    declare_working_day,
    override_day,
    withdraw_override,
)
from dueregard.records.calendars.forms import HOLIDAY, OverrideForm
from dueregard.records.calendars.models import DayOverride
from dueregard.records.calendars.queries.calendars_page import calendars_page
from dueregard.rules.law.bank_holidays import FIRST_YEAR, LAST_YEAR
from dueregard.rules.law.deadline_words import day_words
from dueregard.rules.law.laws import Nation


@open_to(Audience.ADMINISTRATOR)
def calendars(request: SignedInRequest) -> HttpResponse:
    """Show the calendars in force and add an override."""
    form = OverrideForm(request.POST or None)
    if form.is_valid():
        try:
            _override(form, request)
        except AlreadyOverridden:
            form.add_error("on", "This day has already been set. Withdraw that entry first.")
        else:
            messages.success(
                request, f"{day_words(form.cleaned_data['on'])} is set. Open deadlines will be recalculated."
            )
            return redirect("calendars:desk")
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else request.now.year
    year = min(max(year, FIRST_YEAR), LAST_YEAR)
    context = {"page": calendars_page(year=year), "form": form, "before": year - 1, "after": year + 1}
    return render(request, "calendars/desk.html", context, status=422 if form.errors else 200)


@require_POST
@open_to(Audience.ADMINISTRATOR)
def withdraw(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Withdraw an override."""
    override = get_object_or_404(DayOverride, pk=pk)
    try:
        withdraw_override(override=override, by=request.person, now=request.now)
    except AlreadyWithdrawn:
        messages.warning(request, "Someone has already withdrawn this. Nothing has changed.")
    else:
        messages.success(
            request, f"Your entry for {day_words(override.on)} is withdrawn. Open deadlines will be recalculated."
        )
    return redirect("calendars:desk")


def _override(form: OverrideForm, request: SignedInRequest) -> None:
    typed = form.cleaned_data
    nations = [Nation(nation) for nation in typed["nations"]]
    if typed["what"] == HOLIDAY:
        override_day(
            nations=nations,
            on=typed["on"],
            title=typed["title"],
            reason=typed["reason"],
            by=request.person,
            now=request.now,
        )
    else:
        declare_working_day(nations=nations, on=typed["on"], reason=typed["reason"], by=request.person, now=request.now)
