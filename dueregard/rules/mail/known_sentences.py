"""The sentences that say nothing but that a letter came: how they begin, and every word that may follow.

A sentence is known only when it begins so and holds no further word: one word more, and a person reads it. The tables
lie beside this file as TOML. Which sentences a whole letter may consist of is for `harmless`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

_TABLES = ("known_sentences.toml", "known_footers.toml", "known_general.toml", "known_welsh.toml")


class Saying(StrEnum):
    """What a known sentence does."""

    GREETING = "greeting"
    CLOSING = "closing"
    NAME = "name"
    HEADING = "heading"
    RECEIVED = "received"
    PROMISE = "promise"
    HANDLING = "handling"
    REFERENCE = "reference"
    CONTACT = "contact"
    RIGHTS = "rights"
    EXPLAINS = "explains"
    HOURS = "hours"
    ABSENT = "absent"
    MACHINE = "machine"
    NO_REPLY = "no_reply"
    CARD = "card"
    ELSEWHERE = "elsewhere"
    FOOTER = "footer"
    QUOTED = "quoted"
    READ_BEFORE = "read_before"


@dataclass(frozen=True)
class KnownSentence:
    """`opens` must match at the beginning; what follows may hold the `words` and no others, and nothing of `never`.

    With `takes_subject` it may also say what the request is about: the words of our own subject, and behind "about"
    others that can state nothing. At least `least` words must be of the `core`.
    """

    saying: Saying
    opens: re.Pattern[str]
    words: frozenset[str]
    never: re.Pattern[str] | None = None
    takes_subject: bool = False
    core: frozenset[str] = frozenset()
    least: int = 0


def _filled(text: str, parts: dict[str, str]) -> str:
    for name, part in parts.items():
        text = text.replace(f"{{{name}}}", part)
    return text


def _known(row: dict[str, Any], parts: dict[str, str]) -> KnownSentence:
    opens = "|".join(_filled(pattern, parts) for pattern in row["opens"])
    return KnownSentence(
        saying=Saying(row["saying"]),
        opens=re.compile(rf"(?:{opens})(?![\w\u00ab])" if opens else ""),
        words=frozenset(_filled(row["words"], parts).split()),
        never=re.compile(_filled(row["never"], parts)) if "never" in row else None,
        takes_subject=row.get("takes_subject", False),
        core=frozenset(_filled(row.get("core", ""), parts).split()),
        least=row.get("least", 0),
    )


def read_table(name: str) -> tuple[KnownSentence, ...]:
    """The sentences of one table."""
    table = tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))
    parts: dict[str, str] = {}
    for part, text in table.get("parts", {}).items():
        parts[part] = _filled(text, parts)
    return tuple(_known(row, parts) for row in table["sentence"])


KNOWN_SENTENCES: tuple[KnownSentence, ...] = tuple(row for name in _TABLES for row in read_table(name))
