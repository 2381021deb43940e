"""Writes what a person says of places that may be a marked word: black them out, or they are something else."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.records.evidence.models import Document
from dueregard.records.redaction.actions.set_marks import LONGEST_PHRASE, hold_original, set_marks
from dueregard.records.redaction.models import Look, Mark
from dueregard.rules.redaction.looking import Place
from dueregard.rules.redaction.marks import MarkKind, rectangle_within

MOST_LOOKS = 20_000
UNKNOWN_SIZE = 100_000.0


class TooManyLooks(Exception):
    """More places than one document may have."""


class NothingTicked(ValueError):
    """No place was ticked."""


def black_out(*, document: Document, places: Sequence[Place], reason: str, by: Person, now: datetime) -> list[Mark]:
    """Mark places as rectangles, and the words they are near wherever they stand.

    What was read at a place may be misread, so that it says nothing of other places: it may stay elsewhere.

    Raises: NothingTicked, NothingMarked, NoSuchReason, CopyInTheWorks, NoOriginal, TooManyMarks
    """
    if not places:
        raise NothingTicked
    pages = document.pages.filter(number__in={one.page for one in places}).values_list("number", "width", "height")
    sizes = {number: (width or UNKNOWN_SIZE, height or UNKNOWN_SIZE) for number, width, height in pages}
    made = [_mark(document, one, sizes) for one in places]
    names = dict.fromkeys(one.phrase for one in places if one.phrase)
    known = set(document.marks.filter(kind=MarkKind.WORDS, page=None).values_list("words", flat=True))
    made += [Mark(document=document, kind=MarkKind.WORDS, words=name) for name in names if name not in known]
    return set_marks(document, made, reason=reason, by=by, now=now)


def _mark(document: Document, place: Place, sizes: Mapping[int, tuple[float, float]]) -> Mark:
    """Make the mark of a place: its rectangle, or its words where nobody knows where on the page they are."""
    said = place.said[:LONGEST_PHRASE]
    if not place.has_picture:
        return Mark(document=document, kind=MarkKind.WORDS, words=said, is_only_here=True)
    width, height = sizes.get(place.page, (UNKNOWN_SIZE, UNKNOWN_SIZE))
    left, top, right, bottom = rectangle_within(
        left=place.left, top=place.top, right=place.right, bottom=place.bottom, width=width, height=height
    )
    return Mark(
        document=document, kind=MarkKind.AREA, page=place.page, left=left, top=top, right=right, bottom=bottom,
        words=said, is_only_here=True,
    )  # fmt: skip


def say_something_else(*, document: Document, places: Sequence[Place], by: Person, now: datetime) -> int:
    """Write that somebody looked at places, and they are not what was sought. Returns how many were new.

    Raises: NothingTicked, CopyInTheWorks, NoOriginal, TooManyLooks
    """
    if not places:
        raise NothingTicked
    with transaction.atomic():
        held = hold_original(document)
        known = [look.value() for look in held.looks.all()]
        fresh = [one for one in places if not any(look.settles(replace(one, how="")) for look in known)]
        if len(known) + len(fresh) > MOST_LOOKS:
            raise TooManyLooks
        Look.objects.bulk_create(
            Look(
                document=held, phrase=one.phrase[:1000], form=one.form[:1000],
                page=one.page if one.has_picture else None, left=one.left, top=one.top, right=one.right,
                bottom=one.bottom, by=by, at=now,
            )
            for one in fresh
        )  # fmt: skip
        record_act(by=by, did="look_at_places", on=held, at=now, details={"count": len(fresh)})
    return len(fresh)
