"""One act in many cases of a campaign, with a look at it before; and the campaign as a table to take away."""

import csv
from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.work.models import LongAct
from dueregard.parts.foi.access import campaign_for, campaign_worked_by, case_worked_by, cases_worked_by
from dueregard.parts.foi.actions.in_pieces import do_in_many
from dueregard.parts.foi.actions.plan_publication import NotThatDay, cancel_publication
from dueregard.parts.foi.actions.queue_letter import Queued
from dueregard.parts.foi.forms.letters import AlikeForm
from dueregard.parts.foi.forms.public import PublishOnForm
from dueregard.parts.foi.models import Campaign, Case
from dueregard.parts.foi.queries.many import ManyAct, many_page
from dueregard.parts.foi.queries.states import table_of

FORMS: dict[ManyAct, type[AlikeForm | PublishOnForm]] = {ManyAct.CLARIFY: AlikeForm, ManyAct.PUBLISH: PublishOnForm}
CHANGED = (
    "The list, or an address in it, has changed since you opened this page. Nothing was sent or published. Check it "
    "again."
)


@open_to(Audience.SIGNED_IN)
def many(request: SignedInRequest, pk: UUID, act: str) -> HttpResponse:
    """Show in which cases an act would be done and how; then do it in those that are ticked. Raises: Http404"""
    campaign = campaign_worked_by(request.person, pk)
    if act not in set(ManyAct):
        raise Http404
    is_post = request.method == "POST"
    form = FORMS[ManyAct(act)](request.POST if is_post else None) if ManyAct(act) in FORMS else None
    typed = request.POST.get("typed", "") if is_post else ""
    page = many_page(campaign, ManyAct(act), typed=typed, now=request.now)
    is_same = request.POST.get("seen") == page.seen
    chosen = {one.pk for one in page.ready} & set(request.POST.getlist("case"))
    context = {"page": page, "form": form, "chosen": chosen if is_post else {one.pk for one in page.ready}}
    if not is_post:
        return render(request, "foi/many.html", context)
    if not is_same:
        messages.warning(request, CHANGED)
        return render(request, "foi/many.html", context, status=409)
    if not chosen or (form and not form.is_valid()):
        if not chosen:
            messages.error(request, "Tick at least one body.")
        return render(request, "foi/many.html", context, status=422)
    cases = cases_worked_by(request.person).filter(campaign=campaign, pk__in=chosen).order_by("body__name", "pk")
    try:
        done = _do(request, page.act, cases, form, campaign)
    except NotThatDay as refusal:
        if form:
            form.add_error("on", str(refusal))
        return render(request, "foi/many.html", context, status=422)
    if isinstance(done, LongAct):
        return redirect("long_act", done.pk)
    return render(request, "foi/many_done.html", {"page": page, "done": done, "form": form})


def _do(
    request: SignedInRequest, act: ManyAct, cases: QuerySet[Case], form: Form | None, campaign: Campaign
) -> Queued | LongAct:
    """Do the act. Raises: NotThatDay"""
    typed = form.cleaned_data["typed"] if form and act is ManyAct.CLARIFY else ""
    on = form.cleaned_data["on"] if form and act is ManyAct.PUBLISH else None
    return do_in_many(act, cases=cases, about=campaign, by=request.person, now=request.now, typed=typed, on=on)


@require_POST
@open_to(Audience.SIGNED_IN)
def stay_private(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Cancel the day on which a case would become public."""
    case = case_worked_by(request.person, pk)
    if cancel_publication(case=case, by=request.person, now=request.now):
        messages.success(request, "Cancelled. This case stays private.")
    else:
        messages.warning(request, "No day was set. Nothing was changed.")
    return redirect(case)


@require_safe
@open_to(Audience.SIGNED_IN)
def table(request: SignedInRequest, pk: UUID) -> StreamingHttpResponse:
    """Hand out the requests of a campaign as CSV."""
    campaign = campaign_for(request.person, pk)
    lines = table_of(campaign, timezone.localdate(request.now))
    answer = StreamingHttpResponse(_csv(lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="requests.csv"'
    return answer


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line


def _csv(lines: Iterator[list[str]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"  # so that a spreadsheet reads it as UTF-8
    for line in lines:
        yield writer.writerow(line)
