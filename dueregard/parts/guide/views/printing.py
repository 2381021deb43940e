"""The files of the guide, named by the hash of their bytes: what an address serves never changes."""

from django.http import FileResponse, Http404, HttpResponse
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.foundation.files.gateways import store
from dueregard.parts.guide import access

KINDS = {"pdf": "application/pdf", "epub": "application/epub+zip", "txt": "text/plain; charset=utf-8"}
YEAR = 31_536_000


@require_safe
@open_to(Audience.EVERYBODY)
def print_file(request: SiteRequest, sha256: str, name: str) -> HttpResponse | FileResponse:
    """Return the bytes of a print."""
    row = access.print_file(sha256)
    if name != f"guide-{row.form}.{row.ending}":
        raise Http404
    answer = FileResponse(store.open_file(sha256), content_type=KINDS[row.ending], filename=name)
    answer["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return answer
