"""Is this list of keyholders the group's, and does the log hold every one there was? What the page checks, too.

Source: docs/reference/sealed-protocol.md, "Who reads: the manifest"; the page's `manifest.js` decides the same.
"""

import json
from hashlib import sha256
from typing import Any

from dueregard_keyholder import programs
from dueregard_keyholder.problems import Problem
from dueregard_keyholder.protocol import MANIFEST

NO_LIST = "That is no signed list of keyholders. Nothing was changed."
FOREIGN = "THIS LIST IS NOT SIGNED BY YOUR GROUP'S KEY. Nothing was fetched or changed; tell your group."
BROKEN = "THE LOG OF LISTS IS NOT WHOLE: a list is missing or was exchanged. Nothing was fetched; tell your group."
BACK = "THE LOG OF LISTS HAS LOST A LIST THAT WAS IN IT WHEN YOU LAST FETCHED. Nothing was fetched; tell your group."


def group_of(root: str) -> str:
    """Return what lists and messages call a group, from its verification key in hexadecimal."""
    return sha256(bytes.fromhex(root)).hexdigest()


def signed_list(content: str, root: str) -> tuple[str, dict[str, Any]]:
    """Return the text of a list and what it says, if the group signed it. Raises: Problem"""
    try:
        signed = json.loads(content)
        text, signature = signed["manifest"], signed["signature"]
        genuine = programs.is_signed(MANIFEST + text.encode(), signature, root)
        said: dict[str, Any] = json.loads(text)
        of_group = said.get("group") == group_of(root)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Problem(NO_LIST) from None
    if not genuine or not of_group:
        raise Problem(FOREIGN)
    return text, said


def checked_log(content: str, root: str, seen: list[str]) -> list[str]:
    """Return the hashes of all lists there ever were, oldest first. Raises: Problem

    `seen` are those of the last time: they are still there, in their places, and new ones only follow.
    """
    hashes: list[str] = []
    for number, line in enumerate(filter(None, content.split("\n")), 1):
        text, said = signed_list(line, root)
        if said.get("number") != number or said.get("previous") != (hashes[-1] if hashes else None):
            raise Problem(BROKEN)
        hashes.append(sha256(text.encode()).hexdigest())
    if not hashes:
        raise Problem(BROKEN)
    if hashes[: len(seen)] != seen:
        raise Problem(BACK)
    return hashes
