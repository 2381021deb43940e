"""Joins an edit with what others stored since the person opened the form, and tells both.

Every action that edits a stored thing calls `join_edit` on the locked row and, once it has written, `record_edit`. What
clashes is decided in rules/text/joining; here a clash refuses the whole edit, so of two who save at once one is asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.audit.models import Act
from dueregard.foundation.editing.models import EditNotice
from dueregard.foundation.editing.queries import changes_since
from dueregard.rules.practice.site_time import real
from dueregard.rules.text.joining import Clash, Seen, Shape, as_texts, join_edits
from dueregard.rules.text.paragraphs import what_changed


class ChangedMeanwhile(Exception):
    """Somebody else changed the same since this person opened it; nothing was saved. `stored` is what is there now."""

    def __init__(self, clashes: tuple[Clash, ...], stored: Mapping[str, Any]) -> None:
        super().__init__(", ".join(clash.name for clash in clashes))
        self.clashes = clashes
        self.stored = stored


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit that clashes with nothing: what to write, and which fields that changes.

    `since` is when the person began, if somebody else has changed the thing since then.
    """

    values: dict[str, Any]
    changed: tuple[str, ...]
    was: Mapping[str, str]
    now: Mapping[str, str]
    since: datetime | None
    shape: Shape


def seen_now(stored: Mapping[str, Any], at: datetime) -> Seen:
    """Return what somebody has seen who looks at this very moment: for commands and for the site's own changes."""
    return Seen(real(at), as_texts(stored))


def join_edit(*, stored: Mapping[str, Any], wanted: Mapping[str, Any], seen: Seen, shape: Shape) -> Edit:
    """Join what somebody wants with what is stored in a row that the caller holds locked. Raises: ChangedMeanwhile"""
    theirs, yours = as_texts(stored), as_texts(wanted)
    joining = join_edits(seen=seen.values, theirs=theirs, yours=yours, shape=shape)
    if joining.clashes:
        raise ChangedMeanwhile(joining.clashes, stored)
    values = {}
    for name, text in joining.values.items():
        known = {theirs[name]: stored[name], yours[name]: wanted[name]}
        values[name] = known.get(text, text)  # a text that is neither was joined paragraph by paragraph
    changed = tuple(name for name, text in joining.values.items() if text != theirs[name])
    is_joined = seen.is_joined or any(
        seen.values.get(name) != theirs[name] for name in theirs.keys() & {*seen.values, *yours}
    )
    return Edit(values, changed, theirs, joining.values, seen.since if is_joined else None, shape)


def record_edit(
    *,
    edit: Edit,
    did: str,
    on: models.Model,
    called: str,
    path: str,
    by: Person,
    at: datetime,
    details: Mapping[str, Any] | None = None,
) -> Act:
    """Add the edit to the audit, and tell each person who saved the same thing while this one was being written."""
    act = record_act(by=by, did=did, on=on, at=at, details={**(details or {}), "fields": list(edit.changed)})
    if edit.since and edit.changed:
        changes = changes_since(on=on, since=edit.since)
        before = {change.by.pk: change.by for change in changes if change.by and change.by != by}
        for person in before.values():
            EditNotice.objects.create(to=person, by=by, at=real(at), called=called[:200], path=path, lines=_lines(edit))
        Person.objects.filter(pk__in=before).update(has_notices=True)
    return act


def _lines(edit: Edit) -> list[dict[str, str]]:
    """Return each place that changed; of a long text only its paragraphs that did."""
    lines = []
    for name in edit.changed:
        was, now = edit.was[name], edit.now[name]
        places = what_changed(was=was, now=now) if name in edit.shape.by_paragraph else ((was, now),)
        lines += [{"field": edit.shape.words[name], "was": was, "now": now} for was, now in places]
    return lines
