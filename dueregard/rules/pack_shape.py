"""Decides whether a campaign pack has the shape that docs/reference/pack.md describes: its description and its texts.

How files are read is for `foundation/packs/gateways`; whether the words are good is for people.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dueregard.rules.law_words import LAW_WORDS
from dueregard.rules.laws import BodyKind, Law, Nation
from dueregard.rules.wording import LetterTemplate, unknown_placeholders

CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
VERSION = re.compile(r"\d{4}\.\d{1,2}\.\d{1,3}|\d+\.\d+\.\d+")
WORD_NAME = re.compile(r"[a-z][a-z0-9_]*")
STEPS = ("request", "reminder", "clarification", "review", "review_reminder", "complaint")
# Folder of a pack → kind of text. A later part of the site adds its own.
KINDS: Mapping[str, str] = {"requests": "request", "letters": "letter", "grounds": "ground"}

_TEXT, _LIST, _TABLES, _DAY, _NUMBER = "text", "a list of texts", "a list of tables", "a date", "a whole number"
REQUIRED = {
    "request": {"title": _TEXT, "subject": _TEXT, "summary": _TEXT, "for_kinds": _LIST, "reviewed_on": _DAY},
    "letter": {"title": _TEXT, "subject": _TEXT, "step": _TEXT, "laws": _LIST},
    "ground": {"title": _TEXT, "cites": _LIST, "reviewed_on": _DAY},
}
OPTIONAL = {
    "request": {"order": _NUMBER, "nations": _LIST, "expect": _LIST, "likely": _LIST, "sources": _TABLES},
    "letter": {"order": _NUMBER, "summary": _TEXT, "sources": _TABLES, "reviewed_on": _DAY},
    "ground": {"order": _NUMBER, "summary": _TEXT, "sources": _TABLES},
}
PACK = {"id": _TEXT, "name": _TEXT, "version": _TEXT, "licence": _TEXT, "language": _TEXT, "duty": "a table"}
PACK_OPTIONAL = {"summary": _TEXT, "home": _TEXT, "credit": _LIST, "words": "a table"}
SOURCE = {"url": _TEXT, "on": _DAY, "says": _TEXT}
DUTY = {"name": _TEXT, "statute": _TEXT, "section": _TEXT}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to put right. `key` names the line of the front matter; else `line` counts within the text, from 1."""

    says: str
    key: str = ""
    line: int = 0


def pack_faults(table: Mapping[str, Any]) -> tuple[Fault, ...]:
    """Return what is wrong with a pack's own description (pack.toml)."""
    faults = [*_key_faults(table, PACK, PACK_OPTIONAL)]
    if isinstance(table.get("id"), str) and not CODE.fullmatch(table["id"]):
        faults.append(Fault("The id is written in small letters, digits and single hyphens.", "id"))
    if isinstance(table.get("version"), str) and not VERSION.fullmatch(table["version"]):
        faults.append(Fault("The version is three numbers: 2026.11.1 or 1.0.0.", "version"))
    if isinstance(table.get("duty"), dict):
        faults += _key_faults(table["duty"], DUTY, {"summary": _TEXT}, inside="duty")
    if isinstance(table.get("words"), dict):
        faults += _word_faults(table["words"])
    return tuple(faults)


def text_faults(kind: str, meta: Mapping[str, Any], text: str, words: Mapping[str, str]) -> tuple[Fault, ...]:
    """Return what is wrong with one text: its front matter, its placeholders, its emptiness."""
    faults = [*_key_faults(meta, REQUIRED[kind], OPTIONAL[kind])]
    faults += _code_faults(meta, "for_kinds", list(BodyKind))
    faults += _code_faults(meta, "nations", list(Nation))
    faults += _code_faults(meta, "laws", list(LAW_WORDS))
    if isinstance(meta.get("step"), str) and meta["step"] not in STEPS:
        faults.append(Fault(f"The step is one of {', '.join(STEPS)}, not “{meta['step']}”.", "step"))
    for key in ("cites", "likely"):
        faults += _citation_faults(meta, key)
    faults += _source_faults(meta)
    subject = meta.get("subject")
    return (*faults, *wording_faults(subject if isinstance(subject, str) else "", text, words))


