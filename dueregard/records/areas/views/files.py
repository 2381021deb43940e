"""An administrator's page for importing boundaries and postcode sectors, first as a dry run.

What a file may change is decided in `actions/`.
"""

import tempfile
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.records.areas.actions.import_file import LICENCES, import_file
from dueregard.records.areas.forms import AreaFileForm
from dueregard.records.areas.gateways.wrong_file import WrongFile
from dueregard.records.areas.queries.postcode import files_there


@open_to(Audience.ADMINISTRATOR)
def import_area_file(request: SignedInRequest) -> HttpResponse:
    """Import an uploaded file and show what it changed, or would change."""
    form = AreaFileForm(request.POST or None, request.FILES or None)
    lines: list[str] = []
    if form.is_valid():
        try:
            lines = _read(request, form)
        except WrongFile as wrong:
            form.add_error("file", str(wrong))
    context = {"form": form, "lines": lines, "files": files_there(), "is_dry": bool(form.data.get("dry_run"))}
    return render(request, "areas/import.html", context)


def _read(request: SignedInRequest, form: AreaFileForm) -> list[str]:
    upload: UploadedFile[bytes] = form.cleaned_data["file"]
    what = form.cleaned_data["what"]
    with tempfile.NamedTemporaryFile() as kept:
        for chunk in upload.chunks():
            kept.write(chunk)
        kept.flush()
        return import_file(
            what,
            Path(kept.name),
            name=Path(upload.name or "file").name[:200],
            licence=form.cleaned_data["licence"] or LICENCES[what],
            by=request.person,
            now=request.now,
            dry_run=form.cleaned_data["dry_run"],
        )
