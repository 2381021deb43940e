"""What colleagues say among themselves of a case: who looks after it, its tags, and notes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.accounts.views.sure import Question, ask_first, is_sure
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile
from dueregard.parts.foi.access import case_for, case_worked_by, note_by, note_for
from dueregard.parts.foi.actions import keep_case as keeping
from dueregard.parts.foi.actions import note_case as noting
from dueregard.parts.foi.actions.keep_reference import keep_reference
from dueregard.parts.foi.actions.sort_reply import REFERENCE, stored_reference
from dueregard.parts.foi.forms.cases import KeepForm, NewNoteForm, NoteForm
from dueregard.parts.foi.forms.replies import ReferenceForm
from dueregard.parts.foi.queries.keeping import people_for
from dueregard.parts.foi.queries.message_page import suggested_reference
from dueregard.parts.foi.queries.their_reference import reference_of_case
from dueregard.rules.casework.tags import NotTags


@open_to(Audience.SIGNED_IN)
def keep(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Say who looks after a case, and under which tags it is found."""
    case = case_worked_by(request.person, pk)
    form = KeepForm(
        request.POST or None,
        on=case,
        stored=keeping.stored_keeping(case),
        people=people_for(case),
        shape=keeping.SHAPE,
        person=request.person,
        now=request.now,
    )
    if form.is_valid():
        try:
            keeping.keep_case(case=case, wanted=form.typed, seen=form.seen, by=request.person, now=request.now)
            messages.success(request, form.saved("Saved. Only your group sees this."))
            return redirect(case)
        except ChangedMeanwhile as meanwhile:
            form.meet(meanwhile)
        except keeping.NotAColleague as refusal:
            form.add_error("assigned_to", str(refusal))
        except NotTags as refusal:
            form.add_error("tags", str(refusal))
    return render(request, "foi/keep_case.html", {"form": form, "case": case}, status=422 if form.errors else 200)


@open_to(Audience.SIGNED_IN)
def reference(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Keep the body's own number for a request; what its replies say is suggested. Volunteers may, as when sorting."""
    case = case_for(request.person, pk)
    form = ReferenceForm(
        request.POST or None,
        on=case,
        stored=stored_reference(case),
        initial=suggested_reference(reference_of_case(case)),
        shape=REFERENCE,
        person=request.person,
        now=request.now,
    )
    if form.is_valid():
        try:
            keep_reference(case=case, wanted=form.typed, seen=form.seen, by=request.person, now=request.now)
            messages.success(request, form.saved("Saved. Your next letters to them quote it."))
            return redirect(case)
        except ChangedMeanwhile as meanwhile:
            form.meet(meanwhile)
    return render(request, "foi/their_reference.html", {"form": form, "case": case}, status=422 if form.errors else 200)


@require_POST
@open_to(Audience.SIGNED_IN)
def add_note(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Add a note to a case. Volunteers may: it is never sent or published."""
    case = case_for(request.person, pk)
    form = NewNoteForm(request.POST)
    if form.is_valid():
        noting.write_note(case=case, text=form.cleaned_data["text"], by=request.person, now=request.now)
        messages.success(request, "Note saved. Only your group sees it.")
        return redirect(f"{case.get_absolute_url()}#notes")
    return render(request, "foi/note.html", {"form": form, "case": case, "note": None}, status=422)


@open_to(Audience.SIGNED_IN)
def change_note(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a note."""
    note = note_for(request.person, pk)
    form = NoteForm(
        request.POST or None,
        on=note,
        stored={"text": note.text},
        shape=noting.SHAPE,
        person=request.person,
        now=request.now,
    )
    if form.is_valid():
        try:
            noting.change_note(note=note, wanted=form.typed, seen=form.seen, by=request.person, now=request.now)
            messages.success(request, form.saved("Note saved. Only your group sees it."))
            return redirect(f"{note.case.get_absolute_url()}#notes")
        except ChangedMeanwhile as meanwhile:
            form.meet(meanwhile)
    context = {"form": form, "case": note.case, "note": note, "is_own": note.by_id == request.person.pk}
    return render(request, "foi/note.html", context, status=422 if form.errors else 200)


@require_POST
@open_to(Audience.SIGNED_IN)
def remove_note(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remove a note that this person wrote."""
    note = note_by(request.person, pk)
    if not is_sure(request):
        says = f"“{note.text[:300]}” will be gone for everyone in your group. This cannot be undone."
        back = f"{note.case.get_absolute_url()}#notes"
        return ask_first(request, Question("Remove this note?", says, "Remove the note", back))
    noting.remove_note(note=note, by=request.person, now=request.now)
    messages.success(request, "Note removed.")
    return redirect(f"{note.case.get_absolute_url()}#notes")
