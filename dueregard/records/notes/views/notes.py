"""Writing, changing and removing a group's private note. Whose notes one sees, `access.py` decides."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.accounts.views.sure import Question, ask_first, is_sure
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile
from dueregard.records.groups.models import Meeting
from dueregard.records.notes import access
from dueregard.records.notes.actions.write_note import SHAPE, change_note, remove_note, write_note
from dueregard.records.notes.forms import ChangeNoteForm, NewNoteForm
from dueregard.records.notes.queries.of_group import notes_list
from dueregard.records.notes.queries.sharing import networks_to_put_into

SAVED = "Note saved. Only your group sees it."


@require_safe
@open_to(Audience.SIGNED_IN)
def all_notes(request: SignedInRequest) -> HttpResponse:
    """List the notes of a person's groups."""
    page = notes_list(request.person, request.GET.get("page", "1"))
    return render(request, "notes/all.html", {"page": page})


@open_to(Audience.SIGNED_IN)
def write(request: SignedInRequest, kind: str, key: str) -> HttpResponse:
    """Write a note beside a body, an area or a meeting; of a meeting these are its minutes."""
    beside = access.beside_for(request.person, kind, key)
    groups = access.groups_that_note(request.person, beside)
    called = "Minutes" if isinstance(beside, Meeting) else "Note"
    form = NewNoteForm(request.POST or None, groups=groups, called=called)
    if form.is_valid():
        write_note(group=form.chosen, beside=beside, text=form.cleaned_data["text"], by=request.person, now=request.now)
        messages.success(request, SAVED)
        return redirect(f"{beside.get_absolute_url()}#notes")
    page = {"form": form, "beside": beside, "title": f"{called}: {beside}", "verb": "Save"}
    return render(request, "notes/note.html", page, status=422 if form.errors else 200)


@open_to(Audience.SIGNED_IN)
def change(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Change a note of one of a person's groups."""
    note = access.note_for(request.person, pk)
    networks = networks_to_put_into(note, request.person)
    shown_to = [one.name for one in networks if one.put]
    form = ChangeNoteForm(
        request.POST or None,
        on=note,
        stored={"text": note.text},
        shape=SHAPE,
        person=request.person,
        now=request.now,
        shown_to=shown_to,
    )
    if form.is_valid():
        try:
            change_note(note=note, wanted=form.typed, seen=form.seen, by=request.person, now=request.now)
            messages.success(request, form.saved(_saved(shown_to)))
            return redirect(f"{note.beside.get_absolute_url()}#notes")
        except ChangedMeanwhile as meanwhile:
            form.meet(meanwhile)
    page = {
        "form": form,
        "note": note,
        "beside": note.beside,
        "title": f"Note: {note.beside}",
        "verb": "Save",
        "is_own": note.by_id == request.person.pk,
        "networks": networks,
    }
    return render(request, "notes/note.html", page, status=422 if form.errors else 200)


def _saved(shown_to: list[str]) -> str:
    return f"Note saved. Your group and the groups of {', '.join(shown_to)} see it." if shown_to else SAVED


@open_to(Audience.SIGNED_IN)
@require_POST
def remove(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Remove a note that this person wrote."""
    note = access.note_by(request.person, pk)
    back = f"{note.beside.get_absolute_url()}#notes"
    if not is_sure(request):
        says = f"“{note.text[:300]}” will be gone for everyone in your group. This cannot be undone."
        return ask_first(request, Question("Remove this note?", says, "Remove the note", back))
    remove_note(note=note, by=request.person, now=request.now)
    messages.success(request, "Note removed.")
    return redirect(back)
