"""Changes a section of the guide: its words, its facts, the day by which it must be looked at again."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.actions.join_edit import join_edit, record_edit
from dueregard.foundation.packs.actions.edit_text import TextHasFaults, keep_edited, take_shipped, write_text
from dueregard.foundation.packs.gateways.folder import plain
from dueregard.foundation.packs.models import PackText
from dueregard.parts.guide.actions.take_up import take_up
from dueregard.parts.guide.models import Revision
from dueregard.parts.guide.queries.desk import editable_tables
from dueregard.rules.packs.shape import Fault
from dueregard.rules.text.joining import Seen, Shape, as_text

SHAPE = Shape(
    {
        "title": "title",
        "summary": "summary",
        "wording": "text",
        "facts": "facts and tools",
        "reviewed_on": "day it was last checked",
        "review_by": "day of the next look",
    },
    together=(("reviewed_on", "review_by"),),
    by_paragraph=frozenset({"wording", "facts"}),
)


def stored_section(section: PackText) -> dict[str, str]:
    """Return what an editor changes; the facts are a text in TOML."""
    meta = section.meta
    return {
        "title": section.title,
        "summary": meta["summary"],
        "wording": section.text,
        "facts": editable_tables(meta),
        "reviewed_on": meta["reviewed_on"],
        "review_by": meta["review_by"],
    }


def edit_section(
    *, section: PackText, wanted: Mapping[str, Any], seen: Seen, note: str, by: Person, now: datetime
) -> Revision | None:
    """Save an edit, joined with what others saved since `seen`, and show it to readers at once.

    Returns None when nothing is different. `note` says why, to everybody. Raises: ChangedMeanwhile, TextHasFaults
    """
    with transaction.atomic():
        take_up(pk=section.pk, origin=Revision.Origin.PACK, note="", by=None, now=now)
        section = PackText.objects.select_for_update(of=("self",)).select_related("pack").get(pk=section.pk)
        edit = join_edit(stored=stored_section(section), wanted=wanted, seen=seen, shape=SHAPE)
        texts = {name: as_text(value) for name, value in edit.values.items() if name in {"title", "wording"}}
        write_text(text=section, values=texts, changes=_front_matter(edit.values), by=by, now=now)
        record_edit(
            edit=edit,
            did="edit_pack_text",
            on=section,
            called=section.title,
            path=reverse("guide:edit", args=[section.slug]),
            by=by,
            at=now,
            details={"reference": section.reference},
        )
        return take_up(pk=section.pk, origin=Revision.Origin.EDIT, note=note, by=by, now=now)


def _front_matter(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keys of the front matter as JSON has them. Raises: TextHasFaults"""
    changes = {name: as_text(values[name]) for name in ("summary", "reviewed_on", "review_by") if name in values}
    if "facts" not in values:
        return changes
    try:
        tables = tomllib.loads(as_text(values["facts"]))
    except tomllib.TOMLDecodeError as error:
        raise TextHasFaults((Fault(f"We could not read this: {error}.", table="facts"),)) from error
    return {**changes, "facts": plain(tables.get("facts")), "tools": plain(tables.get("tools"))}


def take_packs_version(*, section: PackText, seen: Seen, by: Person, now: datetime) -> Revision | None:
    """Give up our version of a section for the pack's. Raises: NothingToDecide, ChangedMeanwhile"""
    with transaction.atomic():
        take_shipped(text=section, seen=seen, by=by, now=now)
        return take_up(pk=section.pk, origin=Revision.Origin.PACK, note="", by=by, now=now)


def keep_our_version(*, section: PackText, seen: Seen, by: Person, now: datetime) -> PackText:
    """Keep ours until the pack changes again. Raises: NothingToDecide, ChangedMeanwhile"""
    return keep_edited(text=section, seen=seen, by=by, now=now)
