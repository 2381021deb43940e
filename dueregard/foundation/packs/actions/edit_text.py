"""Changes a text of a pack for this site, and settles what becomes of a newer version that the pack proposes."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.packs.actions.install_pack import tell_those_who_read, use_shipped
from dueregard.foundation.packs.gateways.folder import line_of, plain
from dueregard.foundation.packs.models import PackText
from dueregard.rules.packs.shape import Fault, text_faults, with_dates, words_of, written_faults
from dueregard.rules.packs.shelves import BY_KIND


class TextHasFaults(ValueError):
    """The text cannot be used as it is; `faults` says why."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__(" ".join(fault.says for fault in faults))


class ChangedMeanwhile(Exception):
    """Somebody else changed the text since this person opened it; nothing was saved."""


class NothingToDecide(Exception):
    """The pack proposes nothing for this text, or it is already the shipped version."""


def edit_text(
    *,
    text: PackText,
    title: str,
    subject: str,
    wording: str,
    seen: str,
    by: Person,
    now: datetime,
    changes: Mapping[str, Any] | None = None,
) -> PackText:
    """Save a group's own version. `seen` is the wording the person began from; `subject` is empty where there is none.

    `changes` are keys of the front matter as JSON has them (days in ISO form); None as a value takes a key away.

    Raises: ChangedMeanwhile, TextHasFaults
    """
    wording = wording.replace("\r\n", "\n").strip("\n") + "\n"
    with transaction.atomic():
        text = PackText.objects.select_for_update().select_related("pack").get(pk=text.pk)
        if seen.replace("\r\n", "\n").strip() not in {text.shown_text.strip(), text.text.strip()}:
            raise ChangedMeanwhile(text)
        if BY_KIND[text.kind].is_table:
            title, meta = _read_table(text.kind, wording)
        else:
            meta = _checked_meta(text, title, subject, wording, changes or {})
        text.title, text.meta, text.text = title, meta, wording
        text.order = meta.get("order", text.order)
        text.is_edited, text.edited_at, text.edited_by = True, now, by
        text.decided_digest = text.decided_digest if text.has_proposal else text.shipped_digest
        text.save()
        record_act(by=by, did="edit_pack_text", on=text, at=now, details={"reference": text.reference})
        tell_those_who_read()
    return text


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


def take_shipped(*, text: PackText, by: Person, now: datetime) -> PackText:
    """Give up the group's version and use the one the pack ships. Raises: NothingToDecide"""
    with transaction.atomic():
        text = PackText.objects.select_for_update().get(pk=text.pk)
        if not text.is_edited:
            raise NothingToDecide(text)
        use_shipped(text)
        text.edited_at, text.edited_by = None, None
        text.save()
        record_act(by=by, did="take_shipped_text", on=text, at=now, details={"reference": text.reference})
        tell_those_who_read()
    return text


def keep_edited(*, text: PackText, by: Person, now: datetime) -> PackText:
    """Keep the group's version; the proposal is answered until the pack changes again. Raises: NothingToDecide"""
    with transaction.atomic():
        text = PackText.objects.select_for_update().get(pk=text.pk)
        if not text.has_proposal:
            raise NothingToDecide(text)
        text.decided_digest = text.shipped_digest
        text.save(update_fields=["decided_digest"])
        record_act(by=by, did="keep_edited_text", on=text, at=now, details={"reference": text.reference})
    return text
