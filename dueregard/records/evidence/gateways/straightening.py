"""Has a limited process look for a slide on a photograph, or lay it flat. The photograph itself is never changed."""

from __future__ import annotations

import json

from dueregard.foundation.files.gateways import made
from dueregard.records.evidence.gateways.pictures import NoPicture, TooBusy, asked_of, keep_made
from dueregard.rules.documents.corners import LEAST_SIDE, MOST_SIDE, Corners, NotCorners, corners_of
from dueregard.rules.documents.seen_slide import Seen

__all__ = ["MOST_SIDE", "TO_LOOK_AT", "NoPicture", "TooBusy", "laid_flat", "slide_seen"]

CHILD = "dueregard.records.evidence.gateways.straightening_child"
MADE_BY = "corners 1"  # change it when slides are looked for otherwise
TO_LOOK_AT = LEAST_SIDE // 2  # pixels of the longer side of what a person sees before it is kept


def slide_seen(sha256: str) -> Seen | None:
    """Return where a slide seems to be on a photograph, looked for once. Raises: NoPicture, TooBusy"""
    name = made.name_of(MADE_BY, sha256)
    kept = made.get_made(name)
    if kept is None:
        kept = asked_of(CHILD, sha256, ["find"])
        keep_made(name, kept)
    *numbers, is_sure = json.loads(kept) or [0]
    try:
        return Seen(corners_of(numbers), bool(is_sure)) if numbers else None
    except NotCorners as nonsense:
        raise NoPicture from nonsense


def laid_flat(sha256: str, corners: Corners, shape: str, *, most: int) -> bytes:
    """Return the slide between these corners as a JPEG no longer than `most` pixels. Raises: NoPicture, TooBusy"""
    return asked_of(CHILD, sha256, [shape, str(most), *map(str, corners.flat())])
