"""Laying a photographed slide flat: a person looks at the corners, moves them, and keeps the picture, or does not."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.work.gateways.disk import says_full
from dueregard.records.evidence.access import document_kept_by
from dueregard.records.evidence.actions.straighten_photograph import straighten_photograph
from dueregard.records.evidence.forms import CornersForm
from dueregard.records.evidence.gateways.straightening import TO_LOOK_AT, NoPicture, TooBusy, laid_flat, slide_seen
from dueregard.records.evidence.models import Document
from dueregard.records.evidence.queries.straightening import (
    FOUND,
    NOT_FOUND,
    UNSURE,
    can_be_straightened,
    straightening_page,
)
from dueregard.records.evidence.views.documents import harmless
from dueregard.rules.documents.corners import MARGIN, SHAPES, NotCorners, corners_of
from dueregard.rules.documents.picture_kinds import PICTURES

BUSY = "Too many pictures are being drawn just now. Nothing was lost: try again in a moment."
BROKEN = "The server could not straighten this picture. The photograph is as it was."
FULL = "The server could not save the picture: its disk may be full. The photograph is as it was."
NOT_READ = "This picture has not been read yet. Try again in a minute."


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def straighten(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show the corners, and keep the picture if a person says so."""
    return straightened_by(request, document_kept_by(request.person, pk), back="", keep=redirect)


@require_safe
@open_to(Audience.SIGNED_IN)
def preview(request: SignedInRequest, pk: UUID, shape: str, corners: str) -> HttpResponseBase:
    """Answer with the slide laid flat from the corners in the address; nothing is kept."""
    photograph = document_kept_by(request.person, pk)
    if not can_be_straightened(photograph) or shape not in SHAPES:
        raise Http404
    try:
        numbers = [int(one) for one in corners[:80].split(",") if one.isdecimal()]
        drawn = laid_flat(photograph.sha256, corners_of(numbers), shape, most=TO_LOOK_AT)
    except (NoPicture, NotCorners) as reason:
        raise Http404 from reason
    except TooBusy:
        return HttpResponse(BUSY, status=503, headers={"Retry-After": "10"})
    return harmless(HttpResponse(drawn, content_type="image/jpeg"), is_public=False)


def straightened_by(
    request: SignedInRequest, photograph: Document, *, back: str, keep: Callable[[Document], HttpResponse]
) -> HttpResponse:
    """Answer a person who straightens a photograph; `keep` is told of the picture once they keep it."""
    if photograph.copy_of_id is not None or photograph.media_type not in {"", *PICTURES}:
        raise Http404
    if not can_be_straightened(photograph):
        messages.info(request, NOT_READ)
        return redirect(back or photograph)
    form = CornersForm(request.POST) if request.method == "POST" else None
    trouble = ""
    if form is not None and form.is_valid() and "look" not in request.POST:
        try:
            made, _ = straighten_photograph(
                photograph=photograph, corners=form.corners, shape=form.chosen_shape, by=request.person, now=request.now
            )
            messages.success(request, "Kept beside the photograph, which is as it was. Its words are read now.")
            return keep(made)
        except TooBusy:
            trouble = BUSY
        except NoPicture:
            trouble = BROKEN
        except OSError as fault:
            if not says_full(fault):
                raise
            trouble = FULL
        form.add_error(None, trouble)
    return _shown(request, photograph, form, back)


def _shown(request: SignedInRequest, photograph: Document, form: CornersForm | None, back: str) -> HttpResponse:
    says = ""
    if form is None:
        try:
            seen = slide_seen(photograph.sha256)
        except (NoPicture, TooBusy):
            seen = None
        says = NOT_FOUND if seen is None else FOUND if seen.is_sure else UNSURE
        form = CornersForm(first=seen.corners if seen else MARGIN)
        page = straightening_page(photograph, form.corners, form.chosen_shape, says=says, is_shown=seen is not None)
    else:
        page = straightening_page(photograph, form.corners, form.chosen_shape, says="", is_shown=not form.errors)
    context = {"page": page, "form": form, "back": back or photograph.get_absolute_url()}
    return render(request, "evidence/straighten.html", context, status=422 if form.errors else 200)
