"""Knows the line of a signature that says an office and names nobody: such a line stays on a public page.

Only words that are known make an office. A word that could be somebody's name (Dean, Grant, Page) is not among them.
"""

from __future__ import annotations

import re

from dueregard.rules.privacy.greetings import plain
from dueregard.rules.privacy.words import word_list

_OFFICES = word_list("offices")
_BESIDE = word_list("beside_offices")
_PIECES = re.compile(r"(?:(?<!\s)\s++)?[,|/\u2022\u00b7]\s*+|(?<!\s)\s++[-\u2013\u2014]\s++")
_LONGEST = 90


def office_of(line: str) -> tuple[str, bool]:
    """Return the part of a line of a signature that only says an office, and whether the line says anything else."""
    pieces = [piece.strip() for piece in _PIECES.split(line.strip(" >\t\r*_.")) if piece.strip()]
    offices = [piece for piece in pieces if len(line) <= _LONGEST and _is_office(piece)]
    return ", ".join(offices), len(offices) < len(pieces)


def _is_office(piece: str) -> bool:
    words = plain(piece).replace("(", " ").replace(")", " ").split()
    return any(word in _OFFICES for word in words) and all(word in _OFFICES or word in _BESIDE for word in words)
