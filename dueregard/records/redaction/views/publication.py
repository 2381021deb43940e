"""The way of a document to the public: its copy is asked for, looked at by a second person, let out, taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile, seen_now
from dueregard.foundation.editing.forms.guarded import sealed, unsealed
from dueregard.foundation.editing.queries import changes_since
from dueregard.records.evidence.models import Document
from dueregard.records.redaction.access import copy_in_the_works, original_kept_by, original_worked_by, published_copy
from dueregard.records.redaction.actions.prepare_copy import (
    NotInTheMaking,
    NotRead,
    drop_copy,
    prepare_copy,
    stored_marks,
)
from dueregard.records.redaction.actions.publish_copy import (
    AnotherCopy,
    MadeTheOldWay,
    NotASecondPerson,
    NotReady,
    NotSeen,
    publish_copy,
    withdraw_copy,
)
from dueregard.records.redaction.actions.set_marks import CopyInTheWorks
from dueregard.records.redaction.forms import CopyForm, ReasonForm, SpanForm, WithdrawForm
from dueregard.records.redaction.queries.checking import check_page
from dueregard.records.redaction.queries.publication import publication_page
from dueregard.rules.redaction.forms import Form, NotPublishable

SAY_WHY = "Say why you are withdrawing it, and choose a reason for the public log. It is still public."
REFUSALS = {
    NotReady: "No copy is waiting to be checked. Nothing was changed.",
    MadeTheOldWay: "This copy was made before we drew the file as a reader sees it: it may show hidden words. Nothing "
    "was published. Discard it and make a new one.",
    AnotherCopy: "Another copy has been made since you opened the page. Nothing was published. Check the new one.",
    NotSeen: "Not everything was ticked. Nothing was published. Tick each point once you have looked at it.",
    CopyInTheWorks: "A copy is already being made.",
    NotRead: "The document has not been read yet. You can make a copy once it has.",
}


@require_safe
@open_to(Audience.SIGNED_IN)
def publication(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show how far the document is on its way."""
    return _shown(request, original_kept_by(request.person, pk))


def _shown(request: SignedInRequest, document: Document, form: CopyForm | None = None) -> HttpResponse:
    page = publication_page(document, request.person)
    form = form or CopyForm(forms_of_copy=page.forms, initial={"title": document.title})
    context = {"page": page, "form": form, "seen": _seen(document, request), "reason": ReasonForm()}
    context |= {"withdraw": WithdrawForm(), "span": SpanForm()}
    return render(request, "redaction/publication.html", context)


def _seen(document: Document, request: SignedInRequest) -> str:
    return sealed(seen_now(stored_marks(document), request.now), on=document)


def _who_marked(document: Document, request: SignedInRequest) -> str:
    """Say who changed the marks since the page was opened."""
    seen, _ = unsealed(request.POST.get("seen", ""), on=document, now=request.now)
    last = next((one for one in changes_since(on=document, since=seen.since) if one.by != request.person), None)
    who = f"{last.who(request.person)} changed the marks {last.when}" if last else "The marks were changed"
    return f"{who}, while you had this page open. Look at the marks above as they are now, then ask for the copy again."


@require_POST
@open_to(Audience.SIGNED_IN)
def prepare(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask for the copy."""
    document = original_worked_by(request.person, pk)
    page = publication_page(document, request.person)
    form = CopyForm(request.POST, forms_of_copy=page.forms)
    if not form.is_valid():
        return _shown(request, document, form)
    try:
        prepare_copy(
            document=document, form=Form(form.cleaned_data["form"]), title=form.cleaned_data["title"],
            seen=unsealed(request.POST.get("seen", ""), on=document, now=request.now)[0],
            by=request.person, now=request.now,
        )  # fmt: skip
        messages.success(request, "The copy is being made. You can do something else in the meantime.")
    except ChangedMeanwhile:
        form.add_error(None, _who_marked(document, request))
        return _shown(request, document, form)
    except NotPublishable as refusal:
        messages.error(request, str(refusal))
    except (CopyInTheWorks, NotRead) as refusal:
        messages.error(request, REFUSALS[type(refusal)])
    return redirect("redaction:publication", document.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def check(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show the second person what goes public and what was lost; let it out when they say so."""
    document = original_kept_by(request.person, pk)
    asked = copy_in_the_works(document)
    if asked.copy is None:
        messages.error(request, "The copy is still being made.")
        return redirect("redaction:publication", document.pk)
    page = check_page(asked, request.person, number=request.GET.get("page", "1"))
    seen = set(request.POST.getlist("seen")) & set(page.keys())
    if request.method == "POST":
        try:
            copy = publish_copy(
                asked=asked, sha256=request.POST.get("sha256", ""), seen=len(seen), to_be_seen=len(page.keys()),
                by=request.person, now=request.now,
            )  # fmt: skip
            messages.success(request, "Published. The original stays private.")
            return redirect(copy)
        except NotASecondPerson as refusal:
            messages.error(request, str(refusal))
        except (NotReady, MadeTheOldWay, AnotherCopy, NotSeen) as refusal:
            messages.error(request, REFUSALS[type(refusal)])
    return render(request, "redaction/check_copy.html", {"page": page, "seen": seen})


@require_POST
@open_to(Audience.SIGNED_IN)
def drop(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Put the copy aside."""
    document = original_kept_by(request.person, pk)
    try:
        drop_copy(asked=copy_in_the_works(document), by=request.person, now=request.now)
        messages.success(request, "Copy discarded. Nothing was published, and the marks are kept.")
    except NotInTheMaking:
        messages.error(request, REFUSALS[NotReady])
    return redirect("redaction:publication", document.pk)


@require_POST
@open_to(Audience.SIGNED_IN)
def withdraw(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take the public copy back."""
    document = original_worked_by(request.person, pk)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        messages.error(request, SAY_WHY)
        return redirect("redaction:publication", document.pk)
    try:
        withdraw_copy(
            asked=published_copy(document),
            why=form.cleaned_data["why"],
            public_why=form.cleaned_data["public_why"],
            by=request.person,
            now=request.now,
        )
        messages.success(
            request, "Withdrawn. The copy is private again, but anyone who downloaded it before still has it."
        )
    except NotReady:
        messages.error(request, REFUSALS[NotReady])
    return redirect("redaction:publication", document.pk)
