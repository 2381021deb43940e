"""The public calculator: one question as a plain GET, its answer with the reasons. No account, nothing stored."""

from django.http import HttpResponse
from django.shortcuts import render

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.records.calendars.forms import QuestionForm
from dueregard.records.calendars.queries.dates_page import DatesAnswer, answer_question
from dueregard.rules.law.deadlines import Event, ImpossibleFacts


@open_to(Audience.EVERYBODY)
def dates(request: SiteRequest) -> HttpResponse:
    """Show the form, and the answer when a question was asked."""
    form = QuestionForm(request.GET) if "event" in request.GET else QuestionForm()
    answer: DatesAnswer | None = None
    if form.is_valid():
        try:
            answer = answer_question(*form.question())
        except ImpossibleFacts as refusal:
            form.add_error(None, str(refusal))
    events = [{"name": event.label, "words": event.received_means} for event in Event]
    context = {"form": form, "answer": answer, "events": events}
    return render(request, "calendars/dates.html", context, status=422 if form.errors else 200)
