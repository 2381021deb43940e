"""Decides what a help contact's table in the pack says after somebody has filled in a form about it.

Whether the finished table has the shape of a contact is for `rules/packs/shape`.
Tables are as TOML has them: days are dates, and what nobody filled in is not there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from dueregard.rules.help.signposts import channel_of

Table = dict[str, Any]
_DIGITS = re.compile(r"\d")
_NUMBER = re.compile(r"\+?[\d\s()./-]+")
MOST_DIGITS = 15  # ITU-T E.164
LEAST_DIGITS = 3  # 111, 999


class Known(StrEnum):
    """How somebody knows that a way to reach an organisation works."""

    CALLED = "called"
    READ = "read"
    BEFORE = "before"  # what was written down before still holds
    NOT = "not"


@dataclass(frozen=True, slots=True)
class TypedChannel:
    """One way to reach an organisation, as somebody typed it."""

    kind: str
    value: str
    words: str
    hours_words: str
    what_happens: str  # a line for each step
    note: str
    source: str
    known: Known

    @property
    def key(self) -> str:
        """Name the channel within its organisation."""
        return f"{self.kind}:{self.value}"


def is_telephone(value: str) -> bool:
    """Tell whether a person could dial this: digits with signs between them, three to fifteen of them."""
    return bool(_NUMBER.fullmatch(value)) and LEAST_DIGITS <= len(_DIGITS.findall(value)) <= MOST_DIGITS


def new_table(
    *, title: str, what: str, not_for: str, situations: Sequence[str], nations: Sequence[str], on: date
) -> Table:
    """Return a contact without a way to reach it yet; `on` is the UK calendar date of today."""
    table: Table = {"title": title, "what": what, "for_situations": [], "status": "active", "checked_on": on}
    return with_facts(
        table,
        title=title,
        what=what,
        not_for=not_for,
        situations=situations,
        nations=nations,
        is_closed=False,
    )


def with_facts(
    table: Mapping[str, Any],
    *,
    title: str,
    what: str,
    not_for: str,
    situations: Sequence[str],
    nations: Sequence[str],
    is_closed: bool,
) -> Table:
    """Return the contact with other facts about the organisation itself. Its channels stay as they are."""
    status = "historic" if is_closed else "active" if table["status"] == "historic" else table["status"]
    facts = {"title": title, "what": what, "not_for": not_for, "for_situations": list(situations)}
    return _without_empty({**table, **facts, "nations": list(nations), "status": status})


def with_channel(table: Mapping[str, Any], typed: TypedChannel, *, key: str, on: date) -> Table:
    """Return the contact with a channel changed, or added where `key` is empty; the other channels stay.

    A number that was changed is a new one: what was known of the old one says nothing about it.
    Raises: KeyError, if there is no channel of that key.
    """
    channels = list(table.get("channels", ()))
    at = _place(channels, key) if key else len(channels)
    before = channels[at] if key else {}
    channel = {**before, "kind": typed.kind, "value": typed.value, **_known(typed, before, key, on)}
    steps = [line.strip() for line in typed.what_happens.splitlines() if line.strip()]
    channel |= {"words": typed.words, "hours_words": typed.hours_words, "what_happens": steps, "note": typed.note}
    channels[at : at + 1] = [_without_empty(channel)]
    return {**table, "channels": channels}


def without_channel(table: Mapping[str, Any], key: str) -> Table:
    """Return the contact without one of its channels. Raises: KeyError, if there is none of that key."""
    channels = list(table["channels"])
    del channels[_place(channels, key)]
    return {**table, "channels": channels}


def channel_at(table: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """Return the channel of a key. Raises: KeyError"""
    found: Mapping[str, Any] = table["channels"][_place(table["channels"], key)]
    return found


def has_channel(table: Mapping[str, Any], key: str) -> bool:
    """Tell whether the contact has a channel of this key."""
    return any(channel_of(one).key == key for one in table["channels"])


def _known(typed: TypedChannel, before: Mapping[str, Any], key: str, on: date) -> Table:
    if typed.known is Known.BEFORE and key == typed.key:
        return {name: before[name] for name in ("status", "source", "checked_on")}
    is_sure = typed.known in (Known.CALLED, Known.READ)
    return {"status": "active" if is_sure else "unconfirmed", "source": typed.source, "checked_on": on}


def _place(channels: Sequence[Mapping[str, Any]], key: str) -> int:
    for at, one in enumerate(channels):
        if channel_of(one).key == key:
            return at
    raise KeyError(key)


def _without_empty(table: Mapping[str, Any]) -> Table:
    return {key: value for key, value in table.items() if value not in ("", [], None)}
