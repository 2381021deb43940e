"""The pages for members: vote with the code on a slip, without an account; later the result. No turnout is told."""

from __future__ import annotations

from uuid import UUID

from django.db import OperationalError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.parts.consultations.access import voting_page
from dueregard.parts.consultations.actions.cast_vote import CodeWasUsed, NotOnTheRoll, NotOpen, cast_vote, find_code
from dueregard.parts.consultations.forms.voting import VoteForm
from dueregard.parts.consultations.gateways.keys import KeyIsGone
from dueregard.parts.consultations.models import Consultation
from dueregard.parts.consultations.queries.desk_page import facts_of, key_in_groups
from dueregard.parts.consultations.queries.result_page import result_page
from dueregard.parts.consultations.views.paper import blank_paper, filled_paper
from dueregard.rules.text.uk_times import in_words
from dueregard.rules.votes.codes import in_groups
from dueregard.rules.votes.questions import NotAVote, vote_words

BROKEN = "Votes cannot be taken on this server now. Your vote was not taken and your code still works. Tell your group."


BUSY = (
    "Many people are voting at this moment, and the server could not take your vote in time. It was not taken, and "
    "your code still works."
)


@open_to(Audience.EVERYBODY)
@never_cache
def vote(request: SiteRequest, pk: UUID) -> HttpResponse:
    """Show the voting paper while it is open, and read it back before it is cast; after the count, the result."""
    consultation = voting_page(pk)
    if consultation.counted_at is not None:
        return render(request, "consultations/result.html", {"page": result_page(consultation), "one": consultation})
    if not consultation.is_open(request.now):
        return render(request, "consultations/shut.html", _shown(request, consultation))
    form = VoteForm(request.POST or None, asked=consultation.asked)
    if form.is_valid():
        code, chosen = form.cleaned_data["code"], form.cleaned_data["votes"]
        try:
            find_code(consultation=consultation, code=code, now=request.now)
            page = _shown(request, consultation) | {
                "votes": chosen,
                "read_back": [
                    {"title": one.title, "words": vote_words(one.question, vote)}
                    for one, vote in zip(consultation.asked, chosen, strict=True)
                ],
                "code": in_groups(code),
            }
            return render(request, "consultations/check.html", page)
        except (NotOnTheRoll, CodeWasUsed) as refusal:
            form.add_error("code", str(refusal))
    paper = filled_paper(consultation, form) if form.is_bound else blank_paper(consultation)
    page = {"one": consultation, "form": form, "paper": paper}
    return render(request, "consultations/vote.html", page, status=422 if form.errors else 200)


@require_POST
@open_to(Audience.EVERYBODY)
@never_cache
def cast(request: SiteRequest, pk: UUID) -> HttpResponse:
    """Take the vote that was read back."""
    consultation = voting_page(pk)
    code = request.POST.get("code", "").replace(" ", "")
    vote, *further = request.POST.getlist("vote") or [""]
    try:
        cast_vote(consultation=consultation, code=code, vote=vote, further=further, by=None, now=request.now)
    except (NotOpen, NotOnTheRoll, CodeWasUsed, NotAVote) as refusal:
        page = _shown(request, consultation) | {"refusal": str(refusal)}
        return render(request, "consultations/refused.html", page, status=409)
    except (KeyIsGone, OperationalError) as trouble:  # the database is busy: many vote at this moment
        busy = isinstance(trouble, OperationalError)
        page = _shown(request, consultation) | {"refusal": BUSY if busy else BROKEN}
        if busy:
            page |= {"again": [vote, *further], "code": in_groups(code)}
        return render(request, "consultations/refused.html", page, status=503)
    return render(request, "consultations/cast.html", _shown(request, consultation))


@require_safe
@open_to(Audience.EVERYBODY)
def result(request: SiteRequest, pk: UUID) -> HttpResponse:
    """Hand out the signed file of the result, once there is one."""
    consultation = voting_page(pk)
    if consultation.counted_at is None:
        raise Http404
    answer = HttpResponse(consultation.result, content_type="application/json")
    answer["Content-Disposition"] = 'attachment; filename="result.json"'
    return answer


def _shown(request: SiteRequest, consultation: Consultation) -> dict[str, object]:
    return {
        "one": consultation,
        "facts": facts_of(consultation),
        "opens": in_words(consultation.opens_at),
        "closes": in_words(consultation.closes_at),
        "is_closed": consultation.is_closed(request.now),
        "key": key_in_groups(consultation.key),
    }
