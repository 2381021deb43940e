"""Reads a table of demands as people keep them in a spreadsheet: one demand a line, with what came of it beside it.

Commas, semicolons or tabs; with or without a byte-order mark. A line without a demand, or with an outcome and no day,
is refused with a sentence and loses nothing. Whether a body is in the register, the part that keeps demands asks.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dueregard.rules.text.csv_cells import words_of_cell
from dueregard.rules.text.encodings import encoding_of
from dueregard.rules.text.uk_dates import dates_in
from dueregard.rules.tracker.terms import Method, Outcome, Response

MOST = 500  # lines at once
LONGEST = {"title": 200, "asked_by": 200, "alongside": 300, "details": 3000}
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "body": ("body", "public body", "of", "institution", "code"),
    "title": ("demand", "what is demanded", "title", "ask"),
    "demanded_on": ("demanded on", "date of demand", "demand date", "date"),
    "asked_by": ("demanded by", "by", "who demands it", "organisation"),
    "alongside": ("who else worked for it", "alongside", "with"),
    "details": ("details", "notes", "more about it"),
    "method": ("what was done", "action", "method"),
    "done_on": ("done on", "action date", "date of action"),
    "response": ("answer", "response", "reply"),
    "answered_on": ("answered on", "response date", "date of answer"),
    "outcome": ("outcome", "what came of it", "result", "stands"),
    "outcome_on": ("outcome on", "since", "outcome date", "date of outcome"),
}
NEEDED = ("body", "title", "demanded_on", "asked_by")
_CALLED = {"body": "Body", "title": "Demand", "demanded_on": "Demanded on", "asked_by": "Demanded by"}
_SEPARATORS = ";\t,"


class NotATable(Exception):
    """Nothing can be read from it; says why, in a sentence."""


class WrongLine(Exception):
    """One line cannot be recorded; says why, in a sentence."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was done, answered or came of it, and on which day."""

    code: str
    on: date


@dataclass(frozen=True, slots=True)
class DemandLineRead:
    """One line, read. `wrong` says why it cannot be recorded."""

    line: int
    body: str
    title: str
    asked_by: str = ""
    demanded_on: date | None = None
    alongside: str = ""
    details: str = ""
    action: Said | None = None
    response: Said | None = None
    outcome: Said | None = None
    wrong: str = ""


def text_of(data: bytes) -> str:
    """Return the words of a saved table, however it is encoded."""
    return data.decode(encoding_of(data), errors="replace")


def read_table(text: str) -> list[DemandLineRead]:
    """Return the lines of a table. Raises: NotATable"""
    text = text.removeprefix("\ufeff").replace("\x00", "")
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    places: dict[str, int] | None = None
    found: list[DemandLineRead] = []
    try:
        for typed in reader:
            cells = [" ".join(words_of_cell(cell).split()) for cell in typed]
            if not any(cells):
                continue
            if places is None:
                places = _places(cells)
            else:
                found.append(_read(reader.line_num, cells, places))
    except csv.Error as wrong:
        raise NotATable(f"We cannot read this as a table: {wrong}.") from wrong
    if not found:
        raise NotATable("The table has headings and no line below them, or nothing at all.")
    if len(found) > MOST:
        raise NotATable(
            f"The table has {len(found)} lines. Import at most {MOST} at a time, so that you can read each."
        )
    return found


def _places(cells: Sequence[str]) -> dict[str, int]:
    names = [cell.casefold() for cell in cells]
    places = {
        what: next((names.index(word) for word in words if word in names), -1) for what, words in _HEADINGS.items()
    }
    if missing := [_CALLED[what] for what in NEEDED if places[what] < 0]:
        raise NotATable(
            f"The first line must name the columns. Missing: {', '.join(missing)}. For example: Body, Demand, "
            f"Demanded on, Demanded by, Outcome, Outcome on."
        )
    return places


def _read(line: int, cells: Sequence[str], places: Mapping[str, int]) -> DemandLineRead:
    said = {what: cells[place] if 0 <= place < len(cells) else "" for what, place in places.items()}
    read = DemandLineRead(
        line, said["body"], said["title"], said["asked_by"], alongside=said["alongside"], details=said["details"]
    )
    try:
        _check(said)
        return replace(
            read,
            demanded_on=_day(said["demanded_on"], "the demand"),
            action=_said(said, "method", "done_on", Method, "what was done"),
            response=_said(said, "response", "answered_on", Response, "the answer"),
            outcome=_said(said, "outcome", "outcome_on", Outcome, "the outcome"),
        )
    except WrongLine as wrong:
        return replace(read, wrong=str(wrong))


def _check(said: Mapping[str, str]) -> None:
    if not said["title"]:
        if said["outcome"]:
            raise WrongLine("It has an outcome but no demand. Say what was demanded, and when.")
        raise WrongLine("It does not say what is demanded.")
    for what in ("body", "asked_by"):
        if not said[what]:
            raise WrongLine(f"The column “{_CALLED[what]}” is empty.")
    for what, most in LONGEST.items():
        if len(said[what]) > most:
            raise WrongLine(f"“{said[what][:40]}…” is longer than {most} characters. Shorten it.")


def _said(said: Mapping[str, str], what: str, day: str, words: type[StrEnum], called: str) -> Said | None:
    typed = said[what]
    if not typed:
        if said[day]:
            raise WrongLine(f"It has a day for {called} but does not say what it was.")
        return None
    code = _code(typed, words)
    if not code:
        known = ", ".join(getattr(one, "label", one.value) for one in words)
        raise WrongLine(f"“{typed[:60]}” is not an answer we know for {called}. Choose from: {known}.")
    return Said(code, _day(said[day], called))


def _code(typed: str, words: type[StrEnum]) -> str:
    wanted = typed.casefold()
    known = {one.value.casefold(): one.value for one in words}
    known |= {str(getattr(one, "label", "")).casefold(): one.value for one in words}
    return known.get(wanted, "")


def _day(typed: str, called: str) -> date:
    if not typed:
        raise WrongLine(f"It has no day for {called}.")
    days = set(dates_in(typed))
    if len(days) != 1:
        raise WrongLine(f"“{typed[:40]}” is not a day. Write it like this: 2026-03-14.")
    return days.pop()
