"""What a tag is: a short word or two by which a group finds its own cases again. Who sees them is not decided here."""

import re
from collections.abc import Iterable

LONGEST = 30
MOST = 12
_BETWEEN = re.compile(r"[,;|\n]")


class NotTags(ValueError):
    """What was typed cannot be tags; the words say why."""


def clean_tags(typed: str) -> str:
    """Return tags as they are shown and edited: "schools, urgent", each once, in order. Raises: NotTags"""
    found: dict[str, str] = {}
    for piece in _BETWEEN.split(typed):
        tag = " ".join(piece.split())
        if tag:
            found.setdefault(tag.casefold(), tag)
    if any(len(tag) > LONGEST for tag in found.values()):
        raise NotTags(f"A tag has at most {LONGEST} characters. Put a comma between two tags.")
    if len(found) > MOST:
        raise NotTags(f"A case has at most {MOST} tags.")
    return ", ".join(found[key] for key in sorted(found))


def tags_of(kept: str) -> tuple[str, ...]:
    """Return the tags of a case, one by one."""
    return tuple(tag for tag in kept.split(", ") if tag)


def all_tags(many: Iterable[str]) -> tuple[str, ...]:
    """Return every tag of many cases once, in order, whatever the case of its letters."""
    found = {tag.casefold(): tag for kept in many for tag in tags_of(kept)}
    return tuple(found[key] for key in sorted(found))


def fenced(kept: str) -> str:
    """Return tags so that one can be looked for as a whole word: "|schools|urgent|"; nothing for none."""
    tags = tags_of(kept)
    return f"|{'|'.join(tag.casefold() for tag in tags)}|" if tags else ""
