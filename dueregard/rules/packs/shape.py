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

from dueregard.rules.casework.wording import LetterTemplate, unknown_placeholders
from dueregard.rules.law.laws import Law, Nation
from dueregard.rules.law.words import LAW_WORDS
from dueregard.rules.letters.wording import lists_not_alone, unknown_in_model
from dueregard.rules.packs.shelves import BY_KIND, DAY, LIST, NUMBER, SURE, TABLE, TABLES, TEXT, TRUTH, Shape

CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
VERSION = re.compile(r"\d{4}\.\d{1,2}\.\d{1,3}|\d+\.\d+\.\d+")
WORD_NAME = re.compile(r"[a-z][a-z0-9_]*")
CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
REFERENCE = re.compile(r"\[\^([^\]\s]+)\]")

PACK = {"id": TEXT, "name": TEXT, "version": TEXT, "licence": TEXT, "language": TEXT, "duty": TABLE}
PACK_OPTIONAL = {"summary": TEXT, "home": TEXT, "credit": LIST, "words": TABLE, "ancestry": TABLES}
DUTY = {"name": TEXT, "statute": TEXT, "section": TEXT}
PACK_ANCESTOR = {"id": TEXT, "name": TEXT, "version": TEXT, "licence": TEXT}
ROW = {"label": TEXT, "sure": TEXT}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to put right. `key` names the line of the front matter; else `line` counts within the text, from 1.

    Within a list of tables, `table` and `nth` (from 1) say in which table the key stands.
    """

    says: str
    key: str = ""
    line: int = 0
    table: str = ""
    nth: int = 0


def pack_faults(table: Mapping[str, Any]) -> tuple[Fault, ...]:
    """Return what is wrong with a pack's own description (pack.toml)."""
    faults = [*_key_faults(table, PACK, PACK_OPTIONAL)]
    if isinstance(table.get("id"), str) and not CODE.fullmatch(table["id"]):
        faults.append(Fault("Use only small letters, digits and single hyphens in the id.", "id"))
    if isinstance(table.get("version"), str) and not VERSION.fullmatch(table["version"]):
        faults.append(Fault("Write the version as three numbers, such as 2026.11.1 or 1.0.0.", "version"))
    if isinstance(table.get("duty"), dict):
        faults += _key_faults(table["duty"], DUTY, {"summary": TEXT}, inside="duty")
    if isinstance(table.get("words"), dict):
        faults += _word_faults(table["words"])
    ancestors = table.get("ancestry")
    for one in ancestors if isinstance(ancestors, list) else []:
        if isinstance(one, dict):
            faults += [Fault(fault.says, "ancestry") for fault in _key_faults(one, PACK_ANCESTOR, {"url": TEXT})]
    return tuple(faults)


def text_faults(kind: str, meta: Mapping[str, Any], text: str, words: Mapping[str, str]) -> tuple[Fault, ...]:
    """Return what is wrong with one text: its keys, its placeholders, its references, its emptiness."""
    shelf = BY_KIND[kind]
    faults = [*_shape_faults(meta, shelf.shape)]
    for key in ("cites", "likely"):
        faults += _citation_faults(meta, key)
    if kind == "figures":
        faults += _figure_faults(meta)
    if shelf.is_table:
        return tuple(faults)
    return (*faults, *written_faults(kind, meta, text, words))


def written_faults(kind: str, meta: Mapping[str, Any], text: str, words: Mapping[str, str]) -> tuple[Fault, ...]:
    """Return what is wrong with what people write in a Markdown text: its subject, its wording, its references."""
    if BY_KIND[kind].is_taken_away:
        return tuple(_taken_away_faults(meta, text, words))
    if BY_KIND[kind].has_placeholders:
        subject = meta.get("subject")
        return wording_faults(subject if isinstance(subject, str) else "", text, words)
    empty = () if text.strip() else (Fault("There is no text.", line=1),)
    return (*empty, *(_reference_faults(meta, text) if kind == "section" else ()))


