"""An administrator's page for importing a small official file, first as a dry run. The command imports large ones.

What a file may change is decided in `actions/import_bodies.py`.
"""

import tempfile
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.records.bodies.actions.import_bodies import ImportReport, import_bodies
from dueregard.records.bodies.forms import ImportForm
from dueregard.records.bodies.gateways.open_file import Opened, WrongFile, digest_of, open_file
from dueregard.records.bodies.models import ImportRun

SHOWN = 200


@open_to(Audience.ADMINISTRATOR)
def import_file(request: SignedInRequest) -> HttpResponse:
    """Import an uploaded file and show what it changed, or would change."""
    form = ImportForm(request.POST or None, request.FILES or None)
    report: ImportReport | None = None
    opened: Opened | None = None
    if form.is_valid():
        try:
            report, opened = _read(request, form)
        except WrongFile as wrong:
            form.add_error("file", str(wrong))
    context: dict[str, object] = {
        "form": form,
        "report": report,
        "opened": opened,
        "runs": ImportRun.objects.select_related("by")[:10],
    }
    if report is not None:
        context |= {"problems": report.problems[:SHOWN], "notes": report.notes[:SHOWN]}
        context |= {"left_out": report.left_out.most_common()}
    return render(request, "bodies/import.html", context)


def _read(request: SignedInRequest, form: ImportForm) -> tuple[ImportReport, Opened]:
    upload: UploadedFile[bytes] = form.cleaned_data["file"]
    name = Path(upload.name or "file").name
    with tempfile.NamedTemporaryFile(suffix=Path(name).suffix) as kept:
        for chunk in upload.chunks():
            kept.write(chunk)
        kept.flush()
        path = Path(kept.name)
        with open_file(form.cleaned_data["kind"], path) as opened:
            report = import_bodies(
                rows=opened.rows,
                kind=form.cleaned_data["kind"],
                file_name=name,
                sha256=digest_of(path),
                by=request.person,
                now=request.now,
                finished=timezone.now,
                dry_run=form.cleaned_data["dry_run"],
            )
            return report, opened
