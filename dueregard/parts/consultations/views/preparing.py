"""A group's desk: consultations listed, written down, checked, printed on slips, opened, thrown away."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.accounts.views.sure import Question, ask_first, is_sure
from dueregard.parts.consultations.access import consultation_for, consultation_worked_by, consultations_of
from dueregard.parts.consultations.actions.prepare import (
    AlreadyConfirmed,
    ChangedSinceRead,
    NoSlips,
    discard_consultation,
    make_codes,
    open_consultation,
    take_codes_back,
    write_consultation,
)
from dueregard.parts.consultations.forms.drafts import ConsultationForm, beginning
from dueregard.parts.consultations.gateways.slips import CannotPrint, NoFontFor, print_slips
from dueregard.parts.consultations.models import Consultation
from dueregard.parts.consultations.queries.desk_page import desk_page, key_in_groups, voting_address
from dueregard.parts.consultations.queries.lines import consultation_lines
from dueregard.records.groups.access import groups_worked_by, remember_places
from dueregard.rules.text.uk_times import in_words
from dueregard.rules.votes.codes import in_groups
from dueregard.rules.votes.times import NotATimeToVote

NO_CODE = "0" * 16  # on a slip that is only tried
NO_FONT = (
    "The slips cannot show “{}”: we have no font for it. Nothing was changed, and slips made before still work. Write "
    "the question or the group’s name in other letters, and try again."
)
NOT_PRINTED = (
    "The slips could not be printed. Nothing is open. Slips made before no longer work: try again, and use only the "
    "new ones."
)


@require_safe
@open_to(Audience.SIGNED_IN)
def consultations(request: SignedInRequest) -> HttpResponse:
    """List the consultations of a person's groups."""
    page = {
        "lines": consultation_lines(request.person, request.now),
        "may_ask": groups_worked_by(request.person).exists(),
    }
    return render(request, "consultations/all.html", page)


@open_to(Audience.SIGNED_IN)
def new(request: SignedInRequest) -> HttpResponse:
    """Ask what is to be asked, from nothing or from an earlier vote."""
    if not groups_worked_by(request.person).exists():
        return redirect("consultations:all")
    copied = _copied(request)
    form = ConsultationForm(
        request.POST or None, person=request.person, now=request.now, initial=beginning(copied) if copied else {}
    )
    if form.is_valid():
        data = form.cleaned_data
        written = write_consultation(
            group=data["group"],
            title=data["title"],
            asked_by=data["asked_by"],
            who=data["who"],
            question=data["question"],
            opens_at=data["opens"],
            closes_at=data["closes"],
            roll=data["roll"],
            quorum=data["quorum"],
            further=copied.asked[1:] if copied else (),
            by=request.person,
            now=request.now,
        )
        return redirect(written)
    page = {"form": form, "further": len(copied.further) if copied else 0}
    return render(request, "consultations/new.html", page, status=422 if form.errors else 200)


@require_safe
@open_to(Audience.SIGNED_IN)
def one(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show a consultation to its group, and what comes next. Before it opens, this is the page to check."""
    remember_places(request.person)
    page = desk_page(consultation_for(request.person, pk), request.person, request.now)
    return render(request, "consultations/one.html", {"page": page})


@require_POST
@open_to(Audience.SIGNED_IN)
def slips(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Make the codes and hand out the slips, once: the site keeps no code that could be printed again."""
    consultation = consultation_worked_by(request.person, pk)
    if consultation.key and not is_sure(request):
        return ask_first(
            request,
            Question(
                "Make new slips?",
                "Slips were made before. The new ones replace them, and codes on the old ones stop working.",
                "Make new slips",
                consultation.get_absolute_url(),
            ),
        )
    try:
        print_slips(*_printed(consultation, [NO_CODE]))  # slips made before are void only if new ones can be printed
        codes = make_codes(consultation=consultation, by=request.person, now=request.now)
        content = print_slips(*_printed(consultation_worked_by(request.person, pk), codes))
    except AlreadyConfirmed as refusal:
        messages.error(request, str(refusal))
        return redirect(consultation)
    except NoFontFor as missing:
        messages.error(request, NO_FONT.format(missing))
        return redirect(consultation)
    except CannotPrint:
        take_codes_back(consultation=consultation, by=request.person, now=request.now)
        messages.error(request, NOT_PRINTED)
        return redirect(consultation)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="slips.pdf"'
    return answer


@require_POST
@open_to(Audience.SIGNED_IN)
def confirm(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Open the vote, after a question: from then on nothing of it changes."""
    consultation = consultation_worked_by(request.person, pk)
    if not is_sure(request):
        return ask_first(
            request,
            Question(
                "Open this vote?",
                f"Members can vote from {in_words(consultation.opens_at)}. From now on nobody can change the question, "
                "the options, the times or the number of slips, and nobody sees a result before it closes.",
                "Open the vote",
                consultation.get_absolute_url(),
            ),
        )
    try:
        open_consultation(
            consultation=consultation, seen=request.POST.get("seen", ""), by=request.person, now=request.now
        )
        messages.success(request, "The vote opens at its time. Hand out the slips.")
    except (AlreadyConfirmed, NoSlips, NotATimeToVote, ChangedSinceRead) as refusal:
        messages.error(request, str(refusal))
    return redirect(consultation)


@require_POST
@open_to(Audience.SIGNED_IN)
def discard(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Throw away what was not opened, after a question."""
    consultation = consultation_worked_by(request.person, pk)
    if not is_sure(request):
        return ask_first(
            request,
            Question(
                "Throw this vote away?",
                "Its question, options and times go, and slips made for it stop working.",
                "Throw it away",
                consultation.get_absolute_url(),
            ),
        )
    try:
        discard_consultation(consultation=consultation, by=request.person, now=request.now)
    except AlreadyConfirmed as refusal:
        messages.error(request, str(refusal))
        return redirect(consultation)
    messages.success(request, "Thrown away.")
    return redirect("consultations:all")


def _copied(request: SignedInRequest) -> Consultation | None:
    """Return the vote that a new one begins with."""
    try:
        return consultations_of(request.person).filter(pk=UUID(request.GET.get("copy", ""))).first()
    except ValueError:
        return None


def _printed(consultation: Consultation, codes: list[str]) -> tuple[dict[str, str], list[dict[str, str]]]:
    """Return what is on the slips. The code is behind a #, which no browser sends to a server."""
    address = voting_address(consultation)
    facts = {
        "title": consultation.title,
        "group": consultation.group.name,
        "address": address,
        "opens": in_words(consultation.opens_at),
        "closes": in_words(consultation.closes_at),
        "key": key_in_groups(consultation.key),
    }
    return facts, [{"code": in_groups(code), "address": f"{address}#{code}"} for code in codes]
