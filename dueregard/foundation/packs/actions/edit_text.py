"""Changes a text of a pack for this site, and settles what becomes of a newer version that the pack proposes."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile, join_edit, record_edit
from dueregard.foundation.packs.actions.install_pack import tell_those_who_read, use_shipped
from dueregard.foundation.packs.gateways.folder import line_of, plain
from dueregard.foundation.packs.models import PackText
from dueregard.rules.packs.shape import Fault, text_faults, with_dates, words_of, written_faults
from dueregard.rules.packs.shelves import BY_KIND
from dueregard.rules.text.joining import Seen, Shape, as_texts


class TextHasFaults(ValueError):
    """The text cannot be used as it is; `faults` says why."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__(" ".join(fault.says for fault in faults))


class NothingToDecide(Exception):
    """The pack proposes nothing for this text, or it is already the shipped version."""


SHAPE = Shape(
    {"title": "title", "subject": "subject", "wording": "text"}, by_paragraph=frozenset({"wording"})
)  # fmt: skip


def stored_text(text: PackText) -> dict[str, str]:
    """Return what a person changes on the text's own page."""
    return {"title": text.title, "subject": text.meta.get("subject", ""), "wording": text.shown_text}


def stored_choice(text: PackText) -> dict[str, str]:
    """Return what somebody compares who decides between the group's version and the pack's."""
    return {**stored_text(text), "shipped": text.shipped_digest}


def edit_text(*, text: PackText, wanted: Mapping[str, str], seen: Seen, by: Person, now: datetime) -> PackText:
    """Save a group's own version, joined with what others saved since `seen`. A text in a table has a wording alone.

    Raises: ChangedMeanwhile, TextHasFaults
    """
    with transaction.atomic():
        text = PackText.objects.select_for_update(of=("self",)).select_related("pack").get(pk=text.pk)
        edit = join_edit(stored=stored_text(text), wanted=wanted, seen=seen, shape=SHAPE)
        write_text(text=text, values=edit.values, changes={}, by=by, now=now)
        record_edit(
            edit=edit,
            did="edit_pack_text",
            on=text,
            called=text.title,
            path=text.get_absolute_url(),
            by=by,
            at=now,
            details={"reference": text.reference},
        )
    return text


def write_text(
    *, text: PackText, values: Mapping[str, str], changes: Mapping[str, Any], by: Person, now: datetime
) -> None:
    """Write a group's own version into a row that the caller holds locked, and whose audit the caller writes.

    `values` are of stored_text; `changes` are keys of the front matter as JSON has them (days in ISO form), and None
    as a value takes a key away. Raises: TextHasFaults
    """
    known = {**stored_text(text), **values}
    wording = known["wording"].replace("\r\n", "\n").strip("\n") + "\n"
    if BY_KIND[text.kind].is_table:
        text.title, text.meta = _read_table(text.kind, wording)
    else:
        text.title, text.meta = known["title"], _checked_meta(text, known["title"], known["subject"], wording, changes)
    text.text = wording
    text.order = text.meta.get("order", text.order)
    text.is_edited, text.edited_at, text.edited_by = True, now, by
    text.decided_digest = text.decided_digest if text.has_proposal else text.shipped_digest
    text.save()
    tell_those_who_read()


def _checked_meta(text: PackText, title: str, subject: str, wording: str, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the front matter as it is after the edit. Raises: TextHasFaults"""
    meta = {**text.meta, "title": title, **({"subject": subject} if "subject" in text.meta else {}), **changes}
    meta = {key: value for key, value in meta.items() if value is not None}
    words = words_of(text.pack.description.get("words", {}))
    if changes:
        faults = text_faults(text.kind, with_dates(meta, BY_KIND[text.kind].shape), wording, words)
    else:
        faults = written_faults(text.kind, meta, wording, words)
    if faults:
        raise TextHasFaults(faults)
    return meta


def _read_table(kind: str, wording: str) -> tuple[str, dict[str, Any]]:
    """Return the title and the content of a text that is TOML alone. Raises: TextHasFaults"""
    try:
        table = tomllib.loads(wording)
    except tomllib.TOMLDecodeError as error:
        raise TextHasFaults((Fault(f"This is not TOML: {error}."),)) from error
    faults = text_faults(kind, table, "", {})
    if faults:
        raise TextHasFaults(tuple(Fault(fault.says, fault.key, line_of(fault, wording, 0)) for fault in faults))
    return table["title"], plain(table)


def take_shipped(*, text: PackText, seen: Seen, by: Person, now: datetime) -> PackText:
    """Give up the group's version and use the one the pack ships.

    Raises: NothingToDecide, ChangedMeanwhile (whoever decides must have seen both versions as they are now)
    """
    with transaction.atomic():
        text = PackText.objects.select_for_update().get(pk=text.pk)
        if not text.is_edited or not text.shipped_digest:  # what a group added itself, no pack ships
            raise NothingToDecide(text)
        _refuse_unseen(text, seen)
        use_shipped(text)
        text.edited_at, text.edited_by = None, None
        text.save()
        record_act(by=by, did="take_shipped_text", on=text, at=now, details={"reference": text.reference})
        tell_those_who_read()
    return text


def keep_edited(*, text: PackText, seen: Seen, by: Person, now: datetime) -> PackText:
    """Keep the group's version; the proposal is answered until the pack changes again.

    Raises: NothingToDecide, ChangedMeanwhile
    """
    with transaction.atomic():
        text = PackText.objects.select_for_update().get(pk=text.pk)
        if not text.has_proposal:
            raise NothingToDecide(text)
        _refuse_unseen(text, seen)
        text.decided_digest = text.shipped_digest
        text.save(update_fields=["decided_digest"])
        record_act(by=by, did="keep_edited_text", on=text, at=now, details={"reference": text.reference, "fields": []})
    return text


def _refuse_unseen(text: PackText, seen: Seen) -> None:
    stored = stored_choice(text)
    if as_texts(stored) != seen.values:
        raise ChangedMeanwhile((), stored)
