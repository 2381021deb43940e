"""Sort a reply on the page of its case: the letter on one side, the form on the other, then the next reply."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile
from dueregard.parts.foi.access import case_to_read, message_for
from dueregard.parts.foi.actions.record_event import AlreadyRecorded, NotYet
from dueregard.parts.foi.actions.sort_reply import REFERENCE, AlreadySorted, Meaning, sort_reply, stored_reference
from dueregard.parts.foi.actions.sort_together import NothingToUndo, undo_sort
from dueregard.parts.foi.forms.replies import SortForm
from dueregard.parts.foi.models import Case, Correspondence
from dueregard.parts.foi.queries.case_page import case_page
from dueregard.parts.foi.queries.desk import uuid_in
from dueregard.parts.foi.queries.message_page import suggested_answers
from dueregard.parts.foi.queries.replies import next_reply, place_of
from dueregard.parts.foi.queries.sorting import just_sorted, sorting, to_sort_among
from dueregard.parts.foi.queries.timeline import messages_of
from dueregard.parts.foi.queries.what_follows import what_follows
from dueregard.records.evidence.queries.resting import evidence_at
from dueregard.rules.casework.events import EventKind, Phase, meanings_in

WITH_SECTIONS = {EventKind.REFUSED, EventKind.RELEASED_IN_PART, EventKind.REVIEW_UPHELD, EventKind.REVIEW_CHANGED}
WITH_DATE = {EventKind.EXTENSION_CLAIMED, EventKind.REVIEW_EXTENDED}


@open_to(Audience.SIGNED_IN)
def sort(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask a person what a reply says. Volunteers may sort too: it is reading, not writing to anyone."""
    reply = message_for(request.person, pk)
    if request.method != "POST":
        if reply.is_sorted:
            return redirect("foi:message", reply.pk)
        return show_case(request, *case_to_read(request.person, reply.case_id), wanted=reply.pk)
    form = _form(request, reply, reply.case)
    if form.is_valid() and _is_sorted(request, reply, form):
        return redirect(_after(request, reply))
    return show_case(request, *case_to_read(request.person, reply.case_id), wanted=reply.pk, form=form)


@require_POST
@open_to(Audience.SIGNED_IN)
def undo(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take back what this person has just recorded of a reply; it is there to sort again."""
    reply = message_for(request.person, pk)
    try:
        undo_sort(reply=reply, by=request.person, now=request.now)
        messages.success(request, "Undone. Now say what the reply means.")
    except NothingToUndo as refusal:
        messages.error(request, str(refusal))
    return redirect(place_of(reply.case_id, reply.pk))


def show_case(
    request: SignedInRequest, shown: Case, may_work: bool, *, wanted: UUID | None = None, form: SortForm | None = None
) -> HttpResponse:
    """Show a case: with a reply to sort, that reply and the form for it, before everything else."""
    letters = messages_of(shown)
    reply = to_sort_among(letters, wanted)
    if form is not None and reply is None:  # a colleague was faster: what was typed is still shown
        reply = next(letter for letter in letters if letter.pk == wanted)
    done = uuid_in(request.GET.get("done", ""))
    context: dict[str, Any] = {
        "page": case_page(shown, letters, may_work=may_work, is_sorting=reply is not None, now=request.now),
        "done": just_sorted(request.person, done, is_sorting=reply is not None, now=request.now) if done else None,
    }
    if reply is None:
        context["evidence"] = evidence_at(request.path, request.person, group=shown.group)
    else:
        reply.case = shown
        context["sorting"] = sorting(reply, letters, request.person, request.now)
        context["form"] = form or _form(request, reply, shown)
    return render(request, "foi/case.html", context)


def _form(request: SignedInRequest, reply: Correspondence, case: Case) -> SortForm:
    phase, on = Phase(case.phase), timezone.localdate(reply.at)
    return SortForm(
        request.POST or None,
        on=case,
        stored=stored_reference(case),
        shape=REFERENCE,
        person=request.person,
        now=request.now,
        initial={**suggested_answers(reply), "on": on},
        phase=phase,
        follows=what_follows(case, on, meanings_in(phase)),
    )


def _is_sorted(request: SignedInRequest, reply: Correspondence, form: SortForm) -> bool:
    """Record what the form says; where that is refused, the form says why."""
    try:
        sort_reply(
            reply=reply,
            meanings=_meanings(form),
            their_reference=form.cleaned_data["their_reference"],
            seen=form.seen,
            by=request.person,
            now=request.now,
        )
    except ChangedMeanwhile as meanwhile:
        form.meet(meanwhile)
        return False
    except (AlreadySorted, AlreadyRecorded, NotYet) as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _after(request: SignedInRequest, reply: Correspondence) -> str:
    """Return where a person goes on: the next reply, if they asked for it and there is one; else the same case."""
    following = next_reply(request.person, after=reply, now=request.now) if request.POST.get("then") == "next" else None
    place = following.href if following else reply.case.get_absolute_url()
    return f"{place}{'&' if '?' in place else '?'}{urlencode({'done': reply.pk})}"


def _meanings(form: SortForm) -> list[Meaning]:
    """Turn what was ticked into meanings; sections go with a refusal or part release, a new date with an extension."""
    data = form.cleaned_data
    sections = (data["sections"],) if data["sections"] else ()
    return [
        Meaning(
            kind=kind,
            on=data["on"],
            sections=sections if kind in WITH_SECTIONS else (),
            until=data["until"] if kind in WITH_DATE else None,
        )
        for kind in map(EventKind, data["kinds"])
    ]
