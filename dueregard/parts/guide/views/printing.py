"""The files of the guide to take along: prints, named by the hash of their bytes, and the guide as a pack to change."""

from django.http import FileResponse, Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.foundation.packs.gateways.files import as_zip
from dueregard.foundation.packs.queries.files import PUBLIC, forked_files
from dueregard.parts.guide import access
from dueregard.parts.guide.gateways import shelf
from dueregard.parts.guide.queries.printing import home_address
from dueregard.parts.guide.queries.sections import whole_edition

KINDS = {"pdf": "application/pdf", "epub": "application/epub+zip", "txt": "text/plain; charset=utf-8"}
YEAR = 31_536_000


@require_safe
@open_to(Audience.EVERYBODY)
def remix(request: SiteRequest) -> HttpResponse:
    """Return the guide with all public texts as a pack to change: every section says where it came from."""
    sections = whole_edition()
    if not sections:
        raise Http404
    pack = sections[0].section.pack
    files = forked_files(
        pack,
        name=f"{pack.pk[:70]}-remix",
        title=f"{pack.name} (remix)",
        on=timezone.localdate(request.now),
        home=home_address(),
        kinds=PUBLIC,
    )
    answer = HttpResponse(as_zip(files), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{pack.pk}-remix.zip"'
    return answer


@require_safe
@open_to(Audience.EVERYBODY)
def print_file(request: SiteRequest, sha256: str, name: str) -> HttpResponse | FileResponse:
    """Return the bytes of a print."""
    row = access.print_file(sha256)
    if name != f"guide-{row.form}.{row.ending}":
        raise Http404
    try:
        content = shelf.open_file(sha256)
    except FileNotFoundError:
        raise Http404 from None  # it is being made anew
    answer = FileResponse(content, content_type=KINDS[row.ending], filename=name)
    answer["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return answer
