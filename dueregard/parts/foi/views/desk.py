"""The lists of cases, and reminding several bodies at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.work.models import LongAct
from dueregard.parts.foi.access import cases_of, cases_worked_by
from dueregard.parts.foi.actions.in_pieces import do_in_many
from dueregard.parts.foi.forms.cases import CasesForm
from dueregard.parts.foi.queries.desk import View, case_list, overdue_in, uuid_in
from dueregard.parts.foi.queries.keeping import Narrowing, narrowing_choices
from dueregard.parts.foi.queries.many import ManyAct
from dueregard.parts.foi.queries.replies import replies_page
from dueregard.records.groups.access import groups_worked_by
from dueregard.rules.casework.left_out import left_out_words


@require_safe
@open_to(Audience.SIGNED_IN)
def cases(request: SignedInRequest) -> HttpResponse:
    """Show one list of cases."""
    view = request.GET.get("view", "")
    narrowed, typed = _asked(request)
    form = CasesForm(request.GET, choices=narrowing_choices(request.person))
    page = case_list(
        request.person,
        view=View(view) if view in set(View) else View.ALL,
        narrowed=narrowed,
        typed=typed,
        page=request.GET.get("page", "1"),
        can_chase=groups_worked_by(request.person).exists(),
    )
    return render(request, "foi/cases.html", {"page": page, "form": form})


@require_POST
@open_to(Audience.SIGNED_IN)
def chase_chosen(request: SignedInRequest) -> HttpResponse:
    """Queue the reminder that is due in each case that was ticked, or in all of the list but those unticked."""
    ticked = {pk for text in request.POST.getlist("case") if (pk := uuid_in(text))}
    cases = cases_worked_by(request.person)
    if request.POST.get("which") == "all":
        narrowed, typed = _asked(request)
        late = overdue_in(
            cases_of(request.person), narrowed=narrowed, typed=typed, today=timezone.localdate(request.now)
        )
        shown = {pk for text in request.POST.getlist("shown") if (pk := uuid_in(text))}
        cases = cases.filter(pk__in=late.exclude(pk__in=shown - ticked).order_by().values("pk"))
    else:
        cases = cases.filter(pk__in=ticked)
    chased = do_in_many(ManyAct.REMIND, cases=cases, about=None, by=request.person, now=request.now)
    if isinstance(chased, LongAct):
        return redirect("long_act", chased.pk)
    if chased.letters:
        reminders = "1 reminder" if chased.letters == 1 else f"{chased.letters} reminders"
        messages.success(request, f"{reminders} waiting to be sent. You can still undo here.")
    for line in left_out_words(chased.left_out):
        messages.warning(request, line)
    if not chased.letters and not chased.left_out:
        messages.error(request, "Tick at least one request, then send the reminders.")
    return redirect("/desk/outbox/" if chased.letters else "/desk/requests/?view=overdue")


@require_safe
@open_to(Audience.SIGNED_IN)
def replies(request: SignedInRequest) -> HttpResponse:
    """Show the replies that nobody has sorted yet."""
    page = replies_page(request.person, request.GET.get("page", "1"), request.now)
    return render(request, "foi/replies.html", {"page": page})


def _asked(request: SignedInRequest) -> tuple[Narrowing, str]:
    """Return what the address of a list narrows it by."""
    asked = Narrowing(*(request.GET.get(name, "")[:100] for name in ("campaign", "tag", "person")))
    return asked, request.GET.get("q", "").strip()[:100]
