"""Decides which clauses a pack offers for a motion or letter: by what it becomes, and by the body's kind and nation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

# Where in a motion a clause belongs: it states something, holds something right, or asks for something.
PLACES = ("notes", "believes", "asks")
# What a group wants to bring up, in the order in which it is offered.
SITUATIONS: Mapping[str, str] = {
    "duty": "How the duty is carried out",
    "training": "Training",
    "referrals": "Referrals",
    "data": "Records and personal data",
    "speech": "Debate and freedom of speech",
    "equality": "Equality and trust",
    "members": "Members who are asked to take part",
}


def is_offered(meta: Mapping[str, Any], *, form: str, model: str, kind: str, nation: str) -> bool:
    """Tell whether a clause is offered in this model for such a body. What a clause does not name, it does not limit.

    A body that is not in the register has neither kind nor nation: it is offered what is limited to neither.
    """
    asked = (("for_forms", form), ("for_models", model), ("for_kinds", kind), ("nations", nation))
    return all(key not in meta or value in meta[key] for key, value in asked)


def suits(meta: Mapping[str, Any], *, kind: str, nation: str) -> bool:
    """Tell whether a model is meant for such a body. Nothing is hidden while no body is known."""
    return all(
        not value or key not in meta or value in meta[key] for key, value in (("for_kinds", kind), ("nations", nation))
    )


def by_situation(metas: Sequence[Mapping[str, Any]]) -> list[tuple[str, list[int]]]:
    """Return the situations that some clause is for, with the positions of its clauses."""
    found = [
        (words, [at for at, one in enumerate(metas) if one["situation"] == code]) for code, words in SITUATIONS.items()
    ]
    return [(words, positions) for words, positions in found if positions]
