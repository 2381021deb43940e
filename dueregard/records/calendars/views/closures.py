"""The page where people enter a school's closed days; anyone in a group may, and each entry names its source."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.records.calendars.access import closure_kept_by, school_kept_by
from dueregard.records.calendars.actions.record_closure import ClosureWithdrawn, record_closure, withdraw_closure
from dueregard.records.calendars.forms import AREA, ClosureForm
from dueregard.records.calendars.queries.closures_page import closures_page
from dueregard.rules.law.deadlines import uk_day


@open_to(Audience.SIGNED_IN)
def closures(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show a school's closed days and add another range."""
    body = school_kept_by(request.person, slug)
    form = ClosureForm(request.POST or None)
    if form.is_valid():
        typed = form.cleaned_data
        of_the_area = typed["holds_for"] == AREA
        if of_the_area and not body.area_code:
            form.add_error("holds_for", "The register does not say which council's area this school is in.")
        else:
            record_closure(
                body=None if of_the_area else body,
                area_code=body.area_code if of_the_area else "",
                first_on=typed["first_on"],
                last_on=typed["last_on"],
                label=typed["label"],
                source=typed["source"],
                checked_on=uk_day(request.now),
                by=request.person,
                now=request.now,
            )
            messages.success(request, "Closed days saved. Open deadlines will be recalculated.")
            return redirect("calendars:closures", slug)
    context = {"page": closures_page(body), "form": form}
    return render(request, "calendars/closures.html", context, status=422 if form.errors else 200)


@require_POST
@open_to(Audience.SIGNED_IN)
def withdraw(request: SignedInRequest, slug: str, pk: UUID) -> HttpResponse:
    """Withdraw a range."""
    closure = closure_kept_by(request.person, slug, pk)
    try:
        withdraw_closure(closure=closure, by=request.person, now=request.now)
    except ClosureWithdrawn:
        messages.warning(request, "Someone has already withdrawn this. Nothing has changed.")
    else:
        messages.success(request, "Closed days withdrawn. Open deadlines will be recalculated.")
    return redirect("calendars:closures", slug)
