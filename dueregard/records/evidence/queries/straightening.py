"""What a person sees before a photographed slide is laid flat, and which pictures were made from which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from dueregard.records.evidence.models import Document, Provenance
from dueregard.rules.documents.corners import Corners
from dueregard.rules.documents.picture_kinds import PICTURES

FOUND = "We think that the slide is here. Check each corner before you keep the picture."
UNSURE = "We are not sure where the slide is. Check each corner, and move those that are wrong."
NOT_FOUND = "We could not find a slide. Put the four corners where they are."


@dataclass(frozen=True, slots=True)
class StraighteningPage:
    """The photograph with corners on it, and beside it the slide laid flat from them. Empty `flat`: nothing to show."""

    photograph: Document
    picture: str
    outline: str  # as an SVG of a thousand by a thousand draws it
    flat: str
    says: str


def straightening_page(
    photograph: Document, corners: Corners, shape: str, *, says: str, is_shown: bool
) -> StraighteningPage:
    """Return the page for these corners."""
    asked = [photograph.pk, shape, ",".join(map(str, corners.flat()))]
    return StraighteningPage(
        photograph=photograph,
        picture=reverse("evidence:picture", args=[photograph.pk, 1]),
        outline=" ".join(f"{across},{down}" for across, down in corners.points),
        flat=reverse("evidence:straightened", args=asked) if is_shown else "",
        says=says,
    )


def can_be_straightened(document: Document) -> bool:
    """Tell whether a document is a picture of which a page can be shown."""
    return document.copy_of_id is None and document.media_type in PICTURES and document.pages_read > 0


def straightened_from(photographs: Iterable[UUID]) -> dict[UUID, list[Document]]:
    """Return the pictures that were made from each photograph. One query."""
    found: dict[UUID, list[Document]] = {}
    rows = Provenance.objects.filter(kind=Provenance.Kind.STRAIGHTENED, parent__in=list(photographs))
    for row in rows.select_related("document").order_by("at", "pk"):
        if row.parent_id is not None:
            found.setdefault(row.parent_id, []).append(row.document)
    return found
