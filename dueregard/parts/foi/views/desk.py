"""The lists of cases, and reminding several bodies at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.parts.foi.access import cases_worked_by
from dueregard.parts.foi.actions.chase import chase
from dueregard.parts.foi.forms import CasesForm
from dueregard.parts.foi.queries.desk import View, case_list, uuid_in
from dueregard.parts.foi.queries.keeping import Narrowing, narrowing_choices
from dueregard.records.groups.access import groups_worked_by
from dueregard.rules.casework.left_out import left_out_words


@require_safe
@open_to(Audience.SIGNED_IN)
def cases(request: SignedInRequest) -> HttpResponse:
    """Show one list of cases."""
    view = request.GET.get("view", "")
    form = CasesForm(request.GET, choices=narrowing_choices(request.person))
    page = case_list(
        request.person,
        view=View(view) if view in set(View) else View.ALL,
        narrowed=Narrowing(*(request.GET.get(name, "")[:100] for name in ("campaign", "tag", "person"))),
        typed=request.GET.get("q", "").strip()[:100],
        page=request.GET.get("page", "1"),
        can_chase=groups_worked_by(request.person).exists(),
    )
    return render(request, "foi/cases.html", {"page": page, "form": form})


@require_POST
@open_to(Audience.SIGNED_IN)
def chase_chosen(request: SignedInRequest) -> HttpResponse:
    """Queue the reminder that is due in each case that was ticked."""
    wanted = [pk for text in request.POST.getlist("case") if (pk := uuid_in(text))]
    chased = chase(cases=cases_worked_by(request.person).filter(pk__in=wanted), by=request.person, now=request.now)
    if chased.letters:
        reminders = "1 reminder" if chased.letters == 1 else f"{chased.letters} reminders"
        messages.success(request, f"{reminders} waiting to be sent. You can still undo here.")
    for line in left_out_words(chased.left_out):
        messages.warning(request, line)
    if not chased.letters and not chased.left_out:
        messages.error(request, "Tick at least one request, then send the reminders.")
    return redirect("/desk/outbox/" if chased.letters else "/desk/requests/?view=overdue")
