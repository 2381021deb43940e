"""The page of a case exactly as a visitor will read it, made for the people who are about to publish it.

The same query and the same template as the public page (`public`), without the frame around it.
"""

import copy
import hashlib
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.parts.foi.models import Case
from dueregard.parts.foi.views.public import shown_to_everybody

FRAME = "foi/preview_frame.html"


@dataclass(frozen=True, slots=True)
class Preview:
    """What a visitor will read. `seen` changes when it does, so that nobody publishes what they did not see."""

    html: SafeString
    seen: str


def preview_of(case: Case, request: SignedInRequest) -> Preview:
    """Return the public page of a private case, as if it were published at this moment."""
    as_published = copy.copy(case)
    as_published.published_at = request.now
    context = {**shown_to_everybody(as_published, request.now), "frame": FRAME, "json": ""}
    html = render_to_string("foi/public_case.html", context, request=request)
    return Preview(html, hashlib.sha256(html.encode()).hexdigest()[:32])
