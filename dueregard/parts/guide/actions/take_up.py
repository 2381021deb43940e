"""Writes a new version of a section whenever its text in the pack is another than the version readers see.

The text itself came from a pack's folder or from an edit; here its passages get their ids, and its history a line.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.packs.actions.note_passages import note_passages
from dueregard.foundation.packs.models import PackText
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.guide.models import Revision
from dueregard.rules.guide.passage_ids import Numbered, passage_ids
from dueregard.rules.guide.text import read_passages

_UNSEEN = {"passages", "ancestry", "found_by"}  # keys of a section that no reader sees


def take_up_sections(*, by: Person | None, now: datetime) -> list[Revision]:
    """Bring every section up to the text that is in use. Doing it twice changes nothing."""
    made = []
    for text in PackText.objects.in_use().filter(kind="section").values_list("pk", flat=True):
        revision = take_up(pk=text, origin=Revision.Origin.PACK, note="", by=by, now=now)
        if revision:
            made.append(revision)
    put_away(by=by, now=now)
    return made


def put_away(*, by: Person | None, now: datetime) -> int:
    """Take the sections that left the pack out of readers' sight; returns how many. Their versions stay."""
    with transaction.atomic():
        gone = Revision.objects.filter(is_current=True, section__retired_at__isnull=False).select_for_update(
            of=("self",)
        )
        for revision in gone:
            Revision.objects.filter(pk=revision.pk).update(is_current=False)
            mark_changed(kind="section", keys=[str(revision.section_id)])
            record_act(by=by, did="put_section_away", on=revision, at=now)
        return len(gone)


def take_up(*, pk: int, origin: str, note: str, by: Person | None, now: datetime) -> Revision | None:
    """Write the version that follows from the text of one section in use; None when readers see it already.

    A text that a person edited on the pack's own page counts as their edit.
    """
    with transaction.atomic():
        text = PackText.objects.select_for_update().get(pk=pk)
        before = Revision.objects.filter(section=text).order_by("-number").first()
        digest = digest_of(text)
        if before and before.is_current and before.digest == digest:
            _keep_ids(text, before.passages)
            return None
        if origin == Revision.Origin.PACK and text.is_edited:
            origin, by = Revision.Origin.EDIT, text.edited_by
        ids = _ids(text, before)
        if before:
            Revision.objects.filter(pk=before.pk).update(is_current=False)
        revision = Revision.objects.create(
            section=text,
            number=before.number + 1 if before else 1,
            is_current=True,
            title=text.title,
            meta={key: value for key, value in text.meta.items() if key != "passages"},
            text=text.text,
            passages=list(ids),
            digest=digest,
            origin=origin,
            note=note,
            at=now,
            by=by,
        )
        _keep_ids(text, ids)
        mark_changed(kind="section", keys=[str(text.pk)])
        record_act(by=by, did="take_up_section", on=revision, at=now, details={"number": revision.number})
    return revision


def digest_of(text: PackText) -> str:
    """Return SHA-256 of all that readers see of a section: the same text has the same one on every site."""
    meta: dict[str, Any] = {key: value for key, value in text.meta.items() if key not in _UNSEEN}
    return hashlib.sha256(json.dumps([meta, text.text], sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _ids(text: PackText, before: Revision | None) -> tuple[str, ...]:
    known = before and [
        Numbered(name, passage.words) for name, passage in zip(before.passages, read_passages(before.text), strict=True)
    ]
    given = () if known else text.meta.get("passages", ())
    return passage_ids([passage.words for passage in read_passages(text.text)], known or (), given=given)


def _keep_ids(text: PackText, ids: list[str] | tuple[str, ...]) -> None:
    if text.meta.get("passages") != list(ids):
        note_passages(text=text, passages=ids)
