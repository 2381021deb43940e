"""Decides how a help contact is taken apart into the fields of a form, and how its fields become facts again.

Each situation and each nation is a field of its own, so that two people may tick different boxes at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dueregard.rules.help.contact_table import Known, TypedChannel, channel_at
from dueregard.rules.help.open_referral import PLACES
from dueregard.rules.text.joining import Shape

FOR, IN = "for_", "in_"
# In the words of the form; a campaign's own situations may be called otherwise on its help page.
SITUATIONS: Mapping[str, str] = {
    "approached": "Approached by the police or a Prevent officer",
    "referral": "Referred to Prevent or Channel",
    "child": "A parent whose child was questioned or referred",
    "pupil": "A pupil or student",
    "work": "Staff who are asked to report or to train others",
    "data": "Someone who wants to see or remove their data",
    "port": "Stopped at a port or the border",
    "complaint": "Someone who wants to complain",
}

FACTS = Shape(
    {
        "title": "name",
        "what": "what they do",
        "not_for": "what they are not for",
        **{f"{FOR}{code}": words for code, words in SITUATIONS.items()},
        **{f"{IN}{code}": words for code, words in PLACES.items()},
        "is_closed": "whether it has closed",
    }
)
CHANNEL = Shape(
    {
        "kind": "kind",
        "value": "number or address",
        "known": "how you know",
        "source": "who checked, and how",
        "words": "words for the link",
        "hours_words": "opening hours",
        "what_happens": "what happens when you call",
        "note": "note",
    },
    together=(("kind", "value", "known", "source"),),
)


def stored_facts(title: str, table: Mapping[str, Any]) -> dict[str, Any]:
    """Return the organisation's own facts as the form has them."""
    return {
        "title": title,
        "what": table["what"],
        "not_for": table.get("not_for", ""),
        **{f"{FOR}{code}": code in table["for_situations"] for code in SITUATIONS},
        **{f"{IN}{code}": code in table.get("nations", ()) for code in PLACES},
        "is_closed": table["status"] == "historic",
    }


def facts_of_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts that the fields of the form name, as `contact_table` takes them."""
    return {
        "title": fields["title"],
        "what": fields["what"],
        "not_for": fields["not_for"],
        "situations": [code for code in SITUATIONS if fields[f"{FOR}{code}"]],
        "nations": [code for code in PLACES if fields[f"{IN}{code}"]],
        "is_closed": bool(fields.get("is_closed")),
    }


def stored_channel(table: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return a channel as the form has it. Raises: KeyError"""
    one = channel_at(table, key)
    return {
        "kind": one["kind"],
        "value": one["value"],
        "known": Known.BEFORE,
        "source": one["source"],
        "words": one.get("words", ""),
        "hours_words": one.get("hours_words", ""),
        "what_happens": "\n".join(one.get("what_happens", ())),
        "note": one.get("note", ""),
    }


def channel_of_fields(fields: Mapping[str, Any]) -> TypedChannel:
    """Return the channel that the fields of the form name."""
    return TypedChannel(
        **{name: fields[name] for name in CHANNEL.words if name != "known"}, known=Known(fields["known"])
    )
