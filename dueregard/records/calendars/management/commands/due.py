"""Answers one question to the law engine by options, or many as CSV on standard input. The law is in `rules/`."""

import csv
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from dueregard.records.calendars.queries import holidays_or_shipped
from dueregard.rules.law.deadline_facts import DueDate, Event, ImpossibleFacts
from dueregard.rules.law.deadline_words import day_words
from dueregard.rules.law.deadlines import due
from dueregard.rules.law.due_rows import ANSWER_COLUMNS, COLUMNS, UnreadableCell, answer_row, read_row
from dueregard.rules.law.holidays import Holidays
from dueregard.rules.law.laws import BodyKind, Law, Nation

LONGEST_CELL = 64 * 1024 * 1024
_CHOICES = {"nation": Nation, "body_kind": BodyKind, "law": Law, "event": Event}
_WORDS = {
    "received": "the day or time the clock starts: 2026-03-13 or 2026-03-13T23:30:00Z",
    "law": "empty: worked out from nation and kind",
    "event": "what is asked for; empty: response",
    "closures": "a school's closed ranges: 2026-07-22..2026-09-01;2026-10-26..2026-10-30",
}


class Command(BaseCommand):
    help = "Work out when the law says something is due, and why: one question as options, or a CSV on standard input."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        for column in COLUMNS:
            choices = _CHOICES.get(column)
            words = _WORDS.get(column, "" if choices else "a day like 2026-03-13")
            if choices:
                words = "; ".join(filter(None, [words, "one of " + ", ".join(choice.value for choice in choices)]))
            parser.add_argument(f"--{column.replace('_', '-')}", dest=column, default="", help=words)

    def handle(self, *args: Any, **options: Any) -> None:
        asked = {column: options[column] for column in COLUMNS}
        if any(asked.values()):
            self._answer_one(asked)
            return
        if sys.stdin.isatty():
            raise CommandError(
                "Give --received and the other options, or a CSV on standard input. See `dueregard due --help`."
            )
        source = TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="surrogateescape", newline="")
        # Each row is written at once, for callers that ask row by row and wait.
        target = TextIOWrapper(
            sys.stdout.buffer, encoding="utf-8", errors="surrogateescape", newline="", line_buffering=True
        )
        try:
            misread = answer_rows(source, target, holidays_or_shipped())
            target.flush()
        except BrokenPipeError:
            # The reader of our output has stopped; keep Python from trying to flush again at the end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return
        finally:
            source.detach()
        target.detach()
        if misread:
            self.stderr.write(f"{misread} rows could not be read; the column “because” says why.")

    def _answer_one(self, asked: dict[str, str]) -> None:
        try:
            event, facts = read_row(asked)
            found = due(event, facts, holidays_or_shipped())
        except (UnreadableCell, ImpossibleFacts) as error:
            raise CommandError(str(error)) from error
        if not isinstance(found, DueDate):
            self.stdout.write(f"No date. {found.because}")
        else:
            if found.not_before:
                self.stdout.write(f"Between {found.not_before.isoformat()} and {found.on.isoformat()}.")
            self.stdout.write(f"{found.on.isoformat()} {day_words(found.on)}")
            for number, step in enumerate(found.steps, start=1):
                self.stdout.write(f"{number}. {step}")
        if found.source:
            self.stdout.write(f"Source: {found.source}")


def answer_rows(source: Iterable[str], target: IO[str], holidays: Holidays) -> int:
    """Copy a CSV with the answers' three columns, row by row. Returns how many rows could not be read.

    A column called due, because or source that already exists is overwritten in place.
    Raises: CommandError when there is no header row with a column `received`.
    """
    csv.field_size_limit(LONGEST_CELL)
    lines = _Lines(source)
    rows = csv.reader(lines)
    header = next((row for row in rows if row), [])
    names = [cell.strip().lower() for cell in header]
    if "received" not in names:
        raise CommandError(f"The first row must name the columns, including received. Columns: {', '.join(COLUMNS)}.")
    added = [name for name in ANSWER_COLUMNS if name not in names]
    writer = csv.writer(target, lineterminator=lines.ending)
    writer.writerow([*header, *added])
    misread = 0
    for row in tqdm(rows, unit=" rows", delay=2, disable=None, leave=False):
        if row:
            misread += _answer(row, names, added, writer, holidays)
    return misread


def _answer(row: list[str], names: list[str], added: list[str], writer: Any, holidays: Holidays) -> bool:
    known = dict(zip(reversed(names), reversed((row + [""] * len(names))[: len(names)]), strict=False))
    answer = answer_row(known, holidays)
    because, was_read = answer.because, answer.was_read
    if len(row) > len(names):
        beyond = "; ".join(row[len(names) :])
        because = f"The row has more cells than the header; the extra ones are: {beyond}. {because}"
    told = {"due": answer.due, "because": because, "source": answer.source}
    cells = [told.get(name, cell) for name, cell in zip(names, row + [""] * (len(names) - len(row)), strict=False)]
    writer.writerow([*cells, *(told[name] for name in added)])
    return not was_read


class _Lines:
    """The lines of a file, remembering how the first one ended so that the answer can end its own alike."""

    def __init__(self, source: Iterable[str]) -> None:
        self._source = iter(source)
        self.ending = "\n"
        self._started = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._source)
        if not self._started:
            self._started = True
            self.ending = "\r\n" if line.endswith("\r\n") else "\n"
        return line
