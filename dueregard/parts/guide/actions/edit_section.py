"""Changes a section of the guide: its words, its facts, the day by which it must be looked at again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.packs.actions.edit_text import edit_text, keep_edited, take_shipped
from dueregard.foundation.packs.models import PackText
from dueregard.parts.guide.actions.take_up import take_up
from dueregard.parts.guide.models import Revision


def edit_section(
    *,
    section: PackText,
    title: str,
    wording: str,
    seen: str,
    changes: Mapping[str, Any],
    note: str,
    by: Person,
    now: datetime,
) -> Revision | None:
    """Save an edit and show it to readers at once; None when nothing is different. `note` says why, to everybody.

    Raises: ChangedMeanwhile, TextHasFaults
    """
    with transaction.atomic():
        take_up(pk=section.pk, origin=Revision.Origin.PACK, note="", by=None, now=now)
        edit_text(text=section, title=title, subject="", wording=wording, seen=seen, by=by, now=now, changes=changes)
        return take_up(pk=section.pk, origin=Revision.Origin.EDIT, note=note, by=by, now=now)


def take_packs_version(*, section: PackText, by: Person, now: datetime) -> Revision | None:
    """Give up our version of a section for the pack's. Raises: NothingToDecide"""
    with transaction.atomic():
        take_shipped(text=section, by=by, now=now)
        return take_up(pk=section.pk, origin=Revision.Origin.PACK, note="", by=by, now=now)


def keep_our_version(*, section: PackText, by: Person, now: datetime) -> PackText:
    """Keep ours until the pack changes again. Raises: NothingToDecide"""
    return keep_edited(text=section, by=by, now=now)