def wording_faults(subject: str, text: str, words: Mapping[str, str]) -> tuple[Fault, ...]:
    """Return what is wrong with the part of a text that people write: placeholders that do not exist, or nothing."""
    empty = () if text.strip() else (Fault("There is no text.", line=1),)
    problems = unknown_placeholders(LetterTemplate(subject, text), words)
    return (*empty, *(Fault(one.advice, "" if one.line else "subject", one.line) for one in problems))


def _taken_away_faults(meta: Mapping[str, Any], text: str, words: Mapping[str, str]) -> Iterator[Fault]:
    """Check a motion, a letter or a clause: its placeholders, and that each mark such as [^duty] has its fact."""
    if not text.strip():
        yield Fault("There is no text.", line=1)
    for one in unknown_in_model(text, words):
        yield Fault(one.says, "", one.line)
    for line in lists_not_alone(text):
        yield Fault("A placeholder that fills whole lines needs a line of its own.", "", line)
    yield from _reference_faults(meta, text)


def with_dates(meta: Mapping[str, Any], shape: Shape) -> dict[str, Any]:
    """Return front matter that was kept as JSON with its days as days again, as a file has them."""
    known = {**shape.required, **shape.optional}
    return {key: _dated(value, known.get(key, ""), shape.parts.get(key)) for key, value in meta.items()}


def words_of(table: Mapping[str, Any], nation: str = "") -> dict[str, str]:
    """Return the pack's own placeholders for a nation's code; where it says nothing of a nation, its default."""
    return {name: str(values.get(nation, values["default"])) for name, values in table.items()}


def parse_citation(text: str) -> tuple[Law, str] | None:
    """Read `foia 31(1)(a)` as a law and the number of its section or regulation; None where it is neither."""
    law, _, section = text.partition(" ")
    if law in LAW_WORDS and re.fullmatch(r"\d+[A-Z]?(?:\([0-9a-z]+\))*", section):
        return Law(law), section
    return None


def _dated(value: Any, wanted: str, part: Shape | None) -> Any:
    if wanted == DAY and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    if part and isinstance(value, list):
        return [with_dates(one, part) if isinstance(one, dict) else one for one in value]
    return value


def _key_faults(
    table: Mapping[str, Any], required: Mapping[str, str], optional: Mapping[str, str], *, inside: str = ""
) -> Iterator[Fault]:
    at = f"{inside}." if inside else ""
    for key, wanted in required.items():
        if key not in table:
            yield Fault(f"“{at}{key}” is missing; it should be {wanted}.", inside)
    known = {**required, **optional}
    for key, value in table.items():
        if key not in known:
            yield Fault(f"“{at}{key}” is not a key we know. Known here: {', '.join(known)}.", key)
        elif not _is(value, known[key]):
            yield Fault(f"“{at}{key}” must be {known[key]}.", key)


def _shape_faults(table: Mapping[str, Any], shape: Shape, *, inside: str = "", nth: int = 0) -> Iterator[Fault]:
    found = [*_key_faults(table, shape.required, shape.optional, inside=inside)]
    for key, known in shape.codes.items():
        found += _code_faults(table, key, known)
    if inside == "channels.hours":
        found += [
            Fault(f"“{key}” must be a time of day, such as 09:30.", key)
            for key in ("opens", "closes")
            if isinstance(table.get(key), str) and not CLOCK.fullmatch(table[key])
        ]
    for fault in found:
        yield Fault(fault.says, "" if fault.key == inside else fault.key, table=inside, nth=nth) if inside else fault
    for key, part in shape.parts.items():
        inner = table.get(key)
        for at, one in enumerate(inner if isinstance(inner, list) else [], start=1):
            if isinstance(one, dict):
                # A table inside a table is named by the outer one: there its lines are.
                for fault in _shape_faults(one, part, inside=f"{inside}.{key}" if inside else key, nth=at):
                    yield Fault(fault.says, fault.key, table=inside, nth=nth) if inside else fault


