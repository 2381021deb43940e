"""Adding the group's own copy of a web page or minute to an answer that was given without one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.files.gateways import store
from dueregard.records.evidence.actions.receive_upload import KeptUpload, receive_upload
from dueregard.records.findings.access import copies_to_choose, source_for
from dueregard.records.findings.actions.keep_copy import HasACopy, keep_copy
from dueregard.records.findings.forms.answers import CopyForm


@open_to(Audience.SIGNED_IN)
def copy(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose a document as the copy, or add one."""
    source = source_for(request.person, pk)
    form = CopyForm(request.POST or None, request.FILES or None, documents=copies_to_choose(request.person, source))
    if form.is_valid():
        document, file = form.cleaned_data["kept"], form.cleaned_data["copy"]
        if file:
            received = receive_upload(
                group=source.group,
                files=[KeptUpload(store.put_chunks(file.chunks()), file.name or "")],
                body=source.body,
                title="",
                kind="",
                dated_on=source.met_on,
                url=source.url,
                seen_on=source.seen_on,
                by=request.person,
                now=request.now,
            )
            document = (*received.new, *received.known)[0]
        try:
            keep_copy(source=source, document=document, by=request.person, now=request.now)
            messages.success(request, "The copy is kept with the answers that rest on it.")
        except HasACopy as refusal:
            messages.error(request, str(refusal))
        return redirect(source.body)
    return render(request, "findings/copy.html", {"source": source, "form": form})
