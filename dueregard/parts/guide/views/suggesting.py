"""Suggesting a better sentence, without an account: choose the passage, write, keep the address of the answer."""

from dataclasses import dataclass
from datetime import datetime

from allauth.core import ratelimit
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.parts.guide import access
from dueregard.parts.guide.actions.suggest import (
    AlreadySuggested,
    NoSuchPassage,
    TooManySuggestions,
    passage_of,
    suggest,
)
from dueregard.parts.guide.forms import SuggestionForm
from dueregard.parts.guide.models import Revision, Suggestion
from dueregard.parts.guide.queries.sections import numbered, section_by_slug
from dueregard.parts.guide.views.leaving import way_out
from dueregard.rules.guide.suggesting import Refusal, refusals, word_for_proof

SALT = "guide.suggestion"
TOO_MANY = (
    "Too many suggestions came in this hour, so yours has not been saved. Your words are below. Try again in an hour."
)
TOO_MANY_OF_YOURS = (
    "You have sent six suggestions within an hour, so this one has not been saved. Your words are below. Try again "
    "in an hour."
)
ALREADY = (
    "Someone has already suggested exactly this. It is waiting for an answer; you do not need to do anything more."
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One passage that a reader may choose."""

    href: str
    words: str


@require_safe
@open_to(Audience.EVERYBODY)
def choose(request: SiteRequest, slug: str) -> HttpResponse:
    """Show the passages of a section, to choose the one that should be better."""
    current = section_by_slug(slug)
    choices = [Choice(reverse("guide:suggest_passage", args=[slug, one.id]), one.words) for one in numbered(current)]
    return render(request, "guide/suggest_choose.html", {"current": current, "choices": choices, **way_out()})


@open_to(Audience.EVERYBODY)
@never_cache
def passage(request: SiteRequest, slug: str, passage: str) -> HttpResponse:
    """Show one passage with the form, and take a suggestion."""
    current = section_by_slug(slug)
    try:
        was = passage_of(current, passage)
    except NoSuchPassage as gone:
        raise Http404 from gone
    words = next(one.words for one in numbered(current) if one.id == passage)
    first = {"proposed": was, "opened": signing.dumps(request.now.timestamp(), salt=SALT)}
    form = SuggestionForm(request.POST or None, initial=first)
    form.fields["word"].required = word_for_proof(words)
    status = 200
    if form.is_valid():
        for refusal in _refusals(form, was, words, request.now):
            form.add_error(refusal.field or None, refusal.says)
    if form.is_valid() and not ratelimit.consume(request, action="suggestion"):
        form.add_error(None, TOO_MANY_OF_YOURS)
        status = 429
    if form.is_valid():
        try:
            sent = _send(form, current, passage, request)
        except TooManySuggestions:
            form.add_error(None, TOO_MANY)
            status = 429
        except AlreadySuggested:
            form.add_error(None, ALREADY)
        else:
            return redirect(sent)
    context = {"current": current, "words": words, "form": form, **way_out()}
    return render(request, "guide/suggest.html", context, status=422 if form.errors and status == 200 else status)


@require_safe
@open_to(Audience.EVERYBODY)
@never_cache
def sent(request: SiteRequest, token: str) -> HttpResponse:
    """Show a reader what became of their suggestion."""
    suggestion = access.suggestion_sent(token)
    answer = render(request, "guide/suggestion_sent.html", {"suggestion": suggestion, **way_out()})
    answer["Referrer-Policy"] = "same-origin"  # with "no-referrer" the button to sign out would be refused
    return answer


@require_safe
@open_to(Audience.EVERYBODY)
def suggestions(request: SiteRequest) -> HttpResponse:
    """List what readers suggested and what was answered."""
    return render(request, "guide/suggestions.html", {"suggestions": access.answered_suggestions()[:100], **way_out()})


def _refusals(form: SuggestionForm, was: str, words: str, now: datetime) -> tuple[Refusal, ...]:
    typed = form.cleaned_data
    try:
        opened_at = datetime.fromtimestamp(float(signing.loads(typed["opened"], salt=SALT)), tz=now.tzinfo)
    except (signing.BadSignature, TypeError, ValueError):
        return (Refusal("", "This form has expired. Copy your words, reload the page, and paste them in."),)
    return refusals(
        was=was,
        words=words,
        proposed=typed["proposed"],
        reason=typed["reason"],
        word=typed["word"],
        trap=typed["homepage"],
        opened_at=opened_at,
        now=now,
    )


def _send(form: SuggestionForm, current: Revision, passage: str, request: SiteRequest) -> Suggestion:
    typed = form.cleaned_data
    return suggest(
        revision=current,
        passage=passage,
        proposed=typed["proposed"],
        reason=typed["reason"],
        credit=typed["credit"],
        by=request.person,
        now=request.now,
    )