def _figure_faults(meta: Mapping[str, Any]) -> Iterator[Fault]:
    """Check the rows of a table of figures against its columns: numbers, in columns that exist."""
    columns, rows = meta.get("columns"), meta.get("rows")
    names = [one.get("id") for one in columns if isinstance(one, dict)] if isinstance(columns, list) else []
    numbers = {name: NUMBER for name in names if isinstance(name, str)}
    labels = []
    for nth, row in enumerate(rows if isinstance(rows, list) else [], start=1):
        if isinstance(row, dict):
            labels.append(row.get("label"))
            for fault in (*_key_faults(row, ROW, {"note": TEXT, **numbers}), *_code_faults(row, "sure", SURE)):
                yield Fault(fault.says, fault.key, table="rows", nth=nth)
    breaks = meta.get("breaks")
    for nth, one in enumerate(breaks if isinstance(breaks, list) else [], start=1):
        if isinstance(one, dict) and isinstance(one.get("before"), str) and one["before"] not in labels:
            yield Fault(f"No row is called “{one['before']}”.", "before", table="breaks", nth=nth)


def _reference_faults(meta: Mapping[str, Any], text: str) -> Iterator[Fault]:
    """Check that each mark such as [^duty] has its fact, that each fact is marked, and that no id is there twice."""
    facts = [one for one in meta.get("facts") or [] if isinstance(one, dict)]
    if meta.get("translates") and not facts:
        return  # a translation uses the facts of the section it is made from
    ids = [str(one.get("id", "")) for one in facts]
    marked = set()
    for line, words in enumerate(text.split("\n"), start=1):
        for name in REFERENCE.findall(words):
            marked.add(name)
            if name not in ids:
                yield Fault(
                    f"“[^{name}]” has no fact. {_nearest(name, ids) if ids else 'Add it to [[facts]].'}", "", line
                )
    for nth, name in enumerate(ids, start=1):
        if not CODE.fullmatch(name):
            yield Fault("Use only small letters, digits and hyphens in the id of a fact.", "id", table="facts", nth=nth)
        elif ids.index(name) + 1 < nth:
            yield Fault(f"The fact “{name}” is defined twice.", "id", table="facts", nth=nth)
        elif name not in marked and not meta.get("translates"):
            yield Fault(f"No [^{name}] in the text says where this fact is used.", "id", table="facts", nth=nth)


def _is(value: object, wanted: str) -> bool:
    if wanted == TEXT:
        return isinstance(value, str) and bool(value.strip())
    if wanted == LIST:
        return isinstance(value, list) and bool(value) and all(isinstance(one, str) and one for one in value)
    if wanted == TABLES:
        return isinstance(value, list) and all(isinstance(one, dict) for one in value)
    if wanted == DAY:
        return isinstance(value, date) and not isinstance(value, datetime)
    if wanted == NUMBER:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, bool if wanted == TRUTH else dict)


def _code_faults(meta: Mapping[str, Any], key: str, known: Sequence[str]) -> list[Fault]:
    """Check the word, or each word of the list, that a key holds."""
    held = meta.get(key)
    codes = held if isinstance(held, list) else [held] if isinstance(held, str) and held else []
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


def _word_faults(words: Mapping[str, Any]) -> Iterator[Fault]:
    for name, values in words.items():
        if not WORD_NAME.fullmatch(name):
            yield Fault(f"Use only small letters, digits and underscores in the word “{name}”.", name)
        if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
            yield Fault(f"The word “{name}” must be a table of texts, one of them called default.", name)
            continue
        if "default" not in values:
            yield Fault(f"The word “{name}” has no default.", name)
        yield from (
            Fault(f"The word “{name}” has a text for “{code}”, which is not a nation.", name)
            for code in values
            if code != "default" and code not in list(Nation)
        )
