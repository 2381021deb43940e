"""Adds and changes help contacts of the group's own and of its pack. What a table then says, rules/help decides."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import tomli_w
from django.db import transaction
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.editing.actions.join_edit import join_edit, record_edit
from dueregard.foundation.packs.actions.add_text import add_text
from dueregard.foundation.packs.actions.edit_text import write_text
from dueregard.foundation.packs.models import Pack, PackText
from dueregard.parts.signposts.actions.check_channel import NoSuchChannel
from dueregard.rules.help.contact_fields import (
    CHANNEL,
    FACTS,
    channel_of_fields,
    facts_of_fields,
    stored_channel,
    stored_facts,
)
from dueregard.rules.help.contact_table import Table, has_channel, new_table, with_channel, with_facts, without_channel
from dueregard.rules.packs.shape import with_dates
from dueregard.rules.packs.shelves import BY_KIND
from dueregard.rules.text.joining import Seen


class ChannelIsThere(Exception):
    """The organisation has this number or address already."""


class LastChannel(Exception):
    """An organisation without any way to reach it helps nobody; say that it has closed instead."""


def add_contact(
    *, pack: Pack, facts: Mapping[str, Any], channel: Mapping[str, Any], by: Person, now: datetime
) -> PackText:
    """Add an organisation with its first channel. Raises: TextHasFaults"""
    today = timezone.localdate(now)
    known = facts_of_fields(facts)
    table = new_table(**{name: known[name] for name in ("title", "what", "not_for", "situations", "nations")}, on=today)
    table = with_channel(table, channel_of_fields(channel), key="", on=today)
    return add_text(pack=pack, kind="contact", title=facts["title"], wording=tomli_w.dumps(table), by=by, now=now)


def change_facts(*, contact: PackText, wanted: Mapping[str, Any], seen: Seen, by: Person, now: datetime) -> PackText:
    """Change what is said of the organisation itself. Raises: ChangedMeanwhile, TextHasFaults"""
    with transaction.atomic():
        contact = _locked(contact)
        edit = join_edit(stored=stored_facts(contact.title, contact.meta), wanted=wanted, seen=seen, shape=FACTS)
        _write(contact, with_facts(_table(contact), **facts_of_fields(edit.values)), by, now)
        record_edit(
            edit=edit,
            did="change_contact_facts",
            on=contact,
            called=contact.title,
            path=contact.get_absolute_url(),
            by=by,
            at=now,
            details={"reference": contact.reference},
        )
    return contact


def add_channel(*, contact: PackText, wanted: Mapping[str, Any], by: Person, now: datetime) -> PackText:
    """Add one way to reach the organisation. Raises: ChannelIsThere, TextHasFaults"""
    with transaction.atomic():
        contact = _locked(contact)
        table, typed = _table(contact), channel_of_fields(wanted)
        if has_channel(table, typed.key):
            raise ChannelIsThere(typed.key)
        _write(contact, with_channel(table, typed, key="", on=timezone.localdate(now)), by, now)
        record_act(by=by, did="add_contact_channel", on=contact, at=now, details={"reference": contact.reference})
    return contact


def change_channel(
    *, contact: PackText, key: str, wanted: Mapping[str, Any], seen: Seen, by: Person, now: datetime
) -> PackText:
    """Change one way to reach the organisation.

    Raises: NoSuchChannel, ChannelIsThere, ChangedMeanwhile, TextHasFaults
    """
    with transaction.atomic():
        contact = _locked(contact)
        table = _table(contact)
        if not has_channel(table, key):
            raise NoSuchChannel(key)
        edit = join_edit(stored=stored_channel(table, key), wanted=wanted, seen=seen, shape=CHANNEL)
        typed = channel_of_fields(edit.values)
        if typed.key != key and has_channel(table, typed.key):
            raise ChannelIsThere(typed.key)
        _write(contact, with_channel(table, typed, key=key, on=timezone.localdate(now)), by, now)
        record_edit(
            edit=edit,
            did="change_contact_channel",
            on=contact,
            called=f"{contact.title}: {typed.value}",
            path=contact.get_absolute_url(),
            by=by,
            at=now,
            details={"reference": contact.reference},
        )
    return contact


def remove_channel(*, contact: PackText, key: str, by: Person, now: datetime) -> PackText:
    """Remove one way to reach the organisation. Raises: NoSuchChannel, LastChannel"""
    with transaction.atomic():
        contact = _locked(contact)
        table = _table(contact)
        if not has_channel(table, key):
            raise NoSuchChannel(key)
        if len(table["channels"]) == 1:
            raise LastChannel(key)
        _write(contact, without_channel(table, key), by, now)
        details = {"reference": contact.reference, "channel": key}
        record_act(by=by, did="remove_contact_channel", on=contact, at=now, details=details)
    return contact


def _locked(contact: PackText) -> PackText:
    return PackText.objects.select_for_update(of=("self",)).select_related("pack").get(pk=contact.pk)


def _table(contact: PackText) -> Table:
    return with_dates({**contact.meta, "title": contact.title}, BY_KIND["contact"].shape)


def _write(contact: PackText, table: Table, by: Person, now: datetime) -> None:
    values = {"title": table["title"], "wording": tomli_w.dumps(table)}
    write_text(text=contact, values=values, changes={}, by=by, now=now)