def wording_faults(subject: str, text: str, words: Mapping[str, str]) -> tuple[Fault, ...]:
    """Return what is wrong with the part of a text that people write: placeholders that do not exist, or nothing."""
    empty = () if text.strip() else (Fault("There is no text.", line=1),)
    problems = unknown_placeholders(LetterTemplate(subject, text), words)
    return (*empty, *(Fault(one.advice, "" if one.line else "subject", one.line) for one in problems))


def words_of(table: Mapping[str, Any], nation: str = "") -> dict[str, str]:
    """Return the pack's own placeholders for a nation's code; where it says nothing of a nation, its default."""
    return {name: str(values.get(nation, values["default"])) for name, values in table.items()}


def parse_citation(text: str) -> tuple[Law, str] | None:
    """Read `foia 31(1)(a)` as a law and the number of its section or regulation; None where it is neither."""
    law, _, section = text.partition(" ")
    if law in LAW_WORDS and re.fullmatch(r"\d+[A-Z]?(?:\([0-9a-z]+\))*", section):
        return Law(law), section
    return None


def _key_faults(
    table: Mapping[str, Any], required: Mapping[str, str], optional: Mapping[str, str], *, inside: str = ""
) -> Iterator[Fault]:
    at = f"{inside}." if inside else ""
    for key, wanted in required.items():
        if key not in table:
            yield Fault(f"“{at}{key}” is missing; it is {wanted}.", inside)
    known = {**required, **optional}
    for key, value in table.items():
        if key not in known:
            yield Fault(f"“{at}{key}” is not known. Known here: {', '.join(known)}.", key)
        elif not _is(value, known[key]):
            yield Fault(f"“{at}{key}” must be {known[key]}.", key)


def _is(value: object, wanted: str) -> bool:
    if wanted == _TEXT:
        return isinstance(value, str) and bool(value.strip())
    if wanted == _LIST:
        return isinstance(value, list) and bool(value) and all(isinstance(one, str) and one for one in value)
    if wanted == _TABLES:
        return isinstance(value, list) and all(isinstance(one, dict) for one in value)
    if wanted == _DAY:
        return isinstance(value, date) and not isinstance(value, datetime)
    if wanted == _NUMBER:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, dict)


def _code_faults(meta: Mapping[str, Any], key: str, known: Sequence[str]) -> list[Fault]:
    codes = meta.get(key)
    if not isinstance(codes, list):
        return []
    strange = [code for code in codes if code not in known]
    return [Fault(f"“{code}” in {key} is not known. {_nearest(code, known)}", key) for code in strange]


def _nearest(code: object, known: Sequence[str]) -> str:
    """Say which code was probably meant, or name them all."""
    near = difflib.get_close_matches(str(code), known, 1)
    return f"Did you mean “{near[0]}”?" if near else f"Known: {', '.join(known)}."


def _citation_faults(meta: Mapping[str, Any], key: str) -> list[Fault]:
    cites = meta.get(key)
    if not isinstance(cites, list):
        return []
    strange = [one for one in cites if not isinstance(one, str) or parse_citation(one) is None]
    wanted = "is not a law and a section, such as “foia 24” or “foisa 31(1)”."
    return [Fault(f"“{one}” in {key} {wanted}", key) for one in strange]


def _source_faults(meta: Mapping[str, Any]) -> Iterator[Fault]:
    sources = meta.get("sources")
    for source in sources if isinstance(sources, list) else []:
        if isinstance(source, dict):
            for fault in _key_faults(source, {"title": _TEXT}, SOURCE, inside="sources"):
                yield Fault(fault.says, "sources")


def _word_faults(words: Mapping[str, Any]) -> Iterator[Fault]:
    for name, values in words.items():
        if not WORD_NAME.fullmatch(name):
            yield Fault(f"The word “{name}” is written in small letters, digits and underscores.", name)
        if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
            yield Fault(f"The word “{name}” is a table of texts, one of them its default.", name)
            continue
        if "default" not in values:
            yield Fault(f"The word “{name}” has no default.", name)
        yield from (
            Fault(f"The word “{name}” speaks of “{code}”, which is no nation.", name)
            for code in values
            if code != "default" and code not in list(Nation)
        )
