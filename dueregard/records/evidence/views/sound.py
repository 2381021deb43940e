"""A recording, played in the page by whoever may open the document: whole, or from where the player jumps to."""

from collections.abc import Iterator
from typing import BinaryIO
from uuid import UUID

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.records.evidence.access import document_for
from dueregard.records.evidence.views.documents import harmless, known_already, opened, tag_of
from dueregard.rules.documents.byte_range import NotThere, Stretch, stretch_asked
from dueregard.rules.documents.picture_kinds import sound_type

BLOCK = 1 << 16


@require_safe
@open_to(Audience.EVERYBODY)
def sound(request: SiteRequest, pk: UUID) -> HttpResponseBase:
    """Answer with a recording, or the stretch of it that the player asks for."""
    document = document_for(request.person, pk)
    kind = sound_type(document.media_type)
    if not kind:
        raise Http404
    if same := known_already(request, document):
        return same
    try:
        asked = stretch_asked(request.headers.get("Range", ""), document.size)
    except NotThere:
        refused = HttpResponse(status=416)
        refused["Content-Range"] = f"bytes */{document.size}"
        return refused
    stretch = asked or Stretch(0, document.size - 1)
    file = opened(document)
    answer = StreamingHttpResponse(_blocks(file, stretch), content_type=kind, status=206 if asked else 200)
    answer["Accept-Ranges"] = "bytes"
    answer["Content-Length"] = str(stretch.length)
    if asked:
        answer["Content-Range"] = f"bytes {stretch.first}-{stretch.last}/{document.size}"
    return harmless(answer, is_public=document.is_public, tag=tag_of(document))


def _blocks(file: BinaryIO, stretch: Stretch) -> Iterator[bytes]:
    with file:
        file.seek(stretch.first)
        left = stretch.length
        while left > 0 and (block := file.read(min(BLOCK, left))):
            left -= len(block)
            yield block
